import json
from pathlib import Path

import torch

from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.train_target import train_target

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
