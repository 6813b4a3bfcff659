import pytest
import torch

from lowlight_desktop.engine.tiles import out_of_memory_as_event, with_less_memory
from lowlight_desktop.photo.errors import DeviceError


def fails(_size_px: int) -> None:
    raise torch.AcceleratorError("CUDA error: an illegal memory access\nmore for developers")


def test_a_device_that_fails_is_told_in_one_sentence() -> None:
    with pytest.raises(DeviceError, match=r"illegal memory access\). Choose another"):
        with_less_memory(fails, 512)
    with pytest.raises(DeviceError), out_of_memory_as_event("The photo could not be surveyed"):
        fails(512)


def test_other_mistakes_pass_as_they_are() -> None:
    def wrong(_size_px: int) -> None:
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes do not fit"):
        with_less_memory(wrong, 512)
