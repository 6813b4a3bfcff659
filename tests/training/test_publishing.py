from dataclasses import asdict
from pathlib import Path

import pytest
from torch import nn

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.publishing import new_model, trained_run
from lowlight_desktop.training.run_facts import lengths_told, unfinished_told


def run_at(step: int, run: Path, **facts: object) -> checkpoint.Checkpoint:
    run.mkdir()
    state = nn.Linear(1, 1).state_dict()
    schedule = asdict(Schedule(steps=2000))
    saved = checkpoint.Checkpoint(step, state, {}, {}, {"schedule": schedule, **facts})
    checkpoint.save(run / "checkpoint.safetensors", saved)
    return saved


def test_a_run_at_its_end_is_taken(tmp_path: Path) -> None:
    told = run_at(2000, tmp_path / "alen")
    assert trained_run(tmp_path / "alen").step == 2000
    assert unfinished_told(told) == ""


def test_a_run_before_its_end_is_taken_only_when_asked_for(tmp_path: Path) -> None:
    told = run_at(1000, tmp_path / "alen")
    with pytest.raises(UsageError, match=r"1,000 of 2,000 steps.*--unfinished"):
        trained_run(tmp_path / "alen")
    assert trained_run(tmp_path / "alen", unfinished=True).step == 1000
    assert "1,000 of 2,000 steps" in unfinished_told(told)


def test_only_a_run_whose_length_was_changed_says_so(tmp_path: Path) -> None:
    plans = [[0, 3000], [500, 2000]]
    assert lengths_told(run_at(1, tmp_path / "one", lengths=[[0, 2000]]), "the run") == ""
    told = lengths_told(run_at(1, tmp_path / "two", lengths=plans), "the run")
    assert "3,000 from step 0 on, 2,000 from step 500 on." in told


def test_a_model_that_fails_half_way_leaves_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "alen").mkdir()
    (tmp_path / "alen" / "old").touch()

    def fail() -> None:
        with new_model(tmp_path, "alen") as folder:
            (folder / "new").touch()
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert [p.name for p in tmp_path.rglob("*")] == ["alen", "old"]


def test_a_whole_model_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "alen").mkdir()
    (tmp_path / "alen" / "old").touch()
    with new_model(tmp_path, "alen") as folder:
        (folder / "new").touch()
    assert [p.name for p in tmp_path.rglob("*")] == ["alen", "new"]
