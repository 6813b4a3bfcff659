"""The color difference that people see: CIEDE2000 in CIELAB under D65."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.develop.metrics import check_alike
from lowlight_desktop.develop.strips import for_each_strip, strips
from lowlight_desktop.photo.color_space import LINEAR_SRGB, Transfer
from lowlight_desktop.photo.image import Rgb8

Lab = NDArray[np.float64]
"""(..., 3) float64 CIELAB: L* 0 to 100, a* and b* about -128 to 127."""

_25_TO_7 = 25.0**7


def srgb_light(picture: Rgb8) -> NDArray[np.float64]:
    """Linear sRGB light, float64, 0 to 1, of 8-bit sRGB."""
    levels = np.linspace(0.0, 1.0, 256)
    # The curve keeps the precision that it is given.
    light: NDArray[np.float64] = linearize(levels, Transfer.SRGB)  # pyright: ignore[reportArgumentType, reportAssignmentType]
    return light[picture]


def light_to_lab(light: NDArray[np.float64]) -> Lab:
    """CIELAB of linear sRGB light, (..., 3), relative to sRGB's own white (D65).

    Source:
        CIE 15:2004, section 8.2.1.
    """
    matrix = LINEAR_SRGB.to_xyz()
    relative = light @ (matrix / matrix.sum(axis=1, keepdims=True)).T
    toe = relative <= (6.0 / 29.0) ** 3
    f = np.where(toe, relative * (29.0 / 6.0) ** 2 / 3.0 + 4.0 / 29.0, np.cbrt(relative))
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)], axis=-1)


def ciede2000(first: Lab, second: Lab) -> NDArray[np.float64]:
    """CIEDE2000 between colors, with all weights 1.

    Args:
        first: (..., 3) CIELAB.
        second: The same shape.

    Returns:
        (...) float64, >= 0; about 1 is the smallest difference that people see.

    Source:
        Sharma, Wu and Dalal 2005, "The CIEDE2000 Color-Difference Formula: Implementation Notes,
        Supplementary Test Data, and Mathematical Observations", eq. 2 to 22.
    """
    light_1, chroma_1, hue_1 = _lightness_chroma_hue(first, second)
    light_2, chroma_2, hue_2 = _lightness_chroma_hue(second, first)
    colored = chroma_1 * chroma_2 != 0.0

    turn = hue_2 - hue_1
    turn = np.where(turn > 180.0, turn - 360.0, np.where(turn < -180.0, turn + 360.0, turn))
    turn = np.where(colored, turn, 0.0)
    d_light, d_chroma = light_2 - light_1, chroma_2 - chroma_1
    d_hue = 2.0 * np.sqrt(chroma_1 * chroma_2) * np.sin(np.radians(turn / 2.0))

    hue_sum = hue_1 + hue_2
    around = np.where(hue_sum < 360.0, hue_sum + 360.0, hue_sum - 360.0)
    wraps = colored & (np.abs(hue_1 - hue_2) > 180.0)
    hue = np.where(wraps, around, hue_sum) / np.where(colored, 2.0, 1.0)
    light, chroma = (light_1 + light_2) / 2.0, (chroma_1 + chroma_2) / 2.0

    weight = (
        1.0
        - 0.17 * np.cos(np.radians(hue - 30.0))
        + 0.24 * np.cos(np.radians(2.0 * hue))
        + 0.32 * np.cos(np.radians(3.0 * hue + 6.0))
        - 0.20 * np.cos(np.radians(4.0 * hue - 63.0))
    )
    from_50 = (light - 50.0) ** 2
    d_light = d_light / (1.0 + 0.015 * from_50 / np.sqrt(20.0 + from_50))
    d_chroma = d_chroma / (1.0 + 0.045 * chroma)
    d_hue = d_hue / (1.0 + 0.015 * chroma * weight)
    blue_turn = 60.0 * np.exp(-(((hue - 275.0) / 25.0) ** 2))
    rotation = -_saturation_of_chroma(chroma) * 2.0 * np.sin(np.radians(blue_turn))
    squared = d_light**2 + d_chroma**2 + d_hue**2 + rotation * d_chroma * d_hue
    return np.sqrt(np.maximum(squared, 0.0))  # rounding may leave -1e-17 for equal colors


def _saturation_of_chroma(chroma: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sqrt(chroma**7 / (chroma**7 + _25_TO_7))


def _lightness_chroma_hue(
    lab: Lab, other: Lab
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """L', C' and h' in degrees of `lab`; grays are stretched in a* as far as the pair is gray."""
    chroma = (np.hypot(lab[..., 1], lab[..., 2]) + np.hypot(other[..., 1], other[..., 2])) / 2.0
    a = lab[..., 1] * (1.5 - 0.5 * _saturation_of_chroma(chroma))
    b = lab[..., 2]
    return lab[..., 0], np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360.0


def delta_e(picture: Rgb8, reference: Rgb8) -> float:
    """Mean CIEDE2000 between two pictures.

    Args:
        picture: (H, W, 3) uint8 sRGB.
        reference: The same shape.

    Returns:
        Mean over the pixels, >= 0.

    Raises:
        ValueError: If the pictures differ in shape.
    """
    check_alike(picture, reference)
    sums: dict[int, float] = {}

    def work(rows: slice) -> None:
        labs = [light_to_lab(srgb_light(whole[rows])) for whole in (picture, reference)]
        sums[rows.start] = float(ciede2000(labs[0], labs[1]).sum())

    for_each_strip(work, len(picture))
    # Added up in order, so that the mean does not depend on which strip came first.
    total = sum(sums[rows.start] for rows in strips(len(picture)))
    return total / (picture.shape[0] * picture.shape[1])
