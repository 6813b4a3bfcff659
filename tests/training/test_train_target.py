import json
from pathlib import Path

import pytest
import torch

from lowlight_desktop.networks.target_predictor import TargetPredictor, facts
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.train_target import Opinions, fitted, train_target


def opinions(count: int, seed: int) -> Opinions:
    """Photos of one random scene each, and a wish for each."""
    chance = torch.Generator().manual_seed(seed)
    fields = torch.rand(count, 3, 8, 8, generator=chance)
    seen = torch.nn.functional.interpolate(fields, scale_factor=8.0)
    exposure = 0.5 * torch.rand(count, 1, 1, 1, generator=chance) + 0.02
    return Opinions(exposure * seen, 0.2 + 0.6 * torch.rand(count, generator=chance).double())


def test_a_remembered_photo_gets_what_was_wished_for_it() -> None:
    told = opinions(12, seed=1)
    predictor = fitted(told, None, 16)
    off = (predictor(told.seen).double() - told.wanted).abs()
    apart = (told.wanted - told.wanted.mean()).abs()
    assert off.mean() < 0.4 * apart.mean()


def test_mirrored_or_dimmed_a_photo_is_still_known() -> None:
    told = opinions(12, seed=1)
    predictor = fitted(told, None, 16)
    torch.testing.assert_close(predictor(told.seen.flip(-1)), predictor(told.seen))
    off = (predictor(0.95 * told.seen).double() - told.wanted).abs()
    assert off.mean() < 0.5 * (told.wanted - told.wanted.mean()).abs().mean()


def test_what_resembles_nothing_gets_the_mean_wish() -> None:
    told = opinions(40, seed=1)
    predictor = fitted(told, None, 16)
    checks = (torch.arange(64)[:, None] + torch.arange(64)) % 2 * torch.ones(1, 3, 1, 1)
    guess = float(predictor(checks.float()))
    assert guess == pytest.approx(float(told.wanted.mean()), abs=0.05)


def test_what_is_heard_and_not_remembered_counts() -> None:
    told, heard = opinions(20, seed=1), opinions(20, seed=2)
    alone, both = fitted(told, None, 16), fitted(told, heard, 16)
    off = [(p(heard.seen).double() - heard.wanted).abs().mean() for p in (alone, both)]
    assert off[1] < off[0]
    assert both.examples.shape == (20, 16)


def test_the_numbers_solve_the_ridge_regression_in_its_plain_form() -> None:
    """Nothing heard, no mirrors apart: kernel ridge regression has one known answer."""
    told = opinions(10, seed=3)
    told = Opinions((told.seen + told.seen.flip(-1)) / 2, told.wanted)
    predictor = fitted(told, None, 16).double()
    near = predictor.nearness(facts(told.seen).double())
    rest = told.wanted - told.wanted.mean()
    # Twice each photo by half a share: the ridge is that of one photo each.
    pull = torch.linalg.solve(near.T @ near + 0.05 * near, near.T @ rest)
    expected = told.wanted.mean() + near @ pull
    torch.testing.assert_close(predictor(told.seen.double()), expected, atol=1e-4, rtol=0)


def test_the_run_keeps_the_predictor_and_its_errors(data: Path, tmp_path: Path) -> None:
    predictor = train_target(data, tmp_path / "run", 4, seed=3)
    kept = checkpoint.load(tmp_path / "run" / "checkpoint.safetensors")
    again = TargetPredictor(len(predictor.examples), 4)
    again.load_state_dict(kept.average)
    thumbnail = torch.full((1, 3, 64, 64), 0.05)
    assert torch.equal(again(thumbnail), predictor(thumbnail))
    assert kept.facts["seed"] == 3
    said = json.loads((tmp_path / "run" / "log.jsonl").read_text())
    assert {"lol_error", "lol_constant", "sice_error"} <= said.keys()
