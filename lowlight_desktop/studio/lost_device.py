"""What is done when a device fails in the middle of a photo: the processor goes on, for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from lowlight_desktop.photo.errors import DeviceError

if TYPE_CHECKING:  # it imports torch
    from lowlight_desktop.engine.device import Device
    from lowlight_desktop.engine.enhancer import Enhancer

T = TypeVar("T")


def computed(
    work: Callable[[Enhancer], T], enhancer: Enhancer, lost: Callable[[Device, Enhancer], None]
) -> T:
    """Compute something; if the device fails over it, once more on the processor.

    Args:
        work: Computes it with the networks that it is given.
        enhancer: The networks.
        lost: Told the device that has failed, and the networks on the processor that shall be used
            from now on, before they are.

    Raises:
        DeviceError: If there never was such a device, or the processor fails, too.
        LowlightError: What else `work` raises.
    """
    try:
        return work(enhancer)
    except DeviceError:
        failed = enhancer.device  # raises anew if there never was one
        if failed.id == "cpu":
            raise
    processor = enhancer.on_processor()
    lost(failed, processor)
    return work(processor)  # no exception is at hand any more that would hold the pixels
