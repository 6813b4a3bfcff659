"""Find and repair hot and dead pixels of a mosaic.

A bad pixel stands alone: it lies further from the mean of its neighbors of the same color than
noise allows, beyond all but one of them, and no pixel beside it, of any color, does so too, but
for one into which a little of its charge has spilled. A star, however small, lights pixels of other
colors too, so it stays; so does a line, whose pixels see each other. Two beside each other are bad
where they are so strong that light, which no lens sends to two pixels alone, would show around
them. Each pixel is judged from what lies within `REACH` of it, so a region gives what the whole
gives.
"""

from dataclasses import dataclass
from itertools import product
from typing import TypeVar

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
_AROUND = 2  # pixels beside one that are judged for its sake: a companion, and what is beside that
_BESIDE = [(dy, dx) for dy, dx in product((-1, 0, 1), repeat=2) if (dy, dx) != (0, 0)]
_ROWS = 256

Places = NDArray[np.intp]
D = TypeVar("D", bound=np.generic)


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
    sensor = _Sensor.of(mosaic, noise)

    def work(rows: slice) -> None:
        places = sensor.suspects(rows, width)
        judged = sensor.judged(*places)
        is_bad = judged.is_alone.copy()
        # A pair is one from both sides.
        pair = np.flatnonzero(judged.is_half)
        is_bad[pair] |= sensor.judged(*judged.beside(pair)).is_half
        bad[places[0][is_bad], places[1][is_bad]] = True

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
    is_bad = np.zeros(out.shape, np.bool_)
    is_bad[bad.rows, bad.columns] = True
    margin, pattern = _margin(mosaic.pattern), mosaic.pattern
    values, is_out = _extended(mosaic.data, margin), _extended(is_bad, margin)
    around = _offsets(pattern)
    for place, offsets in around.items():
        here = (bad.rows % pattern.shape[0] == place[0]) & (
            bad.columns % pattern.shape[1] == place[1]
        )
        y, x = bad.rows[here], bad.columns[here]
        places = [(y + margin[0] + dy, x + margin[1] + dx) for dy, dx in offsets]
        good = np.stack([np.where(is_out[p], np.nan, values[p]) for p in places])
        usable = ~np.isnan(good).all(0)
        out[y[usable], x[usable]] = np.rint(np.nanmedian(good[:, usable], 0)).astype(np.uint16)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """Some pixels of a mosaic, (N,) each.

    Attributes:
        rows, columns: Where they are.
        is_alone: Whether they stand out, and no other pixel beside them does.
        is_half: Whether they stand out strongly, and one other pixel beside them at most does.
        companion: Which of `_BESIDE` that would be.
    """

    rows: Places
    columns: Places
    is_alone: NDArray[np.bool_]
    is_half: NDArray[np.bool_]
    companion: Places

    def beside(self, which: Places) -> tuple[Places, Places]:
        """Rows and columns of the companions of some."""
        down, across = np.array(_BESIDE).T[:, self.companion[which]]
        return self.rows[which] + down, self.columns[which] + across


