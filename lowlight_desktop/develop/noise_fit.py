"""Fit a sensor's noise, variance = gain * light + read² + (uneven * light)², to blocks of a photo.

Most blocks of a photo are not flat, and texture only ever adds variance. So every block is either
noise alone, and then its variance spreads around the line as chi-squared does, or noise with
texture of unknown strength, and then it lies above, by a factor between 1 and `_TEXTURE`. How many
are flat is found anew for each level of light. Texture too fine to be told from noise, and pixels
that are not equally sensitive, grow with the square of the light; left out, they would pass for
gain and bend the line below the read noise. The most likely curve is found by expectation and
maximization.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.strips import in_lanes, processors

Array = NDArray[np.float64]

_TEXTURE = 1e4  # the variance of the strongest texture, in variances of the noise
_MOST_UNEVEN = 0.01  # sensors: 0.002 to 0.01
_UNKNOWN_UNEVEN = 0.004
"""Share of the light that texture may add in all blocks of a level without being told: a bright
level is trusted no further than that, however many blocks it has."""
# Logarithms of the ratios in tables, in equal steps.
_FIRST, _LAST, _STEPS = np.log(1e-3), np.log(1e2), 4000
_ROUNDS = 80
_CLOSE = 1e-3  # of the logarithms, a step
_LARGEST_STEP = 0.5
_FLAT_BEFORE, _TEXTURED_BEFORE = 10.0, 1.0  # so many blocks more are counted in every level
_STARTS = (0.1, 0.5)  # quantiles: nearly all is texture, nearly nothing is


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """What is known about small pieces of a plane of one color.

    Attributes:
        light: (N,) mean above black, DN.
        variance: (N,) mean square of what is not smooth, DN².
        level: (N,) which stratum of light a block belongs to, 0 and up.
    """

    light: Array
    variance: Array
    level: NDArray[np.intp]

    def chosen(self, which: NDArray[np.bool_]) -> "Blocks":
        """Some of them."""
        return Blocks(self.light[which], self.variance[which], self.level[which])

    def __len__(self) -> int:
        return len(self.light)


@dataclass(frozen=True, slots=True)
class Curve:
    """Variance = `gain` * light + `read`² + (`uneven` * light)², all above 0."""

    gain: float
    read: float
    uneven: float = 1e-3

    def variance(self, light: Array) -> Array:
        """Of the noise at that light; below black as at black."""
        return self.terms(light).sum(0)

    def terms(self, light: Array) -> Array:
        """(3, N) its three summands."""
        lit = np.maximum(light, 0.0)
        read = np.full_like(lit, self.read**2)
        return np.stack([self.gain * lit, read, np.square(self.uneven * lit)])


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is thought of a curve before the photo is looked at.

    Attributes:
        curve: The likeliest.
        gain_spread: Standard deviation of the gain's natural logarithm.
        read_spread: The same of the read noise, at the gain that is found.
        slope: How the read noise goes along with the gain: as its power.
        uneven_spread: As the others.
    """

    curve: Curve
    gain_spread: float
    read_spread: float
    slope: float = 0.0
    uneven_spread: float = 1.0


def fit_curve(
    blocks: Blocks,
    expected: Expectation,
    freedom: int,
    look: Callable[[], None],
    start: Curve | None = None,
) -> Curve:
    """The most likely curve.

    Args:
        blocks: Flat and textured ones; may be none.
        expected: Decides what the blocks leave open.
        freedom: Independent values behind each block's variance; even.
        look: Called again and again; what it raises ends the search.
        start: A curve that is known to be near; None looks far and wide.
    """
    if len(blocks) == 0:
        return expected.curve
    center = _logarithms(expected.curve)
    starts = [_start(blocks, center, freedom, quantile) for quantile in _STARTS]
    if start is not None:
        starts = [_logarithms(start)]
    found = in_lanes(lambda at: _climbed(blocks, expected, freedom, at, look), starts, processors())
    return max(found, key=itemgetter(1))[0]


def _climbed(
    blocks: Blocks, expected: Expectation, freedom: int, at: Array, look: Callable[[], None]
) -> tuple[Curve, float]:
    """The most likely curve uphill of a start, and the logarithm of how likely it is."""
    center, precision = _logarithms(expected.curve), _precision(expected)
    likelihood = -np.inf
    trust = _trust(blocks, freedom)
    for _ in range(_ROUNDS):
        look()
        likelihood, slope, curvature = _likelihood(blocks, _curve(at), freedom, trust)
        off = at - center
        likelihood -= off @ precision @ off / 2
        move = np.linalg.solve(curvature + precision, slope - precision @ off)
        before, at = at, _moved(at, np.asarray(move, np.float64))
        if np.abs(at - before).max() < _CLOSE:  # of the move itself, a bound may have kept all
            break
    return _curve(at), float(likelihood)


def _logarithms(curve: Curve) -> Array:
    """Of the three factors that the variance is linear in."""
    return np.log([curve.gain, curve.read**2, curve.uneven**2])


def _curve(logarithms: Array) -> Curve:
    gain, read, uneven = np.exp(logarithms * [1.0, 0.5, 0.5])
    return Curve(float(gain), float(read), float(uneven))


def _precision(expected: Expectation) -> Array:
    """Of the logarithms around the expected ones; the read noise follows the gain."""
    follows = np.array([[1.0, 0.0, 0.0], [-expected.slope, 0.5, 0.0], [0.0, 0.0, 0.5]])
    spread = np.array([expected.gain_spread, expected.read_spread, expected.uneven_spread])
    return follows.T @ np.diag(spread**-2.0) @ follows


