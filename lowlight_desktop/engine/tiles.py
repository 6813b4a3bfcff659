"""Cutting a region of a photo into tiles with a halo, and doing with less after a shortage."""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from lowlight_desktop.photo.errors import DeviceError, OutOfMemory
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.sentence import Sentence

DEFAULT_PX = 512  # in a CPU's cache; a halo of 20 pixels costs 16 % at this size
SMALLEST_PX = 32

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of work.

    Attributes:
        core: What the tile is responsible for.
        seen: The core with its halo, as far as the photo reaches; begins on the network's grid.
    """

    core: Region
    seen: Region


def plan(
    region: Region, *, height: int, width: int, size_px: int, grid_px: int, halo_px: int
) -> Iterator[Tile]:
    """Tiles that cover `region` exactly once.

    Whole tiles of a large photo all see equally much, at its edges too: what compiles a network
    for one size compiles it once.

    Args:
        region: What is wanted.
        height: Rows of the whole photo.
        width: Columns of the whole photo.
        size_px: Side of a tile's core; rounded up to the grid.
        grid_px: Tiles begin at multiples of this in the photo, whatever the region.
        halo_px: How far beyond the grid's squares that it touches a tile has to see.
    """
    size = max(-(-size_px // grid_px), 1) * grid_px
    halo = -(-halo_px // grid_px) * grid_px
    rows = list(_spans(region.top, region.bottom, height, size, halo, grid_px))
    columns = list(_spans(region.left, region.right, width, size, halo, grid_px))
    for row in rows:
        for column in columns:
            yield Tile(
                Region(row.first, column.first, row.last, column.last),
                Region(row.sees_from, column.sees_from, row.sees_to, column.sees_to),
            )


@dataclass(frozen=True, slots=True)
class _Span:
    """One side of a tile: its core from `first` to `last`, and what that sees."""

    first: int
    last: int
    sees_from: int
    sees_to: int


def _spans(start: int, end: int, whole: int, size: int, halo: int, grid: int) -> Iterator[_Span]:
    """One side of all tiles from `start` to `end`, of a photo as long as `whole`."""
    up_to = -(-whole // grid) * grid  # what lies beyond the photo is made up
    for tile in range(start // size * size, end, size):
        first, last = max(tile, start), min(tile + size, end)
        sees_from = max(first // grid * grid - halo, 0)
        sees_to = min(-(-last // grid) * grid + halo, up_to)
        rim = max(first - tile, min(tile + size, whole) - last)
        if rim < grid:  # as much as a RAW is padded by; not cut off by the region
            seen = min(size + 2 * halo, up_to)
            sees_to = min(max(sees_to, sees_from + seen), up_to)
            sees_from = min(sees_from, sees_to - seen)
        yield _Span(first, last, sees_from, min(sees_to, whole))


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
