import json
from pathlib import Path

import numpy as np
import torch

from lowlight_desktop.training.data_sets import training_sets
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_target import draw, opinions, train_target

SCHEDULE = Schedule(steps=40, batch=4, rate=2e-3, warm_up=2, average_decay=0.9, every=20)


def test_the_predictor_learns_the_brightness_of_its_photos(data: Path, tmp_path: Path) -> None:
    predictor = train_target(data, tmp_path / "run", SCHEDULE, 16)
    lines = (tmp_path / "run" / "log.jsonl").read_text().splitlines()
    first, last = (json.loads(line) for line in lines)
    assert last["loss"] < first["loss"]
    assert {"lol_error", "lol_constant", "sice_error"} <= last.keys()
    with torch.inference_mode():
        guess = float(predictor(torch.full((1, 3, 64, 64), 0.05)))
    assert 0.05 <= guess <= 0.95


def test_a_night_is_wanted_darker_than_the_same_place_by_day(data: Path) -> None:
    rng = np.random.default_rng(4)
    found = opinions(training_sets(data))
    wanted = {
        source: np.mean([draw(o, source, rng)[1] for o in found[source] for _ in range(8)])
        for source in ("clean", "night")
    }
    # Over the real photos 0.18 against 0.49.
    assert wanted["night"] < 0.7 * wanted["clean"]


def test_the_predictor_sees_a_small_picture_in_range(data: Path) -> None:
    rng = np.random.default_rng(5)
    for source, group in opinions(training_sets(data)).items():
        seen, wanted = draw(group[0], source, rng)
        assert seen.shape == (64, 64, 3)
        assert seen.dtype == np.float32
        assert 0.0 <= seen.min() <= seen.max() <= 1.0
        assert 0.0 < wanted < 1.0
