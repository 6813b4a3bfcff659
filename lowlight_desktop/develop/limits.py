"""The brush that keeps light away: how much of it is left at every pixel.

A stroke is the poly-line of its points. Its coverage is 1 near the line, falls smoothly (with a
continuous slope) to 0 at its radius, and depends on the pixel's distance to the line alone, in
coordinates of the whole photo: so it is the same in every region, and in the photo at any size.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.develop import Step
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke

# Points that stray less from a straight line, as a share of the radius, are left out.
_STRAIGHT = 0.02
# Even the hardest edge fades over a pixel; what is smaller than a pixel is still seen.
_FADE_PX = 1.0
_BLOCK_PX = 16
_AT_ONCE = 192  # blocks; their pixels stay in the cache
_TINY = np.float32(1e-12)
# From a block's center to its corner, and room for rounding.
_REACH_PX = np.float32(0.7072 * _BLOCK_PX + 0.05)


def kept(strokes: Sequence[Stroke], region: Region, size: tuple[int, int]) -> Pixels:
    """The share of light that the brush leaves at each pixel of a region.

    Strokes work in their order: each takes its strength's share of what is left, an erasing one
    gives its share of what is missing back.

    Args:
        strokes: Of the whole photo.
        region: Where; in the photo's pixels.
        size: (H, W) of the whole photo, which may be reduced.

    Returns:
        (h, w) float32 in [0, 1]; 1 is untouched.
    """
    rows, columns = -(-region.height // _BLOCK_PX), -(-region.width // _BLOCK_PX)
    left = np.ones((rows * columns, _BLOCK_PX, _BLOCK_PX), np.float32)
    for stroke in strokes:
        for blocks, cover in _covered(stroke, region, columns, size):
            share = cover * np.float32(stroke.strength)
            here = left[blocks]
            left[blocks] = here + (1 - here) * share if stroke.erases else here - here * share
    picture = left.reshape(rows, columns, _BLOCK_PX, _BLOCK_PX).swapaxes(1, 2)
    whole = picture.reshape(rows * _BLOCK_PX, columns * _BLOCK_PX)
    return whole[: region.height, : region.width]


def limited(
    before: Step, lit: Step, *, strength: float, strokes: tuple[Stroke, ...], size: tuple[int, int]
) -> Step:
    """The photo before and after a step, mixed by strength and brush.

    Args:
        before: The photo before the step.
        lit: The step at full strength.
        strength: 0 is `before`, 1 is `lit`, both exactly.
        strokes: Keep the step away; there the result is `before`.
        size: (H, W) of the whole photo.
    """

    def mixed(region: Region) -> Pixels:
        if not strokes and strength >= 1.0:
            return lit(region)
        share: Pixels | np.float32 = np.float32(strength)
        if strokes:
            share = (kept(strokes, region, size) * share)[..., None]
        # Exact at both ends, and the same where a region has no stroke.
        out = before(region) * (1 - share)
        out += lit(region) * share
        return out

    return mixed


Floats = NDArray[np.floating]
"""float32; numpy's types cannot tell what becomes of it."""
Indices = NDArray[np.intp]


