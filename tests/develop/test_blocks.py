import threading

import numpy as np
import pytest

from lowlight_desktop.develop.blocks import PixelMemory, blocks_of, from_top, in_blocks
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region

SIZE, BLOCK = (50, 70), (16, 32)  # blocks that do not divide the photo
PHOTO = np.random.default_rng(1).random((*SIZE, 3), np.float32)


class Asked:
    """A step that remembers what it was asked for."""

    def __init__(self) -> None:
        self.regions: list[Region] = []
        self.at_once: set[int] = set()

    def __call__(self, region: Region, at_once: int) -> Pixels:
        self.regions.append(region)
        self.at_once.add(at_once)
        return PHOTO[region.slices].copy()


def test_blocks_cover_a_region_once_and_end_with_the_photo() -> None:
    seen = np.zeros(SIZE, int)
    for block in blocks_of(Region(10, 30, 50, 70), SIZE, BLOCK):
        seen[block.slices] += 1
    np.testing.assert_array_equal(seen[:, 0:32], 1)  # the column of blocks in which 30 lies
    np.testing.assert_array_equal(seen, 1)


def test_any_region_comes_out_of_whole_blocks() -> None:
    asked = Asked()
    step = in_blocks(asked, SIZE, BLOCK, PixelMemory(10_000), "step")
    for region in (Region(3, 5, 44, 66), Region(17, 33, 20, 40), Region(0, 0, 50, 70)):
        np.testing.assert_array_equal(step(region), PHOTO[region.slices])
    grid = set(blocks_of(Region.whole(*SIZE), SIZE, BLOCK))
    assert set(asked.regions) == grid
    assert len(asked.regions) == len(grid), "what is remembered is not made again"


def test_blocks_in_lanes_are_the_same_and_know_how_many_they_are() -> None:
    asked = Asked()
    step = in_blocks(asked, SIZE, BLOCK, PixelMemory(1), "step", lanes=4)
    np.testing.assert_array_equal(step(Region(3, 5, 44, 66)), PHOTO[3:44, 5:66])
    assert asked.at_once == {4}
    np.testing.assert_array_equal(step(Region(0, 0, 16, 40)), PHOTO[:16, :40])
    assert asked.at_once == {4, 2}, "two blocks are two at once"


def test_a_memory_that_forgets_meanwhile_changes_nothing() -> None:
    step = in_blocks(Asked(), SIZE, BLOCK, PixelMemory(600), "step", lanes=2)
    step(Region(32, 32, 40, 40))  # the last block of the next region; it is dropped on the way
    np.testing.assert_array_equal(step(Region(0, 0, 40, 40)), PHOTO[:40, :40])


def anywhere(region: Region) -> Pixels:
    return PHOTO[region.slices] + np.float32(1)  # told from what is made ahead


def test_bands_from_top_come_out_of_blocks_that_are_made_once() -> None:
    asked = Asked()
    step = from_top(asked, SIZE, BLOCK, anywhere, lanes=3)
    for top, bottom in ((0, 21), (19, 33), (33, 33 + 16), (48, 50)):  # they overlap, as sharpened
        band = Region(top, 0, bottom, SIZE[1])
        np.testing.assert_array_equal(step(band), PHOTO[band.slices])
    assert sorted(asked.regions, key=str) == sorted(
        blocks_of(Region.whole(*SIZE), SIZE, BLOCK), key=str
    )
    assert asked.at_once == {3}


def test_what_is_no_band_or_lies_above_is_asked_for_elsewhere() -> None:
    step = from_top(Asked(), SIZE, BLOCK, anywhere, lanes=2)
    part, below = Region(0, 0, 10, 10), Region(30, 0, 40, SIZE[1])
    for region in (part, below):
        np.testing.assert_array_equal(step(region), anywhere(region))
    first, second = Region(0, 0, 16, SIZE[1]), Region(16, 0, 32, SIZE[1])
    for region in (first, second):
        np.testing.assert_array_equal(step(region), PHOTO[region.slices])
    np.testing.assert_array_equal(step(first), anywhere(first))


def test_blocks_of_the_next_band_are_made_while_one_is_used() -> None:
    next_band = threading.Event()

    def make(region: Region, _at_once: int) -> Pixels:
        if region.top == BLOCK[0]:
            next_band.set()
        return PHOTO[region.slices]

    step = from_top(make, SIZE, BLOCK, anywhere, lanes=2)
    step(Region(0, 0, BLOCK[0], SIZE[1]))
    assert next_band.wait(10), "nobody has asked for it yet"


def test_after_a_failure_nothing_is_made_ahead_and_nothing_is_missing() -> None:
    asked: list[Region] = []

    def fails_once(region: Region, _at_once: int) -> Pixels:
        asked.append(region)
        if len(asked) == 4:
            raise MemoryError
        return PHOTO[region.slices]

    step = from_top(fails_once, SIZE, BLOCK, anywhere, lanes=1)
    first, second = Region(0, 0, 16, SIZE[1]), Region(10, 0, 32, SIZE[1])
    np.testing.assert_array_equal(step(first), PHOTO[first.slices])
    with pytest.raises(MemoryError):
        step(second)
    for _ in range(4):
        np.testing.assert_array_equal(step(second), anywhere(second))


def test_blocks_of_one_step_are_not_taken_for_those_of_another() -> None:
    memory = PixelMemory(10_000)
    one, other = Asked(), Asked()
    in_blocks(one, SIZE, BLOCK, memory, 1)(Region(0, 0, 5, 5))
    in_blocks(other, SIZE, BLOCK, memory, 2)(Region(0, 0, 5, 5))
    assert len(other.regions) == 1


def test_a_full_memory_lets_go_of_the_oldest_and_keeps_the_newest() -> None:
    memory = PixelMemory(250)
    for key in "abc":
        memory.put(key, np.zeros((10, 10, 3), np.float32))
        memory.get("a")  # used: not the oldest
    assert memory.newest_first() == ("a", "c")
    memory.put("large", np.zeros((100, 100, 3), np.float32))
    assert memory.newest_first() == ("large",)


def test_what_is_remembered_cannot_be_changed() -> None:
    memory = PixelMemory(1000)
    memory.put("key", np.zeros((2, 2, 3), np.float32))
    kept = memory.get("key")
    assert kept is not None
    assert not kept.flags.writeable
