import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lowlight_desktop.networks.flw import FlwConfig
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_flw import LossWeights, train_flw

SCHEDULE = Schedule(steps=2, batch=2, warm_up=1, every=2)
SMALL = FlwConfig(width=16)


def test_the_light_learns_and_its_predictor_is_left_alone(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    trained = train_flw(data, run, SCHEDULE, SMALL)
    saved = checkpoint.load(run / "checkpoint.safetensors")
    assert saved.step == 2
    assert saved.facts["photos"] == {"lol": 2, "sice": 2, "bsds500": 2, "sunhays": 1}
    moved = {name.split(".")[1] for name in saved.optimizer if saved.optimizer[name].any()}
    assert moved >= {"gfe", "len"}
    assert "predictor" not in moved
    dark = torch.full((1, 3, 8, 8), 0.1)
    with torch.inference_mode():
        survey = trained.survey(torch.full((1, 3, 64, 64), 0.1), torch.tensor([0.4]))
        assert trained.render(dark, dark[:, :1], survey).isfinite().all()


def test_its_log_judges_the_light_and_not_the_predictor(data: Path, tmp_path: Path) -> None:
    train_flw(data, tmp_path / "run", SCHEDULE, SMALL)
    line = json.loads((tmp_path / "run" / "log.jsonl").read_text())
    names = {f"{g}_{n}" for g in ("lol", "sice", "clean") for n in ("psnr", "ssim", "psnr_mean")}
    assert names <= line.keys()
    assert all(np.isfinite(line[name]) for name in names)
    assert not [name for name in line if "blind" in name or "target" in name]


def test_a_run_is_not_resumed_with_other_losses(data: Path, tmp_path: Path) -> None:
    train_flw(data, tmp_path / "run", SCHEDULE, SMALL)
    with pytest.raises(UsageError, match=r"weights l1 was 4\.0 and is now 1\.0"):
        train_flw(data, tmp_path / "run", replace(SCHEDULE, steps=4), SMALL, LossWeights())
