"""Estimate a sensor's gain and read noise from a photo that it took.

Each place of the filter cell is a plane of its own, cut into blocks. A block's light is its mean;
its variance is that of its fast half (discrete cosines), in which smooth content does not show. The
slow half knows nothing of the noise in the fast one, but texture shows in both: of all blocks of
about the same light those are used whose slow half is calmest. `noise_fit.py` tells noise from the
texture that is left. Blocks that reach into clipped values are left out, at both ends: noise is
cut off there.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.noise import DN_RANGE_14_BIT
from lowlight_desktop.develop.noise_fit import Blocks, Curve, Expectation, fit_curve
from lowlight_desktop.develop.strips import in_lanes, processors
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource

_SIDE = 8
_FREQUENCY = np.add.outer(np.arange(_SIDE), np.arange(_SIDE))
_FAST, _SLOW = _FREQUENCY >= _SIDE, (_FREQUENCY >= 2) & (_FREQUENCY < _SIDE)  # 0, 1: a slope
_FREEDOM = int(_FAST.sum())  # 28
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
    by_color = [_blocks(mosaic, color) for color in range(len(mosaic.colors))]
    ends = _floor(mosaic), _range(mosaic)
    shared = _fit(_joined(by_color), _usual(mosaic), ends, look)
    around = Expectation(shared, _GAINS_DIFFER, _READS_DIFFER, slope=1.0)
    curves = list(
        in_lanes(lambda blocks: _fit(blocks, around, ends, look, shared), by_color, processors())
    )
    return NoiseLevel(
        tuple(curve.gain for curve in curves),
        tuple(max(curve.read, _ROUNDING**0.5) for curve in curves),
        NoiseSource.PHOTO,
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
    blocks: Blocks,
    expected: Expectation,
    ends: _Ends,
    look: Callable[[], None],
    start: Curve | None = None,
) -> Curve:
    """The curve, fitted a second time to what it says is clear of clipping."""
    clear = _clear(blocks, expected.curve, ends)
    first = fit_curve(blocks.chosen(clear), expected, _FREEDOM, look, start)
    clear = _clear(blocks, first, ends)
    return fit_curve(blocks.chosen(clear), expected, _FREEDOM, look, first)


def _clear(blocks: Blocks, curve: Curve, ends: _Ends) -> NDArray[np.bool_]:
    """Which blocks neither end of the range cuts into."""
    margin = _CLEAR_OF_CLIPPING * np.sqrt(curve.variance(blocks.light))
    floor, ceiling = ends
    clear = blocks.light + margin < ceiling
    return clear if floor is None else clear & (blocks.light - margin > floor)


def _floor(mosaic: Mosaic) -> float | None:
    """The value at which darkness is cut off, above black; None if it is not."""
    least = int(mosaic.data.min())
    at, above = (np.count_nonzero(mosaic.data == least + i) for i in (0, 1))
    cut_off = at > _SIDE**2 and at >= above
    return least - min(mosaic.black_level) if cut_off else None


def _blocks(mosaic: Mosaic, color: int) -> Blocks:
    """An even choice from dark to bright of all blocks of a color."""
    places = np.argwhere(mosaic.pattern == color)
    most = max(_BLOCKS_A_LEVEL // max(len(places), 1), 1)
    return _joined([_blocks_at(mosaic, color, int(y), int(x), most) for y, x in places])


def _blocks_at(mosaic: Mosaic, color: int, top: int, left: int, most: int) -> Blocks:
    period = mosaic.pattern.shape
    plane = mosaic.data[top :: period[0], left :: period[1]]
    rows, columns = plane.shape[0] // _SIDE, plane.shape[1] // _SIDE
    if rows == 0 or columns == 0:
        return _joined([])
    cut = plane[: rows * _SIDE, : columns * _SIDE].reshape(rows, _SIDE, columns, _SIDE)
    cut = cut.swapaxes(1, 2)
    light = cut.mean((2, 3), np.float32) - mosaic.black_level[color]
    level = np.where(cut.max((2, 3)) >= mosaic.white_level, -1, _levels(light, _range(mosaic)))
    parts: list[Blocks] = []
    for i in range(_LEVELS):
        y, x = np.nonzero(level == i)
        every = max(int(len(y) * _CALMEST / most), 1)
        y, x = y[::every], x[::every]
        fast, slow = _energies(cut[y, x].astype(np.float32))
        calm = np.argsort(slow)[: max(round(len(slow) * _CALMEST), min(len(slow), _FEW))]
        parts.append(Blocks(light[y, x][calm].astype(np.float64), fast[calm], level[y, x][calm]))
    return _joined(parts)


def _levels(light: NDArray[np.float32], full: float) -> NDArray[np.intp]:
    """Which of the levels of light, finer where it is dark."""
    share = np.sqrt(np.clip(light / full, 0.0, 1.0)) * (_LEVELS - 1)
    return np.rint(share).astype(np.intp)


def _energies(blocks: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(N,) mean squares of the fast and of the slow cosines of (N, 8, 8) blocks."""
    cosines = _cosines()
    squares = np.square(cosines @ (blocks - blocks.mean((1, 2), keepdims=True)) @ cosines.T)
    return squares[:, _FAST].mean(1, np.float64), squares[:, _SLOW].mean(1, np.float64)


def _cosines() -> NDArray[np.float32]:
    """The orthonormal discrete cosine transform (DCT-II), (8, 8)."""
    k = np.arange(_SIDE)
    out = np.cos(np.pi / _SIDE * np.outer(k, k + 0.5)) * np.sqrt(2.0 / _SIDE)
    out[0] /= np.sqrt(2.0)
    return out.astype(np.float32)


def _joined(parts: list[Blocks]) -> Blocks:
    none = np.empty(0)
    return Blocks(
        np.concatenate([none, *(p.light for p in parts)]),
        np.concatenate([none, *(p.variance for p in parts)]),
        np.concatenate([none.astype(np.intp), *(p.level for p in parts)]),
    )
