from lowlight_desktop.cli.measured import measured_lines


def test_differences_are_in_steps_of_255_and_shares_in_percent() -> None:
    lines = list(
        measured_lines({"largest loss in bfloat16": 0.95, "share that pass": {"halo": 0.642}})
    )
    assert lines == [
        "largest loss in bfloat16   0.95 of 255",
        "",
        "share that pass:",
        "  halo   64 %",
    ]


def test_groups_with_the_same_names_are_one_table() -> None:
    lines = list(
        measured_lines(
            {
                "LOL, blind": {"PSNR": 20.61, "SSIM": 0.859},
                "LOL, error of the brightness": {"network": 0.092},
                "SICE, error of the brightness": {"network": 0.04},
                "SICE, blind": {"PSNR": 9.5, "SSIM": 0.9},
                "photos": {"LOL": 40},
            }
        )
    )
    assert lines == [
        "",
        "              PSNR (dB)    SSIM",
        "LOL, blind        20.61   0.859",
        "SICE, blind        9.50   0.900",
        "",
        "                                   network",
        "LOL, error of the brightness    0.092 of 1",
        "SICE, error of the brightness   0.040 of 1",
        "",
        "photos:",
        "  LOL   40",
    ]


def test_a_card_without_figures_says_nothing() -> None:
    assert list(measured_lines({})) == []
