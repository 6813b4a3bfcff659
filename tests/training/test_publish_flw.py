from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from torch import nn

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import MODELS, find, read_card
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.publish_flw import golden, publish_flw


def run_of(network: nn.Module, folder: Path, facts: dict[str, object]) -> None:
    folder.mkdir(parents=True)
    state = network.state_dict()
    average = {name: tensor.clone() for name, tensor in state.items()}
    saved = checkpoint.Checkpoint(7, state, average, {}, facts)
    checkpoint.save(folder / "checkpoint.safetensors", saved)


def test_a_published_model_loads_and_is_what_was_trained(data: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    config = {"width": 16, "fold": 2}
    light, target = Flw(FlwConfig(width=16)), Flw(FlwConfig()).predictor
    run_of(light, tmp_path / "runs" / "flw", {"config": config})
    run_of(target, tmp_path / "runs" / "flw-target", {"width": 48})
    publish_flw(data, tmp_path / "runs", tmp_path / "models", "2026-11-20")
    card = read_card(tmp_path / "models" / "flw")
    network = load(card, choose("cpu")).network
    assert isinstance(network, Flw)
    torch.testing.assert_close(network.len.e1.weight, light.len.e1.weight)
    torch.testing.assert_close(network.predictor.first.weight, target.first.weight)
    assert float(str(card.measured["largest difference between tile sizes"])) < 1e-5
    page = (tmp_path / "models" / "flw" / "README.md").read_text()
    assert f"{card.parameters:,} trainable numbers" in page
    assert "CC BY-NC" in page


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
    assert all(isinstance(v, float) for v in measured.values())


@pytest.mark.gpu
def test_a_gpu_agrees_with_the_processor() -> None:
    made = golden(load(find("light", "fast"), choose("auto")))
    expected = golden(load(find("light", "fast"), choose("cpu")))
    assert np.abs(made.astype(int) - expected.astype(int)).max() <= 2
