import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import MODELS, find, read_card
from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.studio.model_notes import training_data
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.__main__ import main
from lowlight_desktop.training.alen_figures import golden_raw, work_per_px
from lowlight_desktop.training.alen_validation import ISOS
from lowlight_desktop.training.golden import golden_sensor
from lowlight_desktop.training.publish_alen import publish_alen
from lowlight_desktop.training.publishing import Publication
from lowlight_desktop.training.train_alen import ALEN_SCHEDULE, AlenLossWeights, train_alen

SMALL = AlenConfig(widths=(16, 16), survey_width=16)
SCHEDULE = replace(ALEN_SCHEDULE, steps=1, batch=1, warm_up=1, every=1, muon_rate=0.0)
VERSION = "2026-11-21"


def run_of(data: Path, runs: Path, name: str = "alen", config: AlenConfig = SMALL) -> Alen:
    """A run of one step, which is all of its schedule."""
    return train_alen(data, runs / name, SCHEDULE, config)


def published(data: Path, folder: Path) -> str:
    """Publish, and give the page."""
    publish_alen(Publication(data, folder / "runs", folder / "models", VERSION))
    return (folder / "models/alen/README.md").read_text(encoding="utf-8")


def test_a_published_model_loads_and_is_what_was_trained(data: Path, tmp_path: Path) -> None:
    trained = run_of(data, tmp_path / "runs")
    page = published(data, tmp_path)
    card = read_card(tmp_path / "models/alen")
    network = load(card, choose("cpu")).network
    assert isinstance(network, Alen)
    assert network.config == SMALL
    torch.testing.assert_close(network.state_dict(), trained.state_dict())
    assert (card.step, card.quality, card.network) == ("raw", "fast", "alen")
    for fact in (
        f"{card.parameters:,} trainable numbers",
        f"version {VERSION}",
        "train alen --data DATA --steps 1 --seed 1\n",
        "1 of 1 steps of 1 crops of 160x160",
    ):
        assert fact in page
    assert "Published before the end" not in page
    assert "What each part is worth" not in page  # nothing to compare
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["alen"]


def test_the_card_and_the_page_tell_the_figures_of_the_validation(
    data: Path, tmp_path: Path
) -> None:
    run_of(data, tmp_path / "runs")
    page = published(data, tmp_path)
    text = (tmp_path / "models/alen/card.toml").read_text(encoding="utf-8")
    measured = tomllib.loads(text)["measured"]
    assert measured["photos"] == {"McMaster": 1}
    # A thousandth of a step: the sums of differently sized tiles are rounded differently.
    assert measured["largest difference between tile sizes"] < 0.01
    figures = json.loads((tmp_path / "runs/alen/log.jsonl").read_text())
    for iso in ISOS:
        row = measured[f"McMaster, ISO {iso}"]
        # The same photos and weights, in whatever number format is fastest here.
        assert row["PSNR before"] == pytest.approx(figures[f"iso{iso}_in"], abs=0.01)
        assert row["PSNR"] == pytest.approx(figures[f"iso{iso}_mosaic"], abs=0.1)
        assert f"| McMaster, ISO {iso} | {row['PSNR before']} | {row['PSNR']} |" in page
    assert tomllib.loads(text)["multiplications_per_px"] > 100
    assert tomllib.loads(text)["reach_px"] == SMALL.reach_px


def test_the_page_names_every_source_with_its_terms(data: Path, tmp_path: Path) -> None:
    run_of(data, tmp_path / "runs")
    rows = {row.name: row for row in training_data(published(data, tmp_path))}
    assert rows["BSDS500 photographs"].used == "2"
    assert rows["SUN-Hays photographs"].used == "1"
    assert all(row.terms for row in rows.values())
    assert len(rows) == 6


