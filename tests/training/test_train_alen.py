import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from lowlight_desktop.networks.alen import AlenConfig
from lowlight_desktop.photo.errors import ModelError, UsageError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.__main__ import main
from lowlight_desktop.training.alen_photos import training_photos, validation_photos
from lowlight_desktop.training.alen_samples import AlenPhotos
from lowlight_desktop.training.alen_validation import ISOS, AlenValidation, sony_a7s2
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.sensor_photos import sensor_photos
from lowlight_desktop.training.train_alen import alen_batch_at, train_alen
from tests.studio.raw_photos import untrained_models

SCHEDULE = Schedule(steps=3, batch=2, warm_up=1, every=3)
SMALL = AlenConfig(widths=(16, 16), survey_width=16)


def test_it_learns_for_three_steps_and_is_judged(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    train_alen(data, run, SCHEDULE, SMALL)
    saved = checkpoint.load(run / "checkpoint.safetensors")
    assert saved.step == 3
    assert saved.facts["photos"] == {"bsds500": 2, "sunhays": 1, "sice": 2, "raw": 2}
    moved = {name.split(".")[1] for name in saved.optimizer if saved.optimizer[name].any()}
    assert moved >= {"survey_features", "encoder", "down", "up", "decoder", "head"}
    line = json.loads((run / "log.jsonl").read_text())
    names = {f"iso{iso}_{n}" for iso in ISOS for n in ("in", "mosaic", "rgb", "ssim")}
    assert names | {"tone", "light", "edges", "far"} <= line.keys()
    assert all(np.isfinite(line[name]) for name in names)


def test_a_models_weights_are_trained_further(data: Path, tmp_path: Path) -> None:
    model = untrained_models(tmp_path / "models") / "alen"
    still = Schedule(steps=1, batch=2, rate=1e-9, warm_up=1, every=1)
    trained = train_alen(data, tmp_path / "run", still, SMALL, start=model).state_dict()
    begun = load_file(model / "weights.safetensors")
    for name, weight in begun.items():
        torch.testing.assert_close(trained[name].cpu(), weight, rtol=0, atol=1e-6)
    assert (
        checkpoint.load(tmp_path / "run" / "checkpoint.safetensors").facts["start"] == "alen test"
    )


def test_a_model_of_other_sizes_is_no_start(data: Path, tmp_path: Path) -> None:
    model = untrained_models(tmp_path / "models") / "alen"
    with pytest.raises(ModelError, match="do not fit"):
        train_alen(data, tmp_path / "run", SCHEDULE, AlenConfig(widths=(16, 32)), start=model)


def test_a_run_is_not_resumed_with_other_parts(data: Path, tmp_path: Path) -> None:
    train_alen(data, tmp_path / "run", SCHEDULE, SMALL)
    other = AlenConfig(widths=(16, 16), survey_width=16, pool="max")
    with pytest.raises(UsageError, match="config pool was shuffle and is now max"):
        train_alen(data, tmp_path / "run", SCHEDULE, other)


def test_a_run_goes_on_with_the_same_settings(data: Path, tmp_path: Path) -> None:
    train_alen(data, tmp_path / "run", SCHEDULE, SMALL)
    train_alen(data, tmp_path / "run", Schedule(steps=4, batch=2, warm_up=1, every=3), SMALL)
    assert checkpoint.load(tmp_path / "run" / "checkpoint.safetensors").step == 4


def test_a_batch_is_a_function_of_seed_and_step(data: Path) -> None:
    photos = AlenPhotos(training_photos(data), sensor_photos(data))
    one, same, other = (alen_batch_at(photos, SCHEDULE, step) for step in (5, 5, 6))
    assert all(torch.equal(a, b) for a, b in zip(one, same, strict=True))
    assert not torch.equal(one[0], other[0])
    assert [t.dtype for t in one] == [torch.float32] * 7


def test_validation_takes_the_noise_that_the_sensor_was_measured_with(data: Path) -> None:
    # Sony A7S II, ELD's law at ISO 3200: 6.2 steps of read noise, 1.0 of row noise, 3.05 of gain.
    noise = sony_a7s2(3200)
    assert noise.gain * 15871 == pytest.approx(3.05, abs=0.01)
    assert noise.read * 15871 == pytest.approx(6.2, abs=0.1)
    assert noise.row * 15871 == pytest.approx(1.0, abs=0.05)
    photos = validation_photos(data)
    one, other = (AlenValidation.build(photos, fast=False) for _ in range(2))
    assert all(torch.equal(a.noisy, b.noisy) for a, b in zip(one.cases, other.cases, strict=True))


def test_the_command_trains_any_part_list(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    words = ["train", "alen", "--data", str(data), "--run", str(run), "--steps", "1"]
    assert main([*words, "--max-pool", "--local-only", "--exposures", "--unconditioned"]) == 0
    config = checkpoint.load(run / "checkpoint.safetensors").facts["config"]
    assert isinstance(config, dict)
    assert config["pool"] == "max"
    assert config["attention_width"] == 0
    assert config["exposures"]
    assert not config["conditioned"]
