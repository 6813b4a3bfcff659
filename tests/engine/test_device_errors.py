import numpy as np
import pytest
import torch
from torch import nn

from lowlight_desktop.engine import loading
from lowlight_desktop.engine.device import Device, choose
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.tiles import out_of_memory_as_event, with_less_memory
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.errors import DeviceError, OutOfMemory
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence


def fails(_size_px: int) -> None:
    raise torch.AcceleratorError("CUDA error: an illegal memory access\nmore for developers")


def test_a_device_that_fails_is_told_in_one_sentence() -> None:
    with pytest.raises(DeviceError, match=r"illegal memory access\). Choose another"):
        with_less_memory(fails, 512)
    with (
        pytest.raises(DeviceError),
        out_of_memory_as_event(Sentence("The photo could not be surveyed")),
    ):
        fails(512)


def test_other_mistakes_pass_as_they_are() -> None:
    def wrong(_size_px: int) -> None:
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes do not fit"):
        with_less_memory(wrong, 512)


@pytest.mark.parametrize(
    "said",
    [
        "CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm(handle)`",
        "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR",
        "level_zero backend failed with error: 20 (UR_RESULT_ERROR_DEVICE_LOST)",
        "HIP error: the operation cannot be performed in the present state",
    ],
)
def test_the_libraries_of_a_device_have_words_of_their_own_for_its_failure(said: str) -> None:
    def lost(_size_px: int) -> None:
        raise RuntimeError(said)

    with pytest.raises(DeviceError, match="The device failed"):
        with_less_memory(lost, 512)


def test_a_device_that_is_lost_while_it_makes_room_is_told_likewise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_size_px: int) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    def lost() -> None:
        fails(0)

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "empty_cache", lost)
    with pytest.raises(DeviceError, match="illegal memory access"):
        with_less_memory(full, 512)


class Full(Enhancer):
    """A device that is there."""

    @property
    def device(self) -> Device:
        return Device("cpu:0", "A fine GPU", 1 << 30)


def test_weights_that_find_no_room_go_to_the_processor_and_the_next_photo_asks_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked, load = list[str](), loading.load
    has_room = False

    def limited(card: ModelCard, device: Device) -> loading.Loaded:
        asked.append(device.id)
        if device.id == "cpu:0" and not has_room:
            raise OutOfMemory(Sentence("It could not be loaded: memory ran out."))
        return load(card, device)

    monkeypatch.setattr(loading, "load", limited)
    photo = Image(np.full((40, 40, 3), 0.02, np.float32), WORKING)
    enhancer = Full(tile_px=32)
    enhancer.survey(photo, Recipe(raw=Quality.OFF))
    assert asked == ["cpu:0", "cpu"]
    assert "A fine GPU has no room" in caplog.text
    caplog.clear()
    has_room = True
    enhancer.survey(photo, Recipe(raw=Quality.OFF))
    assert asked == ["cpu:0", "cpu", "cpu:0"]


def test_loading_tells_a_shortage_and_a_failure_of_the_device_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card, cpu = find("light", "fast"), choose("cpu")
    for error, told in (
        (torch.OutOfMemoryError("CUDA out of memory"), OutOfMemory),
        (torch.AcceleratorError("CUDA error: unknown error"), DeviceError),
    ):

        def refuse(*_: object, error: Exception = error) -> nn.Module:
            raise error

        monkeypatch.setattr(nn.Module, "to", refuse)
        with pytest.raises(told):
            _ = loading.load(card, cpu).network
