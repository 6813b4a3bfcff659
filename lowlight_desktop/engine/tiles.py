"""Cutting a region of a photo into tiles with a halo, and doing with less after a shortage."""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import cv2
import numpy as np

from lowlight_desktop.photo.errors import DeviceError, OutOfMemory
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.sentence import Sentence

DEFAULT_PX = 512  # in a CPU's cache; a halo of 20 pixels costs 16 % at this size
SMALLEST_PX = 32

T = TypeVar("T")


Sides = tuple[int, int, int, int]
"""Rows above, columns left, rows below, columns right."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of work.

    Attributes:
        core: What the tile is responsible for.
        seen: The core with its halo, as far as the photo reaches.
        beyond: So much of its halo lies outside the photo, which is mirrored there: `as_shown`.
    """

    core: Region
    seen: Region
    beyond: Sides

    @property
    def inner(self) -> tuple[slice, slice]:
        """Where `seen` lies in what a network is shown, and answers."""
        top, left, _, _ = self.beyond
        return slice(top, top + self.seen.height), slice(left, left + self.seen.width)

    @property
    def size_shown(self) -> tuple[int, int]:
        """Rows and columns of what a network is shown."""
        top, left, bottom, right = self.beyond
        return top + self.seen.height + bottom, left + self.seen.width + right


def plan(
    region: Region, *, height: int, width: int, size_px: int, grid_px: int, halo_px: int
) -> Iterator[Tile]:
    """Tiles that cover `region` exactly once.

    Whole tiles of a photo all see equally much, at its edges too: what compiles a network for one
    size compiles it once. What a tile is shown begins and ends on the network's grid.

    Args:
        region: What is wanted.
        height: Rows of the whole photo.
        width: Columns of the whole photo.
        size_px: Side of a tile's core; rounded up to the grid.
        grid_px: Tiles begin at multiples of this in the photo, whatever the region.
        halo_px: How far beyond the grid's squares that it touches a tile has to see.
    """
    size = on_grid(max(size_px, 1), grid_px)
    halo = on_grid(halo_px, grid_px)
    rows = list(_spans(region.top, region.bottom, height, size, halo, grid_px))
    columns = list(_spans(region.left, region.right, width, size, halo, grid_px))
    for row in rows:
        for column in columns:
            yield Tile(
                Region(row.first, column.first, row.last, column.last),
                Region(row.sees_from, column.sees_from, row.sees_to, column.sees_to),
                (row.before, column.before, row.after, column.after),
            )


def uncut(height: int, width: int, grid_px: int) -> Tile:
    """A small photo as one tile, which sees no more than it."""
    whole = Region.whole(height, width)
    return Tile(whole, whole, (0, 0, -height % grid_px, -width % grid_px))


