from dataclasses import asdict
from pathlib import Path

import pytest

from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.sa_ablation import ablation_runs, ablation_text
from lowlight_desktop.training.train_denoiser import DENOISER_SCHEDULE

FIGURES = {"sigma30": 28.125, "sigma50": 25.5, "polyu": 37.0, "clean": 41.0}


def run_of(
    runs: Path, name: str, attention: str, mix: Mix | None = None, *, steps: int = 9, done: int = 9
) -> None:
    """A run that says so of itself."""
    (runs / name).mkdir(parents=True)
    config = SaUnetConfig(widths=(16, 16), attention=attention)
    facts = {
        "network": "sa_unet",
        "config": asdict(config),
        "mix": asdict(mix or Mix()),
        "photos": {"bsds500": 2},
        "figures": FIGURES,
        "schedule": asdict(Schedule(steps=steps, rate=DENOISER_SCHEDULE.rate)),
    }
    weights, average = (SaUnet(config).state_dict() for _ in range(2))
    saved = checkpoint.Checkpoint(done, weights, average, {}, facts)
    checkpoint.save(runs / name / "checkpoint.safetensors", saved)


def rows_of(runs: Path) -> list[list[str]]:
    """The cells of the table's rows."""
    text = ablation_text(ablation_runs(runs))
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]


def test_runs_are_compared_under_the_names_of_what_they_are(tmp_path: Path) -> None:
    run_of(tmp_path, "sa_unet-none", "none")
    run_of(tmp_path, "sa_unet-decoder", "decoder")
    run_of(tmp_path, "sa_unet-gaussian", "decoder", Mix(gaussian=1.0))
    assert [row[0] for row in rows_of(tmp_path)[1:]] == [
        "no attention (`--attention none`)",
        "shuffle attention in the decoder",
        "shuffle attention in the decoder, trained with Gaussian noise alone (`--gaussian 1`)",
    ]


def test_a_row_tells_numbers_work_and_figures(tmp_path: Path) -> None:
    run_of(tmp_path, "sa_unet-none", "none")
    run_of(tmp_path, "sa_unet-both", "both")
    _, none, both = rows_of(tmp_path)
    assert none[3:] == ["28.12", "25.50", "37.00", "41.00"]
    # 16 channels in 8 groups: six numbers a layer; two levels down and one up have one each.
    assert int(both[1].replace(",", "")) - int(none[1].replace(",", "")) == 3 * 6


def test_one_run_is_no_comparison(tmp_path: Path) -> None:
    assert ablation_text(ablation_runs(tmp_path)) == ""
    run_of(tmp_path, "sa_unet-both", "both")
    assert ablation_text(ablation_runs(tmp_path)) == ""


def test_runs_of_other_lengths_are_not_compared(tmp_path: Path) -> None:
    run_of(tmp_path, "sa_unet-none", "none")
    run_of(tmp_path, "sa_unet-both", "both", steps=8)
    with pytest.raises(UsageError, match="cannot be compared"):
        ablation_runs(tmp_path)


def test_a_run_before_its_end_is_not_compared(tmp_path: Path) -> None:
    run_of(tmp_path, "sa_unet-none", "none", done=4)
    with pytest.raises(UsageError, match="4 of 9 steps"):
        ablation_runs(tmp_path)
