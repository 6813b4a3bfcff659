"""The devices of one machine of a cluster, shared by the threads that make photos there."""

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from distributed import get_worker

from lowlight_desktop.engine.allocator import keep_memory
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.progress import CancelToken
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.devices import enhancers_for

_LOOK_S = 0.2  # between two looks whether a photo that waits for a device is still wanted


@dataclass(slots=True)
class Lent:
    """Networks that nobody else uses meanwhile; those that are in here are given back."""

    enhancer: Enhancer


class Devices:
    """Lends each device to one thread at a time; they are found when first wanted."""

    def __init__(self) -> None:
        self._finding = threading.Lock()
        self._free: dict[tuple[str, int | None], SimpleQueue[Enhancer]] = {}

    @contextmanager
    def lent(
        self, recipe: Recipe, device: str, tile_px: int | None, token: CancelToken
    ) -> Generator[Lent]:
        """Wait for a device.

        Args:
            recipe: Without networks it needs none, and nobody waits.
            device: "auto", for any accelerator or else the processor; or an id.
            tile_px: As for `Enhancer`.
            token: Looked at while waiting.

        Raises:
            Cancelled: If the photo was given up.
        """
        if not recipe.networks:
            yield Lent(Enhancer(device, tile_px))
            return
        free = self._found(recipe, device, tile_px)
        lent = Lent(_next(free, token))
        try:
            yield lent
        finally:
            free.put(lent.enhancer)

    def _found(self, recipe: Recipe, device: str, tile_px: int | None) -> SimpleQueue[Enhancer]:
        with self._finding:
            if (device, tile_px) not in self._free:
                _allow_all_cores()
                keep_memory()
                free = self._free[device, tile_px] = SimpleQueue[Enhancer]()
                for enhancer in enhancers_for(recipe, device, tile_px):
                    free.put(enhancer)
            return self._free[device, tile_px]


def _allow_all_cores() -> None:
    """Dask allows libraries one core, since it computes many things at once; we, one photo.

    Before torch is imported, which looks at this once. What somebody has chosen stays.
    """
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS") if get_worker().nanny else ():
        if os.environ.get(name) == "1":
            del os.environ[name]


def _next(free: SimpleQueue[Enhancer], token: CancelToken) -> Enhancer:
    while True:
        try:
            return free.get(timeout=_LOOK_S)
        except Empty:
            if token.cancelled:
                raise Cancelled("Stopped.") from None
