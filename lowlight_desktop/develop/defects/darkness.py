"""Black: where the input holds no signal, and whether such places were left alone."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.ciede2000 import light_to_lab
from lowlight_desktop.develop.defects.cells import CELL_PX, cell_means, cell_spread, linear_light
from lowlight_desktop.photo.image import Pixels, Rgb8

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
# The least and the most that may count as noise, in linear light: one 8-bit step, below which
# a file cannot tell signal from rounding, and the 12th, above which a dark cell is texture.
_LEAST_NOISE = 1.0 / 255.0 / 12.92
_MOST_NOISE = 0.0037
_MIN_CELLS = 4

Mask = NDArray[np.bool_]


def cells_without_signal(dark: Rgb8) -> Mask:
    """Cells of the dark photo whose mean light is below the noise of one of its pixels.

    The noise is that of the photo's own darkest eighth: the lower quartile of the deviations
    inside cells, so that texture does not count. Noise of every correlation length up to the
    cell's size is included, unlike in the photo's noise floor (`develop/noise_floor.py`), which is
    encoded and what the product itself goes by: a judge measures in another way than the judged.

    Args:
        dark: (H, W, 3) uint8 sRGB.

    Returns:
        (h, w) bool, one for each 16-pixel cell.
    """
    light = linear_light(dark) @ _LUMINANCE
    means, spread = cell_means(light), cell_spread(light)
    darkest = np.argsort(means, axis=None, kind="stable")[: max(means.size // 8, 1)]
    noise = float(np.quantile(spread.ravel()[darkest], 0.25))
    return means < np.clip(noise, _LEAST_NOISE, _MOST_NOISE)


def share_without_signal(no_signal: Mask) -> float:
    """How much of the photo holds no signal, in percent."""
    return 100.0 * float(no_signal.mean())


def black_lift(dark: Rgb8, finished: Rgb8, no_signal: Mask) -> float:
    """How much lighter the places without signal became.

    Args:
        dark: (H, W, 3) uint8 sRGB, the input.
        finished: The same shape.
        no_signal: (h, w) what `cells_without_signal` says of `dark`.

    Returns:
        Difference of CIE L*, >= 0, of the mean light in those cells; 0 where there are fewer
        than four of them.
    """
    if int(no_signal.sum()) < _MIN_CELLS:
        return 0.0
    before, after = (_lightness(cell_means(linear_light(p), CELL_PX)) for p in (dark, finished))
    return max(float((after - before)[no_signal].mean()), 0.0)


def _lightness(light: Pixels) -> NDArray[np.float64]:
    return light_to_lab(light.astype(np.float64))[..., 0]