def _covered(
    stroke: Stroke, region: Region, columns: int, size: tuple[int, int]
) -> Iterator[tuple[Indices, Floats | np.float32]]:
    """Which blocks of a region a stroke touches, and its coverage there, (n, 16, 16) in [0, 1]."""
    radius = np.float32(max(stroke.radius * max(size), _FADE_PX))
    fade = np.float32(max(stroke.softness * float(radius), _FADE_PX))
    starts, ways = _segments(stroke, size)
    blocks = _blocks_near(starts, ways, radius, region, columns)
    if not len(blocks):
        return
    corners = np.stack([blocks % columns, blocks // columns], 1) * _BLOCK_PX
    corners = corners.astype(np.float32) + np.array([region.left, region.top], np.float32)
    offsets = corners[:, None] + np.float32(_BLOCK_PX / 2) - starts
    away = np.sqrt(_squared(offsets[..., 0], offsets[..., 1], ways[:, 0], ways[:, 1]))
    nearest = away.min(1)
    full = nearest <= radius - fade - _REACH_PX
    if full.any():
        yield blocks[full], np.float32(1)
    edge = np.flatnonzero(~full & (nearest <= radius + _REACH_PX))
    for some in np.split(edge, range(_AT_ONCE, len(edge), _AT_ONCE)):
        if not len(some):
            continue
        may_be_nearest = away[some] <= nearest[some, None] + 2 * _REACH_PX
        distance = _distances(corners[some], starts, ways, may_be_nearest)
        t = np.clip((radius - distance) / fade, 0, 1)
        yield blocks[some], t * t * (3 - 2 * t)


def _segments(stroke: Stroke, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Where a stroke's segments begin and how far they go, (N, 2) x and y in pixels each."""
    longer = max(size)
    # Simplified in units that the photo's size does not change, so that its reductions agree.
    shape = np.array([size[1], size[0]], np.float64) / longer
    line = (np.array(stroke.points, np.float64) * shape / stroke.radius).astype(np.float32)
    if len(line) > 2:
        line = np.asarray(cv2.approxPolyDP(line, _STRAIGHT, closed=False), np.float32)[:, 0]
    line *= np.float32(stroke.radius * longer)
    return (line[:-1], np.diff(line, axis=0)) if len(line) > 1 else (line, np.zeros_like(line))


def _blocks_near(
    starts: Floats, ways: Floats, radius: np.float32, region: Region, columns: int
) -> Indices:
    """The numbers of a region's blocks that lie in the box around a stroke."""
    both = np.concatenate([starts, starts + ways])
    corner = np.array([region.left, region.top], np.float32)
    first = np.floor((both.min(0) - radius - 1 - corner) / _BLOCK_PX).astype(int)
    last = np.floor((both.max(0) + radius + 1 - corner) / _BLOCK_PX).astype(int)
    rows = -(-region.height // _BLOCK_PX)
    across = np.arange(max(first[0], 0), min(last[0] + 1, columns))
    down = np.arange(max(first[1], 0), min(last[1] + 1, rows))
    return (down[:, None] * columns + across).ravel()


def _squared(x: Floats, y: Floats, way_x: Floats, way_y: Floats) -> Floats:
    """Squared distances to segments that go from 0, 0 to their way's end; shapes broadcast."""
    length = np.maximum(way_x * way_x + way_y * way_y, _TINY)
    t = x * (way_x / length) + y * (way_y / length)
    np.clip(t, 0, 1, out=t)
    across = x - t * way_x
    down = y - t * way_y
    across *= across
    down *= down
    across += down
    return across


def _distances(corners: Floats, starts: Floats, ways: Floats, wanted: NDArray[np.bool_]) -> Floats:
    """Distances of all pixels in blocks to the nearest of their segments.

    Args:
        corners: (n, 2) x and y of the blocks' top left corners.
        starts: (N, 2) where the segments begin.
        ways: (N, 2) how far they go.
        wanted: (n, N) which segments matter to which block; at least one each.

    Returns:
        (n, 16, 16) float32.
    """
    block, segment = np.nonzero(wanted)
    rank = np.arange(len(block)) - np.searchsorted(block, block)
    squared = np.full((len(corners), _BLOCK_PX, _BLOCK_PX), np.inf, np.float32)
    centers = np.arange(_BLOCK_PX, dtype=np.float32) + np.float32(0.5)
    for turn in range(int(rank.max()) + 1):
        b, s = block[rank == turn], segment[rank == turn]
        x = (corners[b, :1] + centers - starts[s, :1])[:, None, :]
        y = (corners[b, 1:] + centers - starts[s, 1:])[:, :, None]
        away = _squared(x, y, ways[s, 0, None, None], ways[s, 1, None, None])
        squared[b] = np.minimum(squared[b], away)
    return np.sqrt(squared)