def _start(blocks: Blocks, center: Array, freedom: int, quantile: float) -> Array:
    """A curve through a quantile of each level's blocks, as if all of them were flat."""
    levels = [blocks.level == i for i in np.flatnonzero(np.bincount(blocks.level))]
    light = np.array([blocks.light[is_in].mean() for is_in in levels])
    low = np.array([np.quantile(blocks.variance[is_in], quantile) for is_in in levels])
    low /= _quantile(quantile, freedom)
    at = center.copy()
    for _ in range(30):  # Gauss-Newton on the logarithms, the expectation holding it lightly
        terms = _curve(at).terms(light)
        predicted = terms.sum(0)
        parts = terms / predicted
        off = np.log(np.maximum(low, 1e-12) / predicted)
        # What lies below the curve weighs more: above there may be texture.
        weight = np.where(off < 0, 1.0, 0.2)
        normal = (parts * weight) @ parts.T + 0.05 * np.eye(3)
        move = np.linalg.solve(normal, (parts * weight) @ off - 0.05 * (at - center))
        at = _moved(at, move.astype(np.float64))
    return at


def _moved(at: Array, move: Array) -> Array:
    """A step, not too large; what is more uneven than any sensor is texture."""
    there = at + np.clip(move, -_LARGEST_STEP, _LARGEST_STEP)
    return np.minimum(there, [np.inf, np.inf, 2.0 * np.log(_MOST_UNEVEN)])


def _trust(blocks: Blocks, freedom: int) -> Array:
    """What each block counts: less where many share an error that more of them do not mend."""
    count = np.maximum(np.bincount(blocks.level), 1)
    light = np.bincount(blocks.level, blocks.light) / count
    variance = np.bincount(blocks.level, blocks.variance) / count
    shared_error = np.square(_UNKNOWN_UNEVEN * light) / np.maximum(variance, 1e-12)
    return (1.0 / (1.0 + count * (freedom / 2) * np.square(shared_error)))[blocks.level]


def _likelihood(
    blocks: Blocks, curve: Curve, freedom: int, trust: Array
) -> tuple[float, Array, Array]:
    """The log likelihood, its slope and its curvature in the curve's logarithms."""
    terms = curve.terms(blocks.light)
    predicted = terms.sum(0)
    ratio = blocks.variance / predicted
    flat, textured, textured_slope = _densities(ratio, freedom)
    share, is_flat = _shares(flat, textured, blocks.level)
    density = share * flat + (1.0 - share) * textured
    likelihood = float((trust * (np.log(density + 1e-300) - np.log(predicted))).sum())
    score = is_flat * (freedom / 2) * (ratio - 1.0) + (1.0 - is_flat) * textured_slope
    parts = terms / predicted
    curvature = (parts * (trust * is_flat * freedom / 2)) @ parts.T
    return likelihood, parts @ (trust * score), curvature


def _shares(flat: Array, textured: Array, level: NDArray[np.intp]) -> tuple[Array, Array]:
    """The share of flat blocks at each one's level that fits best, and how likely it is flat."""
    count = np.bincount(level)
    share = np.full(len(count), 0.5)
    is_flat = np.empty_like(flat)
    for _ in range(8):
        of_level = share[level]
        is_flat = of_level * flat / (of_level * flat + (1.0 - of_level) * textured + 1e-300)
        found = np.bincount(level, is_flat, len(count))
        share = (found + _FLAT_BEFORE) / (count + _FLAT_BEFORE + _TEXTURED_BEFORE)
    return share[level], is_flat


def _densities(ratio: Array, freedom: int) -> tuple[Array, Array, Array]:
    """Of a block's variance, in variances of the noise: flat, textured, its score."""
    _, density, below = _table(freedom)
    logarithm, width = np.log(np.maximum(ratio, 1e-12)), np.log(_TEXTURE)
    at, strongest = _places(logarithm), _places(logarithm - width)
    flat = _looked_up(density, at)
    among = np.maximum(_looked_up(below, at) - _looked_up(below, strongest), 1e-300)
    textured = among / (width * np.maximum(ratio, 1e-12))
    edge = ratio * (flat - _looked_up(density, strongest) / _TEXTURE)
    return flat, textured, -edge / among


def _places(logarithm: Array) -> tuple[NDArray[np.intp], Array]:
    """Where logarithms of ratios lie in `_table`: the entry before, and how far behind it."""
    place = np.clip((logarithm - _FIRST) * (_STEPS / (_LAST - _FIRST)), 0.0, _STEPS)
    before = np.minimum(place.astype(np.intp), _STEPS - 1)
    return before, place - before


def _looked_up(table: Array, places: tuple[NDArray[np.intp], Array]) -> Array:
    """As `np.interp`, three times as fast, because the table's steps are equal."""
    before, behind = places
    low = table[before]
    return low + (table[before + 1] - low) * behind


@cache
def _table(freedom: int) -> tuple[Array, Array, Array]:
    """Logarithms of ratios, and density and distribution of chi-squared / freedom there."""
    log_ratio = np.linspace(_FIRST, _LAST, _STEPS + 1)
    half = freedom / 2
    density = half * np.log(half) + (half - 1) * log_ratio - half * np.exp(log_ratio)
    density -= sum(np.log(np.arange(1, half)))  # the factorial of half - 1: freedom is even
    density = np.exp(density)
    mass = density * np.exp(log_ratio)
    below = np.concatenate([[0.0], np.cumsum((mass[1:] + mass[:-1]) / 2)])
    return log_ratio, density, below / below[-1]


def _quantile(share: float, freedom: int) -> float:
    log_ratio, _, below = _table(freedom)
    return float(np.exp(np.interp(share, below, log_ratio)))
