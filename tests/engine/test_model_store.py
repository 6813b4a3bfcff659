import hashlib
import os
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from lowlight_desktop.engine import loading, model_store
from lowlight_desktop.engine.backends import by_onnxruntime, by_openvino
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import (
    MODELS,
    find,
    installed,
    read_card,
    usable,
    verified_weights,
)
from lowlight_desktop.photo.errors import DeviceError, ModelError


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of models that a test may damage."""
    shutil.copytree(MODELS, tmp_path / "models")
    return tmp_path / "models"


def test_every_shipped_model_loads_and_is_as_large_as_its_card_says() -> None:
    cards = installed()
    assert [card.id for card in cards] == ["alen", "detail", "flw", "sa_unet"]
    for card in cards:
        network = load(card, choose("cpu")).network
        assert sum(p.numel() for p in network.parameters()) == card.parameters


def test_changed_weights_are_not_opened(copy: Path) -> None:
    weights = copy / "flw" / "weights.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    with pytest.raises(ModelError, match="not the file that the card describes"):
        verified_weights(find("light", "fast", copy))


def test_missing_weights_are_named(copy: Path) -> None:
    (copy / "flw" / "weights.safetensors").unlink()
    with pytest.raises(ModelError, match=r"weights\.safetensors"):
        verified_weights(find("light", "fast", copy))


def test_weights_of_another_network_do_not_fit(copy: Path) -> None:
    file = copy / "flw" / "weights.safetensors"
    weights = load_file(file)
    weights["len.e1.weight"] = torch.zeros(3, 3)
    save_file(weights, file)
    vouched_for(copy / "flw")
    with pytest.raises(ModelError, match="do not fit"):
        _ = load(find("light", "fast", copy), choose("cpu")).network


class Harmful:
    """Makes a folder when it is unpickled."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.made),)


def test_a_pickle_that_calls_itself_safetensors_is_not_opened(copy: Path, tmp_path: Path) -> None:
    file, made = copy / "flw" / "weights.safetensors", tmp_path / "made by the pickle"
    torch.save({"weight": Harmful(made)}, file)
    vouched_for(copy / "flw")
    with pytest.raises(ModelError, match="not in the safetensors format"):
        _ = load(find("light", "fast", copy), choose("cpu")).network
    file.write_bytes(pickle.dumps(Harmful(made)))
    vouched_for(copy / "flw")
    with pytest.raises(ModelError, match="not in the safetensors format"):
        _ = load(find("light", "fast", copy), choose("cpu")).network
    assert not made.exists()


def vouched_for(folder: Path) -> None:
    """Let a model's card name the weights that lie beside it."""
    card = folder / "card.toml"
    digest = hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    card.write_text(card.read_text().replace(read_card(folder).sha256, digest))


@pytest.mark.parametrize("content", [b"title = ", b"title = '\xff\xfe'", b""])
def test_a_broken_card_is_named(copy: Path, content: bytes) -> None:
    (copy / "flw" / "card.toml").write_bytes(content)
    with pytest.raises(ModelError, match=r"card\.toml"):
        read_card(copy / "flw")


def test_a_model_that_is_not_there_is_said_so() -> None:
    with pytest.raises(ModelError, match="No model for denoise best"):
        find("denoise", "best")


def test_a_device_that_is_not_there_is_said_so_with_those_that_are() -> None:
    with pytest.raises(DeviceError, match=r"'cuda:9'.*cpu"):
        choose("cuda:9")


def test_the_cpu_is_always_there() -> None:
    cpu = choose("cpu")
    assert cpu.id == "cpu"
    assert cpu.memory_bytes > 2**28


def test_without_torch_a_model_needs_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_store, "torch_is_here", lambda: False)
    by_graphs = {card.id for card in installed() if card.graphs}
    for reader, other in ((by_openvino, by_onnxruntime), (by_onnxruntime, by_openvino)):
        monkeypatch.setattr(reader, "is_here", lambda: True)
        monkeypatch.setattr(other, "is_here", lambda: False)
        assert {card.id for card in usable()} == by_graphs
    monkeypatch.setattr(by_onnxruntime, "is_here", lambda: False)
    assert usable() == ()


def test_what_only_torch_can_do_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "torch_is_here", lambda: False)
    with pytest.raises(ModelError, match="Install the full edition"):
        load(replace(find("detail", "fast"), graphs={}), choose("cpu"))
