import numpy as np
import pytest
import torch

from lowlight_desktop.engine.tiles import is_out_of_memory, plan, with_less_memory
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.region import Region


@pytest.mark.parametrize("size", [(1, 1), (37, 61), (64, 64), (129, 20)])
@pytest.mark.parametrize("tile", [1, 16, 33, 512])
@pytest.mark.parametrize("grid", [1, 2, 16])
def test_tiles_cover_every_pixel_once_and_begin_on_the_grid(
    size: tuple[int, int], tile: int, grid: int
) -> None:
    height, width = size
    region = Region(height // 3, width // 4, height, width)
    count = np.zeros(size, int)
    for t in plan(region, height=height, width=width, size_px=tile, grid_px=grid, halo_px=9):
        count[t.core.slices] += 1
        assert t.seen.top % grid == t.seen.left % grid == 0
        assert t.seen.top == 0 or t.core.top - t.seen.top >= 9
        assert t.seen.left == 0 or t.core.left - t.seen.left >= 9
        assert t.seen.bottom == height or t.seen.bottom - t.core.bottom >= 9
        assert t.seen.right == width or t.seen.right - t.core.right >= 9
    assert (count[region.slices] == 1).all()
    assert count.sum() == region.height * region.width


def test_work_is_done_anew_with_half_the_size_until_it_fits() -> None:
    sizes: list[int] = []

    def work(size: int) -> str:
        sizes.append(size)
        if size > 100:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return "done"

    assert with_less_memory(work, 512) == "done"
    assert sizes == [512, 256, 128, 64]


def test_what_never_fits_ends_in_a_sentence() -> None:
    def work(_size: int) -> None:
        raise MemoryError

    with pytest.raises(OutOfMemory, match="tiles of 32 pixels"):
        with_less_memory(work, 100)


@pytest.mark.parametrize(
    "said",
    [
        "[enforce fail] DefaultCPUAllocator: can't allocate memory",
        # OpenVINO 2026.4, with its address space limited.
        "Exception from src/core/src/runtime/allocator.cpp:79:\nstd::bad_alloc",
        "Check 'ptr' failed at cpu_memory.cpp:257:\nFailed to allocate 2348810240 bytes of memory",
    ],
)
def test_a_shortage_is_told_from_its_words(said: str) -> None:
    assert is_out_of_memory(RuntimeError(said))


def test_other_errors_are_not_mistaken_for_a_shortage() -> None:
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    with pytest.raises(RuntimeError, match="shapes"):
        with_less_memory(lambda _: (_ for _ in ()).throw(RuntimeError("shapes")), 64)


@pytest.mark.parametrize("size", [(400, 900), (401, 1003), (1200, 130)])
def test_all_whole_tiles_of_a_photo_see_equally_much(size: tuple[int, int]) -> None:
    height, width = size
    whole = Region.whole(height, width)
    tiles = list(plan(whole, height=height, width=width, size_px=96, grid_px=16, halo_px=20))
    # With its grid filled up: 96 and twice 32, or all of the photo where that is less.
    shapes = {(-(-t.seen.height // 16) * 16, -(-t.seen.width // 16) * 16) for t in tiles}
    assert shapes == {(min(160, -(-height // 16) * 16), min(160, -(-width // 16) * 16))}


def test_a_tile_that_the_region_cuts_off_sees_no_more_than_it_must() -> None:
    place = Region(600, 600, 610, 620)
    tile = next(plan(place, height=2000, width=2000, size_px=512, grid_px=4, halo_px=20))
    assert tile.seen == Region(580, 580, 632, 640)
