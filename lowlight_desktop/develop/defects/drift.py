"""Color drift: whether saturated things keep their hue and their chroma.

Oklab is used because its hue, and its chroma divided by its lightness, do not change when light
is multiplied: a longer exposure of the same scene has no drift. (CIELAB's have, near black.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.defects.cells import (
    cell_means,
    cell_spread,
    linear_light,
    weighted_quantile,
)
from lowlight_desktop.photo.image import Pixels, Rgb8

# Ottosson 2020, "A perceptual color space for image processing": linear sRGB to cones, to Oklab.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
_SATURATED_FROM = 0.10
_DARKEST_LIGHT = 8.0 / 255.0 / 12.92  # eight 8-bit steps: below, rounding decides the hue
_BRIGHTEST_LIGHT = 0.95
_INDEPENDENT = 16.0  # of the 256 pixels of a cell, as developed noise is correlated over 4 px
_SURE_TIMES = 4.0
_MIN_CELLS = 4


@dataclass(frozen=True, slots=True)
class Drift:
    """How the color of saturated cells moved.

    Attributes:
        hue: Chroma-weighted median of the change of hue, in degrees.
        hue_worst: Its 95th percentile.
        chroma_loss: Chroma-weighted median loss of chroma at equal lightness, in percent; 0 if
            there is a gain.
    """

    hue: float = 0.0
    hue_worst: float = 0.0
    chroma_loss: float = 0.0


def color_drift(basis: Rgb8, finished: Rgb8) -> Drift:
    """How far the saturated colors of `basis` moved.

    Cells of 16 pixels are compared, after averaging their light, if they are saturated (Oklab
    chroma at least a tenth of lightness), neither black nor clipped in the basis, and sure: their
    chroma is four times what noise can make of a gray cell.

    Args:
        basis: (H, W, 3) uint8 sRGB: the reference, or the dark input.
        finished: The same shape.

    Returns:
        The drift; none if fewer than four cells can be compared.
    """
    before = oklab(cell_means(linear_light(basis)))
    now = oklab(cell_means(linear_light(finished)))
    used = _comparable(basis, _saturation(before))
    if int(used.sum()) < _MIN_CELLS:
        return Drift()
    weights = _saturation(before)[used]
    turn = np.abs(_hue_turn(before[used], now[used]))
    kept = _saturation(now)[used] / weights
    return Drift(
        weighted_quantile(turn, weights, 0.5),
        weighted_quantile(turn, weights, 0.95),
        max(100.0 * (1.0 - weighted_quantile(kept, weights, 0.5)), 0.0),
    )


def _comparable(basis: Rgb8, saturation: Pixels) -> NDArray[np.bool_]:
    """(h, w) cells whose color is there, and is known."""
    light = linear_light(basis)
    brightest = cell_means(light).max(axis=2)
    noise = cell_spread(light).max(axis=2) / np.maximum(brightest, 1e-9)
    # A relative error e of the light becomes about e / 3 of chroma over lightness.
    sure = saturation > _SURE_TIMES * noise / (3.0 * np.sqrt(_INDEPENDENT))
    lit = (brightest > _DARKEST_LIGHT) & (brightest < _BRIGHTEST_LIGHT)
    return sure & lit & (saturation >= _SATURATED_FROM)


def oklab(light: Pixels) -> Pixels:
    """Oklab of linear sRGB light, (..., 3): L 0 to 1, a and b about -0.4 to 0.4."""
    return np.cbrt(light @ _TO_CONES.T) @ _TO_OKLAB.T


def _saturation(lab: Pixels) -> Pixels:
    """Chroma over lightness, which multiplying the light does not change."""
    saturation = np.hypot(lab[..., 1], lab[..., 2]) / np.maximum(lab[..., 0], 1e-6)
    return np.asarray(saturation, np.float32)


def _hue_turn(before: Pixels, now: Pixels) -> NDArray[np.float32]:
    """Degrees from one hue to the other, -180 to 180."""
    cross = before[:, 1] * now[:, 2] - before[:, 2] * now[:, 1]
    dot = before[:, 1] * now[:, 1] + before[:, 2] * now[:, 2]
    return np.degrees(np.arctan2(cross, dot))
