"""Find and repair hot and dead pixels of a mosaic.

A bad pixel stands alone: it lies further from the mean of its neighbors of the same color than
noise allows, beyond all but one of them, and no pixel beside it, of any color, does so too, but
for one into which a little of its charge has spilled. A star, however small, lights pixels of other
colors too, so it stays; so does a line, whose pixels see each other. Two beside each other are bad
where they are so strong that light, which no lens sends to two pixels alone, would show around
them. Each pixel is judged from what lies within `REACH` of it, so a region gives what the whole
gives.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel

REACH = 6
"""Pixels around a region that decide about it; rounded up to whole cells to keep the phase."""

_NEIGHBORS = 8
_SEARCH = 4  # where the neighbors are: 2 for Bayer, 3 for X-Trans
_FAR = 4.8
"""Standard deviations from the mean of six neighbors, without the lowest and the highest: some
clean pixels in a million lie there, and 99 of 100 that are 8 out do."""
_SKEW = (_FAR**2 - 1.0) / 6.0
"""What the long upper end of Poisson's distribution adds, in gains (Cornish and Fisher)."""
_BEYOND = 3.0
"""Standard deviations beyond the second most extreme neighbor, and as far beyond as the second
highest lies above the second lowest: what edges and texture hardly ever do."""
_COMPANY, _COMPANY_SHARE, _SPILLED_SHARE = 3.5, 0.1, 0.25
"""A pixel beside it shares the light if it is so far from the mean of its own neighbors, and by a
tenth as much at least; a single one by a quarter."""
_WINGS = 0.05
"""Of a star, however sharp, more than so much reaches a third pixel beside its brightest two."""
_GLOW, _GLOW_SHOWS = 0.05, 2.5
"""Of a red lamp far away more than so much reaches the pixels beside its own, leaving out what may
have spilled; and so many standard deviations show it."""
_AROUND = 2  # pixels around one that are judged for its sake: a neighbor, and the company of that
_BESIDE = [(dy, dx) for dy, dx in product((-1, 0, 1), repeat=2) if (dy, dx) != (0, 0)]
_ROWS = 256


@dataclass(frozen=True, slots=True, eq=False)
class BadPixels:
    """Where a mosaic is not to be trusted, (N,) rows and columns, in reading order."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.rows)


def find_bad_pixels(mosaic: Mosaic, noise: NoiseLevel) -> BadPixels:
    """Find pixels that stand out alone.

    Args:
        mosaic: Any filter pattern.
        noise: Of this mosaic.

    Returns:
        Hot and dead pixels; in a dark photo a dead one does not show, and does not matter.
    """
    height, width = mosaic.data.shape
    bad = np.zeros((height, width), np.bool_)
    if min(height, width) < 2 * max(*_margin(mosaic.pattern)):
        return BadPixels(*np.nonzero(bad))  # too small to have neighbors
    padded, margin = _padded(mosaic), _margin(mosaic.pattern)
    around = _offsets(mosaic.pattern)

    def work(rows: slice) -> None:
        top, bottom = rows.start - _AROUND, rows.stop + _AROUND
        strip = padded[top + margin[0] - _SEARCH : bottom + margin[0] + _SEARCH]
        beyond = _AROUND + _SEARCH
        strip = strip[:, margin[1] - beyond : margin[1] + width + beyond]
        bad[rows] = _standing_out(strip, mosaic, noise, around, (top, -_AROUND))

    for_each_strip(work, height, _ROWS)
    return BadPixels(*np.nonzero(bad))


def repaired(mosaic: Mosaic, bad: BadPixels) -> NDArray[np.uint16]:
    """The sensor values with bad pixels replaced by the median of their good neighbors.

    Args:
        mosaic: Left as it is.
        bad: Of this mosaic.

    Returns:
        (H, W) uint16, a copy.
    """
    out = mosaic.data.copy()
    if len(bad) == 0:
        return out
    good = mosaic.data.astype(np.float32)
    good[bad.rows, bad.columns] = np.nan
    margin, pattern = _margin(mosaic.pattern), mosaic.pattern
    padded = _extended(good, margin)
    around = _offsets(pattern)
    for place, offsets in around.items():
        here = (bad.rows % pattern.shape[0] == place[0]) & (
            bad.columns % pattern.shape[1] == place[1]
        )
        y, x = bad.rows[here], bad.columns[here]
        values = np.stack([padded[y + margin[0] + dy, x + margin[1] + dx] for dy, dx in offsets])
        usable = ~np.isnan(values).all(0)
        out[y[usable], x[usable]] = np.rint(np.nanmedian(values[:, usable], 0)).astype(np.uint16)
    return out


def _standing_out(
    strip: NDArray[np.float32],
    mosaic: Mosaic,
    noise: NoiseLevel,
    around: dict[tuple[int, int], list[tuple[int, int]]],
    corner: tuple[int, int],
) -> NDArray[np.bool_]:
    """Which pixels of a strip stand out alone.

    `strip` has `_SEARCH` + `_AROUND` pixels on each side of the result; `corner` is the place in
    the mosaic of the first pixel that has its neighbors.
    """
    shape = strip.shape[0] - 2 * _SEARCH, strip.shape[1] - 2 * _SEARCH
    above, below, excess, deviation = (np.zeros(shape, np.float32) for _ in range(4))
    cell = mosaic.pattern.shape
    for place, offsets in around.items():
        first = [(p - c) % n for p, c, n in zip(place, corner, cell, strict=True)]
        color = int(mosaic.pattern[place])
        gain, read = np.float32(noise.gain[color]), np.float32(noise.read[color])
        at = np.s_[first[0] :: cell[0], first[1] :: cell[1]]
        value = _shifted(strip, 0, 0)[at]
        low, mean, high = _ranked(_shifted(strip, dy, dx)[at] for dy, dx in offsets)
        # A few electrons vary so much that their mean is no measure: one more than the higher.
        shot = gain * (np.maximum(high, 0.0) + gain)
        variance = shot + read**2
        sigma = np.sqrt(variance)
        # Poisson's skew shows where light is faint.
        skewed = _FAR * sigma + np.float32(_SKEW) * gain * shot / variance
        beyond = np.maximum(np.float32(_BEYOND) * sigma, high - low)
        above[at] = (value - mean > skewed) & (value - high > beyond)
        below[at] = (mean - value > _FAR * sigma) & (low - value > beyond)
        excess[at], deviation[at] = value - mean, sigma
    hot, dead = _alone(above, excess, deviation), _alone(below, -excess, deviation)
    return hot | dead


def _alone(
    outside: NDArray[np.float32], excess: NDArray[np.float32], deviation: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Which of the pixels `outside` of what noise does have no company; without `_AROUND`."""
    rows, columns = (i + 1 for i in np.nonzero(outside[1:-1, 1:-1]))
    places = [(rows + dy, columns + dx) for dy, dx in _BESIDE]
    beside = np.stack([excess[p] for p in places])
    noises = np.stack([deviation[p] for p in places])
    second, most = np.partition(np.where(beside > _COMPANY * noises, beside, 0.0), -2, axis=0)[-2:]
    own, noise = excess[rows, columns], deviation[rows, columns]
    glow, noise_of_glow = beside.sum(0) - beside.max(0), np.sqrt(np.square(noises).sum(0))
    is_lit = (glow > _GLOW * own) & (glow > _GLOW_SHOWS * noise_of_glow)
    alone, in_pair = (np.zeros(outside.shape, np.bool_) for _ in range(2))
    alone[rows, columns] = (
        (second <= _COMPANY_SHARE * own) & (most <= _SPILLED_SHARE * own) & ~is_lit
    )
    in_pair[rows, columns] = (second <= _WINGS * own) & (_WINGS * own > _COMPANY * noise)
    rows, columns = (i + 1 for i in np.nonzero(in_pair[1:-1, 1:-1]))
    is_pair = np.any([in_pair[rows + dy, columns + dx] for dy, dx in _BESIDE], axis=0)
    alone[rows, columns] |= is_pair
    return alone[_AROUND:-_AROUND, _AROUND:-_AROUND]