@dataclass(frozen=True, slots=True, eq=False)
class _Sensor:
    """A mosaic and its noise, to be asked about places, also a little outside of it.

    Attributes:
        light: Above black, with a margin.
        margin: Its rows and columns.
        cell: Of the filter.
        places: Of each place in the cell: the neighbors of the same color, gain and read noise.
    """

    light: NDArray[np.float32]
    margin: tuple[int, int]
    cell: tuple[int, int]
    places: dict[tuple[int, int], tuple[list[tuple[int, int]], np.float32, np.float32]]

    @classmethod
    def of(cls, mosaic: Mosaic, noise: NoiseLevel) -> "_Sensor":
        """With the margin that its pattern needs."""
        pattern = mosaic.pattern
        places = {
            place: (
                offsets,
                np.float32(noise.gain[pattern[place]]),
                np.float32(noise.read[pattern[place]]),
            )
            for place, offsets in _offsets(pattern).items()
        }
        cell = pattern.shape[0], pattern.shape[1]
        return cls(_padded(mosaic), _margin(pattern), cell, places)

    def suspects(self, rows: slice, width: int) -> tuple[Places, Places]:
        """Rows and columns of all that may stand out, and of some that do not: a quick look.

        Of eight neighbors the second highest is at least as high as the lower one of any two.
        """
        found: list[tuple[Places, Places]] = []
        for place, (offsets, gain, read) in self.places.items():
            first = rows.start + (place[0] - rows.start) % self.cell[0]

            def at(
                dy: int, dx: int, first: int = first, left: int = place[1]
            ) -> NDArray[np.float32]:
                top, across = first + self.margin[0] + dy, left + self.margin[1] + dx
                bottom, right = rows.stop + self.margin[0] + dy, width + self.margin[1] + dx
                return self.light[top : bottom : self.cell[0], across : right : self.cell[1]]

            value = at(0, 0)
            a, b, c, d = (at(*offset) for offset in offsets[:4])
            low = np.maximum(np.minimum(a, b), np.minimum(c, d))
            high = np.minimum(np.maximum(a, b), np.maximum(c, d))
            apart = np.maximum(value - low, high - value)
            variance = gain * (np.maximum(low, np.float32(0.0)) + gain) + read**2
            y, x = np.nonzero((apart > 0.0) & (apart * apart > np.float32(_BEYOND**2) * variance))
            found.append((first + y * self.cell[0], place[1] + x * self.cell[1]))
        down, across = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return down, across

    def judged(self, rows: Places, columns: Places) -> _Judged:
        """Which of some pixels stand out, and how much company they have."""
        excess, noise, is_above, is_below = self._seen(rows, columns)
        out = np.flatnonzero(is_above | is_below)
        alone, half = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
        companion = np.zeros(len(rows), np.intp)
        sign = np.where(is_below[out], np.float32(-1), np.float32(1))
        steps = [self._seen(rows[out] + dy, columns[out] + dx)[:2] for dy, dx in _BESIDE]
        beside = sign * np.stack([step[0] for step in steps])
        noises = np.stack([step[1] for step in steps])
        shown = np.where(beside > _COMPANY * noises, beside, np.float32(0.0))
        second, most = np.partition(shown, -2, axis=0)[-2:]
        own = sign * excess[out]
        glow, noise_of_glow = beside.sum(0) - beside.max(0), np.sqrt(np.square(noises).sum(0))
        is_lit = (glow > _GLOW * own) & (glow > _GLOW_SHOWS * noise_of_glow)
        alone[out] = (second <= _COMPANY_SHARE * own) & (most <= _SPILLED_SHARE * own) & ~is_lit
        half[out] = (second <= _WINGS * own) & (_WINGS * own > _COMPANY * noise[out])
        companion[out] = beside.argmax(0)
        return _Judged(rows, columns, alone, half, companion)

    def _seen(
        self, rows: Places, columns: Places
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_], NDArray[np.bool_]]:
        """How far pixels lie above the mean of their neighbors, and their noise.

        And whether they lie above, and below, of what noise and neighbors explain.
        """
        excess, noise = np.empty(len(rows), np.float32), np.empty(len(rows), np.float32)
        above, below = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
        in_cell = rows % self.cell[0] * self.cell[1] + columns % self.cell[1]
        for place, (offsets, gain, read) in self.places.items():
            here = np.flatnonzero(in_cell == place[0] * self.cell[1] + place[1])
            y, x = rows[here] + self.margin[0], columns[here] + self.margin[1]
            value = self.light[y, x]
            around = np.sort(np.stack([self.light[y + dy, x + dx] for dy, dx in offsets]), axis=0)
            low, mean, high = around[1], around[1:-1].mean(0, np.float32), around[-2]
            # A few electrons vary so much that their mean is no measure: one more than the higher.
            shot = gain * (np.maximum(high, np.float32(0.0)) + gain)
            variance = shot + read**2
            sigma = np.sqrt(variance)
            # Poisson's skew shows where light is faint.
            skewed = _FAR * sigma + np.float32(_SKEW) * gain * shot / variance
            beyond = np.maximum(np.float32(_BEYOND) * sigma, high - low)
            above[here] = (value - mean > skewed) & (value - high > beyond)
            below[here] = (mean - value > _FAR * sigma) & (low - value > beyond)
            excess[here], noise[here] = value - mean, sigma
        return excess, noise, above, below


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


def _margin(pattern: NDArray[np.uint8]) -> tuple[int, int]:
    """Rows and columns that are added on each side: whole cells."""
    least = _SEARCH + _AROUND
    rows, columns = (n * -(-2 * least // n) for n in pattern.shape)
    return rows, columns


def _padded(mosaic: Mosaic) -> NDArray[np.float32]:
    """Light above black, with a margin."""
    light, cell = np.empty(mosaic.data.shape, np.float32), mosaic.pattern.shape
    for row, column in np.ndindex(*cell):
        at = np.s_[row :: cell[0], column :: cell[1]]
        light[at] = mosaic.data[at] - np.float32(mosaic.black_level[mosaic.pattern[row, column]])
    return _extended(light, _margin(mosaic.pattern))


def _extended(values: NDArray[D], margin: tuple[int, int]) -> NDArray[D]:
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
