import numpy as np
import pytest
import torch

from lowlight_desktop.engine.tiles import as_shown, is_out_of_memory, plan, with_less_memory
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
        above, left, below, right = t.beyond
        for first, start, before, last, end, after in (
            (t.core.top, t.seen.top, above, t.core.bottom, t.seen.bottom, below),
            (t.core.left, t.seen.left, left, t.core.right, t.seen.right, right),
        ):
            assert (start - before) % grid == (end + after) % grid == 0
            assert first - start + before >= 9
            assert end - last + after >= 9
        assert t.seen.top == 0 or not above
        assert t.seen.left == 0 or not left
        assert t.seen.bottom == height or not below
        assert t.seen.right == width or not right
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
    assert {t.size_shown for t in tiles} == {(96 + 2 * 32, 96 + 2 * 32)}
    photo = np.zeros((height, width, 3), np.float32)
    for tile in tiles:
        assert as_shown(photo[tile.seen.slices], tile.beyond).shape == (*tile.size_shown, 3)


def test_beyond_its_edges_the_photo_is_mirrored_and_stays_a_mosaic() -> None:
    rows, columns = np.mgrid[:40, :50].astype(np.float32)
    tile = next(plan(Region.whole(40, 50), height=40, width=50, size_px=512, grid_px=8, halo_px=9))
    shown = as_shown(100 * rows + columns, tile.beyond)
    assert shown.shape == (40 + 2 * 16, 56 + 2 * 16)
    np.testing.assert_array_equal(shown[tile.inner], 100 * rows + columns)
    assert shown[15, 16] == 100  # the second row, above the first
    assert shown[16, 16 + 50] == 48  # the last column but one, right of the last
    evens = shown % 2 == 0
    assert evens[:, ::2].all()
    assert not evens[:, 1::2].any()


def test_a_photo_of_one_pixel_can_be_shown() -> None:
    pixel = np.full((1, 1, 3), 0.5, np.float32)
    tile = next(plan(Region.whole(1, 1), height=1, width=1, size_px=64, grid_px=16, halo_px=20))
    assert (as_shown(pixel, tile.beyond) == 0.5).all()
    assert as_shown(pixel, tile.beyond).shape == (80, 80, 3)


def test_a_tile_that_the_region_cuts_off_sees_no_more_than_it_must() -> None:
    place = Region(600, 600, 610, 620)
    tile = next(plan(place, height=2000, width=2000, size_px=512, grid_px=4, halo_px=20))
    assert tile.seen == Region(580, 580, 632, 640)
