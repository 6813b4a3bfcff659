"""Going on when a device's memory does not suffice: with smaller tiles, then on the processor."""

import logging
from collections.abc import Callable
from typing import Protocol, Self, TypeVar

from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.stopping import watched
from lowlight_desktop.engine.tiles import out_of_memory_as_event, with_less_memory
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.sentence import Sentence

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Movable(Protocol):
    """A network that has seen a photo, and can go on elsewhere."""

    @property
    def model(self) -> Loaded:
        """The network on its device."""
        ...

    def moved(self, model: Loaded) -> Self:
        """The same at another place."""
        ...


M = TypeVar("M", bound=Movable)


def surveyed(
    model: Loaded,
    on_cpu: Callable[[], Loaded],
    see: Callable[[Loaded], T],
    look: Callable[[], None] | None = None,
) -> tuple[Loaded, T]:
    """Look at a whole photo, on the processor if the device has too little memory.

    Args:
        model: The network on its device.
        on_cpu: Gives the same network on the processor.
        see: What is to be done.
        look: As for `watched`.

    Returns:
        The network at the place where it looked, and what it saw.

    Raises:
        OutOfMemory: If not even the processor has enough memory.
        DeviceError: If the device fails for another reason.
    """
    try:
        return model, _seen(model, see, look)
    except OutOfMemory:
        if model.device.id == "cpu":
            raise
        _say_so(model)
    model = on_cpu()
    return model, _seen(model, see, look)


def _seen(model: Loaded, see: Callable[[Loaded], T], look: Callable[[], None] | None) -> T:
    with out_of_memory_as_event(Sentence("The photo could not be surveyed")), watched(model, look):
        return see(model)


def rendered(
    work: Callable[[M, int], T],
    at_work: M,
    size_px: int,
    *,
    start_px: int,
    on_cpu: Callable[[], Loaded] | None,
) -> tuple[M, int, T]:
    """Do a piece of work with as much memory as there is.

    Args:
        work: Does it, with a network and tiles of a size.
        at_work: The network at the place where it works now.
        size_px: Side of a tile that has sufficed so far.
        start_px: Side of a tile to begin with on the processor.
        on_cpu: Gives the same network on the processor; None where there is no such way out.

    Returns:
        Where it was done, with which tiles, and the result: the next piece begins there.

    Raises:
        OutOfMemory: If not even the smallest tile fits.
        DeviceError: If the device fails for another reason.
    """

    def tried(there: M, px: int) -> tuple[M, int, T]:
        return with_less_memory(lambda size: (there, size, work(there, size)), px)

    try:
        return tried(at_work, size_px)
    except OutOfMemory:
        if on_cpu is None or at_work.model.device.id == "cpu":
            raise
        _say_so(at_work.model)
    return tried(at_work.moved(on_cpu()), start_px)


def _say_so(model: Loaded) -> None:
    logger.warning("%s has too little memory; the CPU goes on", model.device.name)
