import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.__main__ import main
from lowlight_desktop.training.alen_photos import training_photos
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_denoiser import (
    CROP_PX,
    CROPS,
    LEVEL_ERROR,
    DenoiserLossWeights,
    denoiser_batch_at,
    denoiser_losses_of,
    train_denoiser,
)
from tests.studio.denoise_photos import untrained_denoiser
from tests.training.denoiser_data import with_real_noise

SCHEDULE = Schedule(steps=3, batch=4, warm_up=1, every=3)
SMALL = SaUnetConfig(widths=(16, 16))
FIGURES = {"sigma30", "sigma50", "clean", "polyu"}


@pytest.fixture
def denoiser_data(data: Path) -> Path:
    return with_real_noise(data)


def test_it_learns_for_three_steps_and_is_judged(denoiser_data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    train_denoiser(denoiser_data, run, SCHEDULE, SMALL, Mix())
    saved = checkpoint.load(run / "checkpoint.safetensors")
    assert saved.step == 3
    assert saved.facts["network"] == "sa_unet"
    assert saved.facts["photos"] == {"bsds500": 2, "sunhays": 1, "sice": 2}
    assert saved.facts["mix"] == {"gaussian": Mix().gaussian}
    moved = {name.split(".")[1] for name in saved.optimizer if saved.optimizer[name].any()}
    assert moved >= {"encoder", "down", "up", "decoder", "head"}
    line = json.loads((run / "log.jsonl").read_text())
    assert FIGURES | {"loss", "decibel", "far"} <= line.keys()
    assert all(np.isfinite(line[name]) for name in FIGURES)


def test_every_layer_of_attention_learns(denoiser_data: Path, tmp_path: Path) -> None:
    both = SaUnetConfig(widths=(16, 16), attention="both")
    train_denoiser(denoiser_data, tmp_path / "run", SCHEDULE, both, Mix())
    moments = checkpoint.load(tmp_path / "run/checkpoint.safetensors").optimizer
    gates = [name for name in moments if name.startswith("first.") and "attention" in name]
    # Two blocks down and one up, six kinds of numbers each. Those of the normalization have no
    # slope before the gate's weight, which begins at 0, has moved: after the first step.
    assert len(gates) == 3 * 6
    assert all(moments[name].any() for name in gates)


def test_a_run_is_not_resumed_with_other_noise(denoiser_data: Path, tmp_path: Path) -> None:
    train_denoiser(denoiser_data, tmp_path / "run", SCHEDULE, SMALL, Mix())
    with pytest.raises(UsageError, match=r"mix gaussian was 0\.45 and is now 1\.0"):
        train_denoiser(denoiser_data, tmp_path / "run", SCHEDULE, SMALL, Mix(gaussian=1.0))


def test_a_batch_is_a_function_of_seed_and_step(data: Path) -> None:
    photos = training_photos(data)
    one, same, other = (denoiser_batch_at(photos, Mix(), SCHEDULE, step) for step in (5, 5, 6))
    assert all(torch.equal(a, b) for a, b in zip(one, same, strict=True))
    assert not torch.equal(one[0], other[0])
    assert [t.dtype for t in one] == [torch.float32] * 3


def test_a_batch_counts_crops(data: Path) -> None:
    noisy, clean, error = denoiser_batch_at(training_photos(data), Mix(), SCHEDULE, 0)
    photos = SCHEDULE.batch // CROPS
    assert noisy.shape == clean.shape == (photos, CROPS, 3, CROP_PX, CROP_PX)
    assert error.shape == (photos, 2)


def test_what_is_told_is_wrong_by_as_much_as_is_said(data: Path) -> None:
    many = Schedule(steps=1, batch=240)
    # Crops of 16 pixels would do; only the errors are looked at.
    error = denoiser_batch_at(training_photos(data), Mix(1.0), many, 0)[2].log()
    # 120 photos: a fifteenth off by chance. Half of the error is common to brightness and color.
    assert float(error.std()) == pytest.approx(LEVEL_ERROR, rel=0.2)
    assert float(torch.corrcoef(error.T)[0, 1]) == pytest.approx(0.5, abs=0.25)


def test_losses_are_weighted(data: Path) -> None:
    network = SaUnet(SMALL)
    batch = denoiser_batch_at(training_photos(data), Mix(), SCHEDULE, 0)
    one = denoiser_losses_of(network, batch, DenoiserLossWeights(1.0, 1.0), fast=False)
    other = denoiser_losses_of(network, batch, DenoiserLossWeights(2.0, 3.0), fast=False)
    for name, weight in {"decibel": 2.0, "far": 3.0}.items():
        assert float(other[name].detach()) == pytest.approx(weight * float(one[name].detach()))


def test_half_precision_has_the_same_losses(data: Path) -> None:
    network = SaUnet(SMALL)
    batch = denoiser_batch_at(training_photos(data), Mix(), SCHEDULE, 0)
    exact, fast = (
        denoiser_losses_of(network, batch, DenoiserLossWeights(), fast=f) for f in (False, True)
    )
    for name in exact:
        assert float(fast[name].detach()) == pytest.approx(float(exact[name].detach()), rel=0.02)


def test_the_command_trains_any_place_of_attention_and_any_noise(
    denoiser_data: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    words = ["train", "sa_unet", "--data", str(denoiser_data), "--run", str(run), "--steps", "1"]
    assert main([*words, "--attention", "both", "--gaussian", "1"]) == 0
    facts = checkpoint.load(run / "checkpoint.safetensors").facts
    assert isinstance(facts["config"], dict)
    assert facts["config"]["attention"] == "both"
    assert facts["mix"] == {"gaussian": 1.0}


@pytest.mark.parametrize("share", ["-0.1", "1.1", "nan", "half"])
def test_a_share_is_a_number_from_0_to_1(share: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["train", "sa_unet", "--data", ".", "--gaussian", share])
    assert end.value.code == 2
    assert "from 0 to 1" in capsys.readouterr().err


def test_a_models_weights_are_trained_further(denoiser_data: Path, tmp_path: Path) -> None:
    model = untrained_denoiser(tmp_path / "models") / "sa_unet"
    still = Schedule(steps=1, batch=2, rate=1e-9, warm_up=1, every=1)
    trained = train_denoiser(
        denoiser_data, tmp_path / "run", still, SMALL, Mix(), start=model
    ).state_dict()
    for name, weight in load_file(model / "weights.safetensors").items():
        torch.testing.assert_close(trained[name].cpu(), weight, rtol=0, atol=1e-6)
    facts = checkpoint.load(tmp_path / "run" / "checkpoint.safetensors").facts
    assert facts["start"] == "sa_unet test"
