"""Colors for numbers: from dark violet over rose and orange to pale yellow.

Where 0 lies in the middle: from dark blue over gray to pale orange, so that a color says on which
side it is. The points are chosen in Oklab, where distances are what eyes see: the lightness rises
evenly, so the map also reads in gray and for color-blind eyes, and the hue only helps.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import delinearize
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels

STEPS = 256
"""Colors in the table."""

_DARKEST, _LIGHTEST = 0.20, 0.96  # Oklab lightness
# Chroma and hue in degrees, evenly spaced; the hue only turns one way.
_CHROMA = (0.07, 0.13, 0.16, 0.165, 0.15, 0.13, 0.07)
_HUE = (285.0, 303.0, 335.0, 375.0, 412.0, 443.0, 468.0)

# Gray at 0, and on either side of it one hue that grows and fades again towards its end.
_SIGNED_CHROMA = (0.06, 0.13, 0.0, 0.13, 0.07)
_BELOW, _ABOVE = 262.0, 68.0

# Of three streams: as light as each other, a third of the circle apart.
_STREAM_LIGHTNESS, _STREAM_CHROMA, _STREAM_HUES = 0.74, 0.15, (65.0, 185.0, 305.0)

# Oklab to linear sRGB: Ottosson 2020, "A perceptual color space for image processing".
_TO_CONES = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ]
)
_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


@cache
def color_table() -> NDArray[np.uint8]:
    """The colors of 256 even steps, (256, 3) uint8 sRGB, each lighter than the one before."""
    share, points = np.linspace(0.0, 1.0, STEPS), np.linspace(0.0, 1.0, len(_HUE))
    chroma = np.interp(share, points, _CHROMA)
    hue = np.radians(np.interp(share, points, _HUE))
    lightness = _DARKEST + (_LIGHTEST - _DARKEST) * share
    return _srgb(lightness, chroma, hue)


@cache
def signed_color_table() -> NDArray[np.uint8]:
    """The same for numbers around 0, which gets the gray in the middle."""
    share, points = np.linspace(0.0, 1.0, STEPS), np.linspace(0.0, 1.0, len(_SIGNED_CHROMA))
    chroma = np.interp(share, points, _SIGNED_CHROMA)
    hue = np.radians(np.where(share < 0.5, _BELOW, _ABOVE))
    lightness = _DARKEST + (_LIGHTEST - _DARKEST) * share
    return _srgb(lightness, chroma, hue)


def table_of(low: float, high: float) -> NDArray[np.uint8]:
    """The table for a range: that of signed numbers where 0 is its middle."""
    return signed_color_table() if low == -high and low < 0.0 else color_table()


@cache
def stream_colors() -> NDArray[np.uint8]:
    """The colors of three streams, (3, 3) uint8 sRGB, the finest first."""
    flat = np.ones(len(_STREAM_HUES))
    hues = np.radians(np.array(_STREAM_HUES))
    return _srgb(_STREAM_LIGHTNESS * flat, _STREAM_CHROMA * flat, hues)


def mixed_colors(shares: Pixels) -> NDArray[np.uint8]:
    """The streams' colors, mixed.

    Args:
        shares: (H, W, 3) float32, the finest first; their sum is 1.

    Returns:
        (H, W, 3) uint8 sRGB.
    """
    mixed = shares @ stream_colors().astype(np.float32)
    return np.rint(np.clip(mixed, 0.0, 255.0)).astype(np.uint8)


def _srgb(
    lightness: NDArray[np.float64], chroma: NDArray[np.float64], hue: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Colors of Oklab, (n,) each and the hue in radians, as (n, 3) uint8; read-only."""
    oklab = np.stack([lightness, chroma * np.cos(hue), chroma * np.sin(hue)], axis=1)
    linear = ((oklab @ _TO_CONES.T) ** 3) @ _TO_RGB.T
    encoded = delinearize(np.clip(linear, 0.0, 1.0).astype(np.float32), Transfer.SRGB)
    table = np.round(encoded * 255).astype(np.uint8)
    table.flags.writeable = False
    return table


def color_steps(values: Pixels, low: float, high: float) -> NDArray[np.uint8]:
    """Which of the table's colors each number gets.

    Args:
        values: (H, W) float32; what is not a number counts as `low`.
        low: Gets the darkest color, as does everything below.
        high: Gets the lightest, as does everything above.

    Returns:
        (H, W) uint8, rows of `table_of(low, high)`.
    """
    span = max(high - low, np.finfo(np.float32).tiny)
    share = np.nan_to_num((values - np.float32(low)) / np.float32(span), nan=0.0)
    return (np.clip(share, 0.0, 1.0) * np.float32(STEPS - 1) + np.float32(0.5)).astype(np.uint8)
