"""Asking for whole blocks only: equal places then come out of equal work, bit for bit.

A convolution adds in another order when its picture has another size, so a network's pixels depend
a little on how a photo is cut. Cut on one grid, whatever is asked for, they cannot; and what was
made once can be remembered.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator

import numpy as np

from lowlight_desktop.develop.develop import Step
from lowlight_desktop.develop.strips import ahead_in_lanes, in_lanes
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region


class PixelMemory:
    """The last pixels that were made; not to be shared between threads.

    Args:
        max_px: How many pixels are kept; the newest entry always is.
    """

    def __init__(self, max_px: int) -> None:
        self._max_px = max_px
        self._kept: OrderedDict[Hashable, Pixels] = OrderedDict()
        self._px = 0

    def get(self, key: Hashable) -> Pixels | None:
        """What was put there, read-only, or None; asking makes it the newest."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, key: Hashable, pixels: Pixels) -> None:
        """Keep pixels, (h, w, …), which become read-only; the oldest are let go."""
        pixels.flags.writeable = False
        self._px += _px(pixels) - (_px(self._kept.pop(key)) if key in self._kept else 0)
        self._kept[key] = pixels
        while self._px > self._max_px and len(self._kept) > 1:
            self._px -= _px(self._kept.popitem(last=False)[1])

    def newest_first(self) -> tuple[Hashable, ...]:
        """The keys of all that is kept."""
        return tuple(reversed(self._kept))


def _px(pixels: Pixels) -> int:
    return pixels.shape[0] * pixels.shape[1]


def blocks_of(region: Region, size: tuple[int, int], block: tuple[int, int]) -> Iterator[Region]:
    """The blocks of a photo's grid that a region touches, row by row.

    Args:
        region: A part of the photo.
        size: (H, W) of the photo; blocks end there.
        block: (h, w) of a block.
    """
    (rows, columns), (height, width) = block, size
    for top in range(region.top // rows * rows, region.bottom, rows):
        for left in range(region.left // columns * columns, region.right, columns):
            yield Region(top, left, min(top + rows, height), min(left + columns, width))


BlockStep = Callable[[Region, int], Pixels]
"""Makes a block; it is told how many are made at once."""


def in_blocks(
    step: BlockStep,
    size: tuple[int, int],
    block: tuple[int, int],
    memory: PixelMemory,
    owner: Hashable,
    lanes: int = 1,
) -> Step:
    """A step that asks the step before it for whole blocks only, and remembers the last ones.

    Args:
        step: What makes the pixels.
        size: (H, W) of the photo.
        block: (h, w) of a block.
        memory: Where blocks are remembered.
        owner: Tells this step's blocks in the memory from those of others.
        lanes: How many may be made at once.

    Returns:
        The same pixels, in regions of any shape; read-only.
    """

    def made(places: list[Region]) -> Iterator[tuple[Region, Pixels]]:
        kept = {place: memory.get((owner, place)) for place in places}
        missing = [place for place, pixels in kept.items() if pixels is None]
        at_once = max(1, min(lanes, len(missing)))
        new = in_lanes(lambda place: step(place, at_once), missing, at_once)
        for place, pixels in zip(missing, new, strict=True):
            memory.put((owner, place), pixels)
            yield place, pixels
        yield from ((place, pixels) for place, pixels in kept.items() if pixels is not None)

    def of(region: Region) -> Pixels:
        places = list(blocks_of(region, size, block))
        if len(places) == 1:
            ((place, pixels),) = made(places)
            return pixels[region.inside(place).slices]
        out = np.empty((region.height, region.width, 3), np.float32)
        for place, pixels in made(places):
            part = common(place, region)
            out[part.inside(region).slices] = pixels[part.inside(place).slices]
        return out

    return of


def from_top(
    step: BlockStep, size: tuple[int, int], block: tuple[int, int], otherwise: Step, lanes: int
) -> Step:
    """As `in_blocks`, for one who asks for a photo in bands from top to bottom.

    Blocks are made ahead: no lane waits for the last block of a band, nor for what becomes of it.
    Those of the last band are kept, for the next one may begin within it.

    Args:
        step: As there.
        size: Likewise.
        block: Likewise.
        otherwise: Gives all other regions.
        lanes: How many blocks may be made at once.

    Returns:
        The same pixels; not to be shared between threads.
    """
    height, width = size
    places = list(blocks_of(Region.whole(height, width), size, block))
    at_once = max(1, min(lanes, len(places)))
    making = ahead_in_lanes(lambda place: step(place, at_once), places, at_once)
    made = deque[tuple[Region, Pixels]]()  # and may be asked for again: bands overlap
    todo = deque(places)

    def of(region: Region) -> Pixels:
        reached = todo[0].top if todo else height
        kept_from = made[0][0].top if made else reached
        is_band = (region.left, region.right) == (0, width)
        if not is_band or not kept_from <= region.top <= reached:
            return otherwise(region)
        while made and made[0][0].bottom <= region.top:
            made.popleft()
        while todo and todo[0].top < region.bottom:
            if (pixels := next(making, None)) is None:  # it had failed before
                return otherwise(region)
            made.append((todo.popleft(), pixels))
        out = np.empty((region.height, width, 3), np.float32)
        for place, pixels in made:
            if place.top < region.bottom:
                part = common(place, region)
                out[part.inside(region).slices] = pixels[part.inside(place).slices]
        return out

    return of


def common(one: Region, other: Region) -> Region:
    """The region that two overlapping ones share."""
    return Region(
        max(one.top, other.top),
        max(one.left, other.left),
        min(one.bottom, other.bottom),
        min(one.right, other.right),
    )