def _ranked(
    values: Iterable[NDArray[np.float32]],
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Of eight arrays by elements: second lowest, mean of the middle six, second highest."""
    remaining = iter(values)
    a, b = next(remaining), next(remaining)
    low, low2 = np.minimum(a, b), np.maximum(a, b)
    high, high2, total = low2, low, a + b
    for value in remaining:
        low2 = np.minimum(low2, np.maximum(low, value))
        low = np.minimum(low, value)
        high2 = np.maximum(high2, np.minimum(high, value))
        high = np.maximum(high, value)
        total = total + value
    return low2, (total - low - high) / np.float32(_NEIGHBORS - 2), high2


def _offsets(pattern: NDArray[np.uint8]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """For each place of the cell the nearest neighbors of the same color, ties in reading order.

    The two greens of a Bayer cell may be two colors: each has its own neighbors then.
    """
    cell = pattern.shape
    steps = sorted(
        ((y, x) for y, x in product(range(-_SEARCH, _SEARCH + 1), repeat=2) if (y, x) != (0, 0)),
        key=_length,
    )
    out: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in product(range(cell[0]), range(cell[1])):
        same = [
            (y, x)
            for y, x in steps
            if pattern[(place[0] + y) % cell[0], (place[1] + x) % cell[1]] == pattern[place]
        ]
        out[place] = same[:_NEIGHBORS]
    return out


def _length(step: tuple[int, int]) -> int:
    return step[0] ** 2 + step[1] ** 2


def _shifted(strip: NDArray[np.float32], dy: int, dx: int) -> NDArray[np.float32]:
    """The strip without its margin, seen from `dy` rows and `dx` columns away."""
    height, width = strip.shape
    return strip[_SEARCH + dy : height - _SEARCH + dy, _SEARCH + dx : width - _SEARCH + dx]


def _margin(pattern: NDArray[np.uint8]) -> tuple[int, int]:
    """Rows and columns that are added on each side: whole cells."""
    least = _SEARCH + _AROUND
    rows, columns = (n * -(-2 * least // n) for n in pattern.shape)
    return rows, columns


def _padded(mosaic: Mosaic) -> NDArray[np.float32]:
    """Light above black, with a margin."""
    black = np.asarray(mosaic.black_level, np.float32)[mosaic.pattern]
    repeats = [-(-n // c) for n, c in zip(mosaic.data.shape, mosaic.pattern.shape, strict=True)]
    level = np.tile(black, repeats)[: mosaic.data.shape[0], : mosaic.data.shape[1]]
    return _extended(mosaic.data - level, _margin(mosaic.pattern))


def _extended(values: NDArray[np.float32], margin: tuple[int, int]) -> NDArray[np.float32]:
    """Values with rows and columns around them that lie whole cells further inside.

    So every color stays where it belongs, and no pixel becomes its own neighbor.
    """
    (down, across), (height, width) = margin, values.shape
    out = np.empty((height + 2 * down, width + 2 * across), values.dtype)
    out[down : down + height, across : across + width] = values
    out[:down], out[down + height :] = out[down : 2 * down], out[height : down + height]
    out[:, :across] = out[:, across : 2 * across]
    out[:, across + width :] = out[:, width : across + width]
    return out
