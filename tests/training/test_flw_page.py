import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from lowlight_desktop.engine.model_store import read_card
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.flw_card import FlwRuns, flw_card
from lowlight_desktop.training.flw_page import flw_page
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_flw import READ_NOISE

CONFIG = {
    "width": 16,
    "fold": 2,
    "global_width": 32,
    "modulated": True,
    "predictor_examples": 1234,
    "predictor_width": 16,
}
CARD = ModelCard(
    "flw", "FLW light", "light", "fast", "flw", CONFIG, Path("w"), "ab", 39108, "2026-11-20", {}
)
MEASURED: dict[str, float | Mapping[str, float]] = {
    "largest loss in bfloat16": 1.2,
    "LOL, blind": {"PSNR": 20.4, "SSIM": 0.84},
    "LOL, fixed target 0.4": {"PSNR": 19.1, "SSIM": 0.82},
    "LOL, error of the brightness": {"of the network": 0.085, "of the best constant": 0.082},
}
FACTS = {"weights": {"l1": 4.0, "color": 0.25}, "schedule": asdict(Schedule(steps=42000, seed=3))}
SIZES = {"lol": 11, "sice": 12, "bsds500": 13, "sunhays": 14}


def runs(**facts: object) -> FlwRuns:
    light = Checkpoint(28000, {}, {}, {}, {**FACTS, **facts})
    return FlwRuns(light, Checkpoint(1, {}, {}, {}, {"examples": 1234, "seed": 5}), SIZES)


def test_the_page_tells_what_the_runs_and_the_card_know() -> None:
    page = flw_page(CARD, MEASURED, runs())
    for fact in (
        "39,108 trainable numbers",
        "train flw-target --data DATA --seed 5",
        "train flw --data DATA --steps 42000 --seed 3 --width 16 --fold 2",
        "at once, from 1,234 pairs",
        "28,000 of\n42,000 steps of 8 crops of 112x112",
        "weights of the losses:\nl1 4, color 0.25.\nThe average",
        "squeezed to 256x256 | 11;",
        "| largest loss in bfloat16 | 1.2 |",
        "| | PSNR | SSIM |\n|---|--:|--:|\n| LOL, blind | 20.4 | 0.84 |\n| LOL, fixed",
        "0.085 on LOL (the best constant: 0.082)",
        "CC BY-NC",
    ):
        assert fact in page


def test_a_run_whose_length_was_changed_says_so() -> None:
    page = flw_page(CARD, MEASURED, runs(lengths=[[0, 42000], [28000, 38000]]))
    assert "42,000 from step 0 on, 38,000 from step 28,000 on." in page


def test_a_run_that_knows_its_photos_is_believed() -> None:
    page = flw_page(CARD, MEASURED, runs(photos={**SIZES, "lol": 437}))
    assert "squeezed to 256x256 | 437;" in page


def test_only_weights_of_the_stronger_noise_confess_it() -> None:
    assert "1.3 to 2.2 times as strong" in flw_page(CARD, MEASURED, runs())
    assert "as strong" not in flw_page(CARD, MEASURED, runs(read_noise=READ_NOISE))


def test_the_card_reads_back_as_it_was_written(tmp_path: Path) -> None:
    text = flw_card(CARD, MEASURED, runs())
    (tmp_path / "card.toml").write_text(text, encoding="utf-8")
    card = read_card(tmp_path)
    assert card.measured == MEASURED
    assert card.config == CONFIG
    trained = tomllib.loads(text)["trained"]
    assert trained["light steps"] == 28000
    assert trained["light seed"] == 3
    assert trained["photos"] == SIZES