def on_grid(px: int, grid_px: int) -> int:
    """The next multiple of a grid."""
    return -(-px // grid_px) * grid_px


def as_shown(seen: Pixels, beyond: Sides) -> Pixels:
    """What a network is shown of a tile: beyond the photo's edges the photo itself, mirrored.

    Zeros, as convolutions take them, would be an edge: along it a flat colored frame comes out
    several steps off.

    Args:
        seen: (H, W) or (H, W, C) float32, the tile's `seen`.
        beyond: The tile's.

    Returns:
        The same array where nothing is missing. Mirrored around the outermost pixels: a mosaic
        stays one, for all is even. Where a tile sees less than is mirrored, it is mirrored again,
        farther away than its core looks.
    """
    top, left, bottom, right = beyond
    if not any(beyond):
        return seen
    shown = cv2.copyMakeBorder(seen, top, bottom, left, right, cv2.BORDER_REFLECT_101)
    return np.asarray(shown, np.float32).reshape(*shown.shape[:2], *seen.shape[2:])


@dataclass(frozen=True, slots=True)
class _Span:
    """One side of a tile: its core from `first` to `last`, what that sees, and what is made up."""

    first: int
    last: int
    sees_from: int
    sees_to: int
    before: int
    after: int


def _spans(start: int, end: int, whole: int, size: int, halo: int, grid: int) -> Iterator[_Span]:
    """One side of all tiles from `start` to `end`, of a photo as long as `whole`."""
    most = min(size, on_grid(whole, grid)) + 2 * halo
    for tile in range(start // size * size, end, size):
        first, last = max(tile, start), min(tile + size, end)
        sees_from, sees_to = first // grid * grid - halo, on_grid(last, grid) + halo
        rim = max(first - tile, min(tile + size, whole) - last)
        if rim < grid:  # as much as a RAW is padded by; not cut off by the region
            sees_from = min(sees_from, max(sees_to - most, -halo))
            sees_to = max(sees_to, sees_from + most)
        before, after = max(-sees_from, 0), max(sees_to - whole, 0)
        yield _Span(first, last, sees_from + before, sees_to - after, before, after)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception means that memory ran out; libraries have several words for it."""
    if isinstance(error, MemoryError) or _is_torchs(error, "OutOfMemoryError"):
        return True
    words = (
        *("out of memory", "not enough memory", "can't allocate memory"),
        *("could not create a memory", "alloc_failed", "bad_alloc", "failed to allocate"),
        *("bad allocation", "8007000e"),  # C++ and DirectML on Windows, in any language
    )
    return isinstance(error, RuntimeError) and any(w in str(error).lower() for w in words)


def is_device_failure(error: BaseException) -> bool:
    """Whether an exception means that a device has failed; its libraries have own words."""
    if _is_torchs(error, "AcceleratorError"):
        return True
    words = (
        *("cuda error", "cudnn_status", "cublas_status", "cudnn error"),  # NVIDIA, also ROCm
        *("hip error", "miopen", "device_lost", "device lost", "ur_result_error"),
        *("directml failed", "core ml failed"),  # ours: `by_onnxruntime`
    )
    return isinstance(error, RuntimeError) and any(w in str(error).lower() for w in words)


def _torch() -> Any:  # noqa: ANN401 - a module
    """Torch, if somebody has imported it: who did not can raise none of its errors."""
    return sys.modules.get("torch")


def _is_torchs(error: BaseException, name: str) -> bool:
    return _torch() is not None and isinstance(error, getattr(_torch(), name))


def _blame_device(error: BaseException) -> None:
    """Raise a `DeviceError` in words for people, where a device is to blame."""
    if is_device_failure(error):
        said = (str(error).splitlines() or [Sentence("no reason given")])[0]
        raise DeviceError(
            Sentence("The device failed while it computed ({0}). Choose another one.", said)
        ) from error


@contextmanager
def out_of_memory_as_event(what: Sentence) -> Generator[None]:
    """Turn running out of memory, however torch says it, into `OutOfMemory`.

    A device that fails for another reason becomes a `DeviceError`.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            _blame_device(error)
            raise
        raise OutOfMemory(Sentence("{0}: memory ran out. Close other programs.", what)) from error


def with_less_memory(work: Callable[[int], T], size_px: int, smallest_px: int = SMALLEST_PX) -> T:
    """Do `work` with tiles of `size_px`, and all of it anew with smaller ones if memory runs out.

    Anew, not from where it stopped: a half-done tile leaves a hole.

    Raises:
        OutOfMemory: If not even the smallest tile fits.
        DeviceError: If the device fails for another reason.
    """
    while True:
        try:
            return work(size_px)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                _blame_device(error)
                raise
            if size_px <= smallest_px:
                raise OutOfMemory(
                    Sentence(
                        "Memory ran out even with tiles of {0} pixels. Close other programs or "
                        "choose another device.",
                        size_px,
                    )
                ) from error
        size_px = max(size_px // 2, smallest_px)
        with out_of_memory_as_event(Sentence("The device's memory could not be tidied")):
            _empty_caches()


def _empty_caches() -> None:
    torch = _torch()
    for accelerator in () if torch is None else (torch.cuda, torch.xpu):
        if accelerator.is_available():
            accelerator.empty_cache()
