import pickle
from pathlib import Path

import pytest
import torch

from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.training.checkpoint import Checkpoint, load, save


class Harmful:
    """Makes a file when it is unpickled."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.made,)


def test_a_checkpoint_comes_back(tmp_path: Path) -> None:
    weight = torch.arange(6.0).reshape(2, 3)
    state = Checkpoint(7, {"a": weight}, {"a": weight + 1}, {"first.a": weight + 2}, {"lr": 0.1})
    save(tmp_path / "c.safetensors", state)
    back = load(tmp_path / "c.safetensors")
    assert (back.step, back.facts) == (7, {"lr": 0.1})
    assert torch.equal(back.average["a"], weight + 1)
    assert torch.equal(back.optimizer["first.a"], weight + 2)


def test_a_pickle_that_calls_itself_a_checkpoint_is_not_opened(tmp_path: Path) -> None:
    path, made = tmp_path / "c.safetensors", tmp_path / "made by the pickle"
    torch.save({"step": Harmful(made)}, path)
    with pytest.raises(ModelError, match="damaged"):
        load(path)
    path.write_bytes(pickle.dumps(Harmful(made)))
    with pytest.raises(ModelError, match="damaged"):
        load(path)
    assert not made.exists()
