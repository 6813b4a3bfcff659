from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from torch import nn

from lowlight_desktop.develop.defects import MEASURES
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import MODELS, find, read_card
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.networks.target_predictor import TargetPredictor
from lowlight_desktop.photo.recipe import Light, Recipe
from lowlight_desktop.studio.pixels import finished_pixels
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.flw_figures import finished, golden, lit
from lowlight_desktop.training.golden import golden_input
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.publish_flw import publish_flw
from lowlight_desktop.training.publishing import Publication

STEP = 1234
SCHEDULE = asdict(Schedule(steps=STEP, every=4000))
FACTS = {"config": {"width": 16, "fold": 2}, "weights": {"l1": 4.0}, "schedule": SCHEDULE}
TARGET_FACTS = {"examples": 5, "width": 4, "seed": 2}


def run_of(network: nn.Module, folder: Path, facts: Mapping[str, object]) -> None:
    folder.mkdir(parents=True)
    state = network.state_dict()
    average = {name: tensor.clone() for name, tensor in state.items()}
    saved = checkpoint.Checkpoint(STEP, state, average, {}, facts)
    checkpoint.save(folder / "checkpoint.safetensors", saved)


def runs_in(folder: Path) -> tuple[Flw, TargetPredictor]:
    torch.manual_seed(1)
    light, target = Flw(FlwConfig(width=16)), TargetPredictor(5, 4)
    run_of(light, folder / "flw", FACTS)
    run_of(target, folder / "flw-target", TARGET_FACTS)
    return light, target


def test_a_published_model_loads_and_is_what_was_trained(data: Path, tmp_path: Path) -> None:
    light, target = runs_in(tmp_path / "runs")
    publish_flw(Publication(data, tmp_path / "runs", tmp_path / "models", "2026-11-20"))
    card = read_card(tmp_path / "models" / "flw")
    network = load(card, choose("cpu")).network
    assert isinstance(network, Flw)
    torch.testing.assert_close(network.len.e1.weight, light.len.e1.weight)
    torch.testing.assert_close(network.predictor.examples, target.examples)
    # A thousandth of a step: the sums of differently sized tiles are rounded differently.
    assert float(str(card.measured["largest difference between tile sizes"])) < 0.01
    assert card.measured["photos"] == {"LOL": 1, "SICE": 1, "McMaster": 1}
    shares = card.measured["share of photos that pass, blind"]
    assert isinstance(shares, dict)
    assert shares.keys() == {m.name for m in MEASURES}
    errors = card.measured["LOL, error of the brightness"]
    assert isinstance(errors, dict)
    page = (tmp_path / "models" / "flw" / "README.md").read_text(encoding="utf-8")
    assert f"{card.parameters:,} trainable numbers" in page
    assert f"{errors['of the network']} on LOL (the best constant: 0.0)" in page
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["flw"]


def test_publishing_that_fails_leaves_the_model_as_it_was(data: Path, tmp_path: Path) -> None:
    runs_in(tmp_path / "runs")
    before = tmp_path / "models" / "flw" / "weights.safetensors"
    before.parent.mkdir(parents=True)
    before.write_bytes(b"the old weights")
    (data / "pairs/sice/images/5d.jpg").unlink()  # found missing when the weights are written
    with pytest.raises(FileNotFoundError, match=r"5d\.jpg"):
        publish_flw(Publication(data, tmp_path / "runs", tmp_path / "models", "2026-11-20"))
    assert before.read_bytes() == b"the old weights"
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["flw"]


@pytest.mark.parametrize("target", [None, 0.4])
def test_figures_are_of_the_pixels_that_the_program_writes(
    tmp_path: Path, target: float | None
) -> None:
    cv2.imwrite(str(tmp_path / "dark.png"), golden_input()[..., ::-1])
    recipe = Recipe(light=Light(target=target))
    expected = finished_pixels(tmp_path / "dark.png", recipe, Enhancer("cpu"))
    model = load(find("light", "fast"), choose("cpu"))
    made = finished(lit(model, golden_input(), target, fast=model.way.bfloat16)[0])
    np.testing.assert_array_equal(made, expected)


def test_the_shipped_model_still_makes_its_golden_picture() -> None:
    expected = cv2.imread(str(MODELS / "flw" / "golden.png"))
    assert expected is not None
    made = golden(load(find("light", "fast"), choose("cpu")))
    # Another processor may round differently: one step of 255, no more.
    difference = np.abs(made[..., ::-1].astype(int) - expected.astype(int))
    assert difference.max() <= 1


def test_the_shipped_card_tells_its_measured_quality() -> None:
    measured = find("light", "fast").measured
    assert {name.split(":")[0].split(",")[0] for name in measured} >= {"LOL", "SICE", "McMaster"}
    tables = [v for v in measured.values() if isinstance(v, dict)]
    numbers = [v for v in measured.values() if not isinstance(v, dict)]
    numbers += [v for table in tables for v in table.values()]
    assert all(isinstance(v, (int, float)) for v in numbers)


@pytest.mark.gpu
def test_a_gpu_agrees_with_the_processor() -> None:
    made = golden(load(find("light", "fast"), choose("auto")))
    expected = golden(load(find("light", "fast"), choose("cpu")))
    assert np.abs(made.astype(int) - expected.astype(int)).max() <= 2
