"""A network's answer on whole rows of a photo, from the top down: no pixel is computed twice.

In tiles the halo of networks that look far is computed again and again, half as much as the photo.
A stream carries what its layers need of the rows before (`training/streaming.py`), and computes
beyond the photo's edges only.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.engine.backends.arrays import Known, planes
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.tiles import Tile, as_shown, on_grid
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region

_BAND_PX = 256
_SHARE = 0.4  # of a tile's pixels a strip has: what is carried needs room, too

Rows = slice | NDArray[np.intp]
"""For indexing a photo: a row may come twice, mirrored at an edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A photo as a network is shown it.

    Attributes:
        size: (H, W).
        rows: Gives (h, W, C) float32 of such rows.
    """

    size: tuple[int, int]
    rows: Callable[[Rows], Pixels]


class Streamed:
    """A network at work on one photo, for one who asks for rows from the top down.

    Args:
        model: That streams.
        known: What it knows of the photo.
        photo: As it is shown.
        first: Of the rows that will be asked for.
        tile_px: As for `strip_size`.
        fast: Whether to compute in bfloat16.
    """

    def __init__(
        self, model: Loaded, known: Known, photo: Shown, first: int, tile_px: int, *, fast: bool
    ) -> None:
        grid, width, halo = model.grid_px, photo.size[1], _halo(model)
        self._photo = photo
        self._sides = (0, halo, 0, halo + on_grid(width, grid) - width)
        self._height, _ = strip_size(model, photo.size, tile_px)
        self._fed = first // grid * grid - halo
        self._lag = model.lag_px
        self._shown: list[tuple[int, Pixels]] = []
        self._answered: list[tuple[int, Pixels]] = []
        self._begun = ExitStack()
        self._ask = self._begun.enter_context(model.stream(known, fast=fast))

    def close(self) -> None:
        """Let others compute: nothing is asked for any more."""
        self._begun.close()

    def answer(self, top: int, bottom: int) -> Pixels:
        """The network's answer, (bottom - top, W, C), read-only.

        Args:
            top: At least that of the last call.
            bottom: Likewise.
        """
        (_, left, _, _), (height, width) = self._sides, self._photo.size
        while self._fed - self._lag < bottom:
            strip = self._photo.rows(_reflected(self._fed, self._height, height))
            pixels = self._ask(planes(as_shown(strip, self._sides)))[0].transpose(1, 2, 0)
            self._shown.append((self._fed, strip))
            self._answered.append((self._fed - self._lag, pixels[:, left : left + width]))
            self._fed += self._height
        self._answered, self._shown = _from(self._answered, top), _from(self._shown, top)
        return _joined(self._answered, top, bottom)

    def shown(self, top: int, bottom: int) -> Pixels:
        """What the network was shown of rows that were just answered, (bottom - top, W, C)."""
        return _joined(self._shown, top, bottom)


def strip_size(model: Loaded, size: tuple[int, int], tile_px: int) -> tuple[int, int]:
    """Rows and columns of what the network is shown at a time; strips divide a photo evenly.

    Args:
        model: That streams.
        size: (H, W) of the photo.
        tile_px: Side of a tile's core; a strip needs about as much memory as that does.
    """
    grid, shown = model.grid_px, _columns(model, size[1])
    most = max(_area(model, tile_px) // shown // grid * grid, grid)
    asked = _rows(model, size[0])
    return on_grid(-(-asked // -(-asked // most)), grid), shown


def shown_px(model: Loaded, size: tuple[int, int], tile_px: int) -> int:
    """How many pixels the network is shown of a whole photo, (H, W)."""
    rows, columns = strip_size(model, size, tile_px)
    return on_grid(_rows(model, size[0]), rows) * columns


def fits(model: Loaded, width: int, tile_px: int) -> bool:
    """Whether the lowest strip of a photo needs no more memory than a tile."""
    return model.grid_px * _columns(model, width) <= _area(model, tile_px)


def _area(model: Loaded, tile_px: int) -> int:
    """Pixels of a strip that needs as much memory as a tile of this core."""
    return int(_SHARE * (tile_px + 2 * _halo(model)) ** 2)


def _columns(model: Loaded, width: int) -> int:
    return on_grid(width, model.grid_px) + 2 * _halo(model)


def _rows(model: Loaded, height: int) -> int:
    """Rows that have to be shown for all of a photo to be answered."""
    return height + _late(model)


def _late(model: Loaded) -> int:
    """How many rows have to be shown before the first one of a photo is answered."""
    return _halo(model) + model.lag_px


def _halo(model: Loaded) -> int:
    return on_grid(model.halo_px, model.grid_px)


class Following:
    """A stream that goes on from call to call, and begins anew when tiles got smaller.

    Args:
        begin: Given the side of a tile, and the first row that will be asked for.
    """

    def __init__(self, begin: Callable[[int, int], Streamed]) -> None:
        self._begin, self._tile_px = begin, 0
        self._now: Streamed | None = None

    def at(self, tile_px: int, first: int) -> Streamed:
        """What was begun with tiles of this size, or is begun now, at a row."""
        if self._now is None or tile_px != self._tile_px:
            self.close()
            self._now, self._tile_px = self._begin(tile_px, first), tile_px
        return self._now

    def close(self) -> None:
        """Let others compute."""
        if self._now is not None:
            self._now.close()
        self._now = None


def bands(place: Region, *, height: int, width: int, margin_px: int) -> Iterator[Tile]:
    """A part of a photo in whole rows, from the top down.

    Args:
        place: The part; all columns.
        height: Of the photo.
        width: Of the photo.
        margin_px: So many more rows a band sees above and below.
    """
    for top in range(place.top, place.bottom, _BAND_PX):
        core = Region(top, place.left, min(top + _BAND_PX, place.bottom), place.right)
        above = max(core.top - margin_px, 0) // 2 * 2  # whole cells of a mosaic
        below = min(core.bottom + margin_px, height)
        yield Tile(core, Region(above, 0, below, width), (0, 0, 0, 0))


def answered_bands(model: Loaded, size: tuple[int, int], tile_px: int) -> Iterator[Region]:
    """A photo in whole rows, as the answers to its strips come: nothing need be joined.

    Args:
        model: That streams.
        size: (H, W) of the photo.
        tile_px: As for `Streamed`.
    """
    (height, width), (rows, _) = size, strip_size(model, size, tile_px)
    for top in range(-_late(model), height, rows):
        if top + rows > 0:
            yield Region(max(top, 0), 0, min(top + rows, height), width)


def _reflected(first: int, count: int, height: int) -> Rows:
    """Rows of a photo that is mirrored around its outermost rows, again and again."""
    if first >= 0 and first + count <= height:
        return slice(first, first + count)
    period = max(2 * (height - 1), 1)
    places = np.arange(first, first + count) % period
    return np.minimum(places, period - places) if height > 1 else np.zeros(count, np.intp)


def _from(kept: list[tuple[int, Pixels]], top: int) -> list[tuple[int, Pixels]]:
    return [(first, pixels) for first, pixels in kept if first + len(pixels) > top]


def _joined(kept: list[tuple[int, Pixels]], top: int, bottom: int) -> Pixels:
    parts = [
        pixels[max(top - first, 0) : bottom - first] for first, pixels in kept if first < bottom
    ]
    out = parts[0] if len(parts) == 1 else np.concatenate(parts)
    out.flags.writeable = False
    return out