def test_the_page_says_what_a_run_went_on_from(data: Path, tmp_path: Path) -> None:
    run_of(data, tmp_path / "runs")
    models = tmp_path / "models"
    publish_alen(Publication(data, tmp_path / "runs", models, "1"))
    schedule = replace(ALEN_SCHEDULE, steps=1, batch=1, every=1, muon_rate=0.0)
    train_alen(data, tmp_path / "later/alen", schedule, SMALL, start=models / "alen")
    publish_alen(Publication(data, tmp_path / "later", models, "2"))
    page = (models / "alen/README.md").read_text()
    assert "--start models/alen\n" in page
    assert "It began with the weights of alen 1.\n" in page


def test_short_runs_are_compared(data: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    run_of(data, runs)
    run_of(data, runs, "alen-whole")
    run_of(data, runs, "alen-max-pool", replace(SMALL, pool="max"))
    page = published(data, tmp_path)
    section = page.partition("## What each part is worth")[2].partition("\n## ")[0]
    assert "Runs of 1 steps" in section
    assert "another recipe" not in section
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[1:]] == [
        "| whole",
        "| max-pooling, not the inverted shuffle layer (`--max-pool`)",
    ]
    # The shuffle layer mixes 64 channels to 16, with a bias; pooling has no numbers.
    whole, pooled = (int(row.split(" | ")[1].replace(",", "")) for row in rows[1:])
    assert whole - pooled == 64 * 16 + 16


def test_short_runs_of_another_recipe_say_so(data: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    train_alen(data, runs / "alen", SCHEDULE, SMALL, AlenLossWeights(far=0.25))
    run_of(data, runs, "alen-whole")
    run_of(data, runs, "alen-max-pool", replace(SMALL, pool="max"))
    assert (
        "They had another recipe: losses tone 1, light 1, edges 0.25, far 10; photos of "
        "bsds500, sunhays, sice, raw." in published(data, tmp_path)
    )


def test_runs_that_differ_in_more_than_the_network_are_not_compared(
    data: Path, tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    run_of(data, runs)
    run_of(data, runs, "alen-whole")
    train_alen(data, runs / "alen-max-pool", replace(SCHEDULE, seed=2), replace(SMALL, pool="max"))
    with pytest.raises(UsageError, match="cannot be compared"):
        published(data, tmp_path)
    assert not (tmp_path / "models").exists()


def test_a_run_before_its_end_is_refused_and_says_so_when_it_is_published(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_of(data, tmp_path / "runs")
    file = tmp_path / "runs/alen/checkpoint.safetensors"
    saved = checkpoint.load(file)
    facts: Mapping[str, object] = {**saved.facts, "schedule": asdict(replace(SCHEDULE, steps=9))}
    checkpoint.save(file, replace(saved, facts=facts))
    words = ["publish", "alen", "--data", str(data), "--runs", str(tmp_path / "runs")]
    words += ["--models", str(tmp_path / "models"), "--version", VERSION]
    assert main(words) == 2
    assert "1 of 9 steps" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()
    assert main([*words, "--unfinished", "--machine", "a pocket calculator"]) == 0
    page = (tmp_path / "models/alen/README.md").read_text(encoding="utf-8")
    assert "Published before the end of its training: 1 of 9 steps." in page
    assert "Trained on a pocket calculator." in page


def test_the_golden_input_has_noise_a_full_lamp_and_an_odd_height() -> None:
    light = golden_sensor()
    assert light.values.shape[0] % 2 == 1
    assert (light.values == 1.0).sum() > 20
    assert (light.values < 0.0).sum() > 100


def test_work_is_that_of_a_pixel_of_the_mosaic() -> None:
    # The limit of the project for a network that a processor trains.
    assert 15_000 < work_per_px(Alen(AlenConfig()).eval()) <= 20_000


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load(find("raw", "fast"), choose("cpu"))


def test_the_shipped_model_still_makes_its_golden_picture(shipped: Loaded) -> None:
    expected = cv2.imread(str(MODELS / "alen/golden.png"), cv2.IMREAD_UNCHANGED)
    assert expected is not None
    assert expected.dtype == np.uint16
    difference = np.abs(golden_raw(shipped)[..., ::-1].astype(int) - expected.astype(int))
    # Another processor may round differently: a quarter of a step of 255, no more.
    assert difference.max() <= 64
