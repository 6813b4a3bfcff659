"""Estimate a sensor's gain and read noise from a photo that it took.

Each place of the filter cell is a plane of its own, cut into blocks. A block's light is its mean;
its variance is that of its fast half (discrete cosines), in which smooth content does not show. The
slow half knows nothing of the noise in the fast one, but texture shows in both: of all blocks of
about the same light those are used whose slow half is calmest. `noise_fit.py` tells noise from the
texture that is left. Where all blocks of a clean sensor have some, it cannot; but then the slower
of the fast cosines show more than the finest, which noise does not do, and the finest alone are
believed. Blocks that reach into clipped values are left out, at both ends: noise is cut off there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.noise import DN_RANGE_14_BIT
from lowlight_desktop.develop.noise_fit import Array, Blocks, Curve, Expectation, fit_curve
from lowlight_desktop.develop.strips import in_lanes, processors
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource

_SIDE = 8
_FREQUENCY = np.add.outer(np.arange(_SIDE), np.arange(_SIDE))
_FAST, _SLOW = _FREQUENCY >= _SIDE, (_FREQUENCY >= 2) & (_FREQUENCY < _SIDE)  # 0, 1: a slope
_FINEST = _FREQUENCY >= 11  # few enough to be free of texture, enough to tell a variance
_CALM_TIMES = 1.3
"""Blocks are taken for calm up to so many times the variance of the noise."""
_TEXTURE_SHOWS = 1.02
"""How many times as strong as the finest cosines the slower ones are at least, where they show
texture; and two standard errors more."""
_LEVELS = 24
_BLOCKS_A_LEVEL = 800
"""Of one color: enough to know a variance to 1 %, few enough for all sizes of photo."""

_CALMEST = 0.25
_FEW = 60  # no choice among less

_CLEAR_OF_CLIPPING = 4.0  # standard deviations
_ROUNDING = 1.0 / 12.0  # variance of whole numbers

# What is expected before looking, 14-bit DN: the five cameras of ELD have gains of 0.09 to 0.45 at
# ISO 100 and read noises of exp(0.6 log gain + 1.5); newer ones are cleaner. Wide, so that it only
# decides where the photo does not: a black frame tells no gain, a bright one no read noise.
_GAIN_AT_ISO_100, _GAIN_SPREAD = 0.28, 1.0
_GAIN_UNKNOWN, _GAIN_UNKNOWN_SPREAD = 1.0, 2.5
_READ_AT_GAIN_1, _READ_SLOPE, _READ_SPREAD = 3.0, 0.6, 0.8
_MASKED_SPREAD = 0.1
"""How well masked pixels tell the read noise of the others."""

_GAINS_DIFFER, _READS_DIFFER = 0.1, 0.03
"""Colors share an amplifier in most cameras: each has to show that it differs. Where a camera
scales them, read noise is scaled as the gain is."""


_Ends = tuple[float | None, float]
"""Where the range is cut off, above black; None: not at its dark end."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What is measured of small pieces of a plane.

    Attributes:
        light: (N,) as in `Blocks`.
        level: Likewise.
        squares: (N, B) mean squares of the cosines of each of `_BANDS`.
    """

    light: Array
    level: NDArray[np.intp]
    squares: Array

    def by(self, band: int) -> Blocks:
        """With the variance that one of `_BANDS` says."""
        return Blocks(self.light, self.squares[:, band], self.level)


_BANDS = (_FAST, _FINEST)
_FREEDOM = tuple(int(band.sum()) for band in _BANDS)  # 28, 10


def _nobody() -> None:
    """Nobody wants it to stop."""


def estimate_noise(mosaic: Mosaic, look: Callable[[], None] = _nobody) -> NoiseLevel:
    """Gain and read noise that explain a mosaic best.

    Args:
        mosaic: Any size and filter pattern; small, black and white ones get what is usual for
            their ISO speed.
        look: Called again and again; what it raises ends the estimate.

    Returns:
        The level for each color; the colors share what they do not show by themselves.
    """
    by_color = [_seen(mosaic, color) for color in range(len(mosaic.colors))]
    ends, usual, everything = (_floor(mosaic), _range(mosaic)), _usual(mosaic), _joined(by_color)
    band, shared = 0, _fit(everything, 0, usual, ends, look)
    if _shows_texture(everything, shared, ends):
        finest = _fit(everything, 1, usual, ends, look)
        # What is not less has found more texture, not less noise.
        if _mean_octave(finest, everything.light) < _mean_octave(shared, everything.light):
            band, shared = 1, finest
    around = Expectation(shared, _GAINS_DIFFER, _READS_DIFFER, slope=1.0)
    curves = list(
        in_lanes(lambda seen: _fit(seen, band, around, ends, look, shared), by_color, processors())
    )
    is_seen = _clear(everything.light, shared, ends).any()
    return NoiseLevel(
        tuple(curve.gain for curve in curves),
        tuple(max(curve.read, _ROUNDING**0.5) for curve in curves),
        NoiseSource.PHOTO if is_seen else NoiseSource.USUAL,
    )


def _usual(mosaic: Mosaic) -> Expectation:
    """What a sensor is expected to do that nothing is known about but its ISO and its masks."""
    scale = _range(mosaic) / DN_RANGE_14_BIT
    gain, spread = _GAIN_UNKNOWN, _GAIN_UNKNOWN_SPREAD
    if mosaic.iso:
        gain, spread = _GAIN_AT_ISO_100 * mosaic.iso / 100.0, _GAIN_SPREAD
    if mosaic.masked_noise is not None:
        return Expectation(Curve(gain * scale, mosaic.masked_noise), spread, _MASKED_SPREAD)
    read = _READ_AT_GAIN_1 * gain**_READ_SLOPE * scale
    curve = Curve(gain * scale, float(np.hypot(read, _ROUNDING**0.5)))
    return Expectation(curve, spread, _READ_SPREAD, _READ_SLOPE)


def _range(mosaic: Mosaic) -> float:
    return max(mosaic.white_level - min(mosaic.black_level), 1.0)


def _fit(
    seen: _Seen,
    band: int,
    expected: Expectation,
    ends: _Ends,
    look: Callable[[], None],
    start: Curve | None = None,
) -> Curve:
    """The curve, fitted a second time to what it says is clear of clipping."""
    blocks, freedom = seen.by(band), _FREEDOM[band]
    clear = _clear(seen.light, expected.curve, ends)
    first = fit_curve(blocks.chosen(clear), expected, freedom, look, start)
    clear = _clear(seen.light, first, ends)
    return fit_curve(blocks.chosen(clear), expected, freedom, look, first)


def _shows_texture(seen: _Seen, curve: Curve, ends: _Ends) -> bool:
    """Whether even the calm blocks have texture: more of the slower cosines than of the finest."""
    fast, finest = (squares / curve.variance(seen.light) for squares in seen.squares.T)
    calm = (fast < _CALM_TIMES) & _clear(seen.light, curve, ends)
    count, slower = max(int(calm.sum()), 1), _FREEDOM[0] - _FREEDOM[1]
    means = float(fast[calm].sum()) / count, float(finest[calm].sum()) / count
    ratio = (_FREEDOM[0] * means[0] / max(means[1], 1e-9) - _FREEDOM[1]) / slower
    error = np.sqrt(2.0 / count * (1.0 / slower + 1.0 / _FREEDOM[1]))
    return bool(ratio > _TEXTURE_SHOWS + 2.0 * error)


def _mean_octave(curve: Curve, light: Array) -> float:
    """Mean logarithm of the noise at places so bright."""
    return float(np.log2(curve.variance(light)).mean()) / 2.0


def _clear(light: Array, curve: Curve, ends: _Ends) -> NDArray[np.bool_]:
    """Which blocks neither end of the range cuts into."""
    margin = _CLEAR_OF_CLIPPING * np.sqrt(curve.variance(light))
    floor, ceiling = ends
    clear = light + margin < ceiling
    return clear if floor is None else clear & (light - margin > floor)


def _floor(mosaic: Mosaic) -> float | None:
    """The value at which darkness is cut off, above black; None if it is not."""
    least = int(mosaic.data.min())
    at, above = (np.count_nonzero(mosaic.data == least + i) for i in (0, 1))
    cut_off = at > _SIDE**2 and at >= above
    return least - min(mosaic.black_level) if cut_off else None


def _seen(mosaic: Mosaic, color: int) -> _Seen:
    """An even choice from dark to bright of all blocks of a color."""
    places = np.argwhere(mosaic.pattern == color)
    most = max(_BLOCKS_A_LEVEL // max(len(places), 1), 1)
    return _joined([_seen_at(mosaic, color, int(y), int(x), most) for y, x in places])


def _seen_at(mosaic: Mosaic, color: int, top: int, left: int, most: int) -> _Seen:
    period = mosaic.pattern.shape
    plane = mosaic.data[top :: period[0], left :: period[1]]
    rows, columns = plane.shape[0] // _SIDE, plane.shape[1] // _SIDE
    if rows == 0 or columns == 0:
        return _joined([])
    cut = plane[: rows * _SIDE, : columns * _SIDE].reshape(rows, _SIDE, columns, _SIDE)
    cut = cut.swapaxes(1, 2)
    light = cut.mean((2, 3), np.float32) - mosaic.black_level[color]
    level = np.where(cut.max((2, 3)) >= mosaic.white_level, -1, _levels(light, _range(mosaic)))
    parts: list[_Seen] = []
    for i in range(_LEVELS):
        y, x = np.nonzero(level == i)
        every = max(int(len(y) * _CALMEST / most), 1)
        y, x = y[::every], x[::every]
        squares, slow = _energies(cut[y, x].astype(np.float32))
        calm = np.argsort(slow)[: max(round(len(slow) * _CALMEST), min(len(slow), _FEW))]
        lit = light[y, x][calm].astype(np.float64)
        parts.append(_Seen(lit, level[y, x][calm], squares[calm]))
    return _joined(parts)


def _levels(light: NDArray[np.float32], full: float) -> NDArray[np.intp]:
    """Which of the levels of light, finer where it is dark."""
    share = np.sqrt(np.clip(light / full, 0.0, 1.0)) * (_LEVELS - 1)
    return np.rint(share).astype(np.intp)


def _energies(blocks: NDArray[np.float32]) -> tuple[Array, Array]:
    """Mean squares of cosines of (N, 8, 8) blocks: (N, B) of each of `_BANDS`, (N,) of the slow."""
    cosines = _cosines()
    squares = np.square(cosines @ (blocks - blocks.mean((1, 2), keepdims=True)) @ cosines.T)
    of_bands = [squares[:, band].mean(1, np.float64) for band in _BANDS]
    return np.stack(of_bands, 1), squares[:, _SLOW].mean(1, np.float64)


def _cosines() -> NDArray[np.float32]:
    """The orthonormal discrete cosine transform (DCT-II), (8, 8)."""
    k = np.arange(_SIDE)
    out = np.cos(np.pi / _SIDE * np.outer(k, k + 0.5)) * np.sqrt(2.0 / _SIDE)
    out[0] /= np.sqrt(2.0)
    return out.astype(np.float32)


def _joined(parts: Sequence[_Seen]) -> _Seen:
    none = np.empty(0)
    return _Seen(
        np.concatenate([none, *(p.light for p in parts)]),
        np.concatenate([none.astype(np.intp), *(p.level for p in parts)]),
        np.concatenate([np.empty((0, len(_BANDS))), *(p.squares for p in parts)]),
    )
