"""Sharpening: an unsharp mask on luminance that leaves noise and the far sides of edges alone."""

from typing import cast

import cv2
import numpy as np

from lowlight_desktop.develop.color import apply_matrix
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.develop.tone import LUMINANCE, multiply
from lowlight_desktop.photo.image import Pixels

HALO_PX = 3
"""How far `sharpened` looks; beyond three deviations the blur sees nothing."""

_SIGMA_PX = 1.0
# In square roots of light: about one deviation of the noise that an ISO 100 photo has in its
# middle tones. Detail of this size is sharpened half.
_NOISE = np.float32(0.01)
# An edge may overshoot by this share of the contrast at that place: more is seen as a halo.
_OVERSHOOT = np.float32(0.1)
# Below a square root of this, there is no detail to see.
_DARKEST = np.float32(1 / 256)
_ALIGNED_PX = 64
_NEIGHBORS = np.ones((3, 3), np.uint8)


def sharpened(light: Pixels, amount: float) -> Pixels:
    """Make fine detail crisper; colors keep their hue.

    Args:
        light: (H, W, 3) linear Rec. 2020. Where it is a part of a photo, the outer `HALO_PX`
            pixels of the result are those of the whole photo only at the photo's own edges.
        amount: 0 changes nothing, 1 adds the lost detail once.

    Returns:
        (H, W, 3) linear Rec. 2020; the same array for an amount of 0.
    """
    if amount == 0.0:
        return light
    out = np.empty_like(light)
    height = len(light)

    def work(rows: slice) -> None:
        above, below = max(rows.start - HALO_PX, 0), min(rows.stop + HALO_PX, height)
        gain = _gain(light[above:below], amount)[rows.start - above : rows.stop - above]
        multiply(light[rows], gain, out[rows])

    for_each_strip(work, height)
    return out


def _gain(light: Pixels, amount: float) -> Pixels:
    """By how much each pixel is multiplied, (H, W)."""
    # Square roots are near to what people see: dark and bright sides of an edge count alike.
    seen = np.sqrt(np.maximum(apply_matrix(light, LUMINANCE), 0.0))
    detail = seen - _blurred(seen)
    square = detail * detail
    square /= square + _NOISE * _NOISE
    wanted = detail * square
    wanted *= np.float32(amount)
    wanted += seen
    low, high = cv2.erode(seen, _NEIGHBORS), cv2.dilate(seen, _NEIGHBORS)
    room = (high - low) * _OVERSHOOT
    allowed = np.clip(wanted, low - room, high + room)
    gain = (allowed - seen) / np.maximum(seen, _DARKEST) + np.float32(1.0)
    gain = np.maximum(gain, np.float32(0.0))
    return cast("Pixels", gain * gain)


def _blurred(values: Pixels) -> Pixels:
    """A Gaussian blur of which every pixel comes out alike, wherever a part of a photo is cut."""
    height, width = values.shape
    # OpenCV rounds the last few columns differently unless they fill its vectors.
    spare = -(width + 2 * HALO_PX) % _ALIGNED_PX
    edges = (HALO_PX, HALO_PX, HALO_PX, HALO_PX + spare)
    framed = cv2.copyMakeBorder(values, *edges, cv2.BORDER_REPLICATE)
    size = (2 * HALO_PX + 1, 2 * HALO_PX + 1)
    blurred = cast("Pixels", cv2.GaussianBlur(framed, size, _SIGMA_PX))
    return blurred[HALO_PX : HALO_PX + height, HALO_PX : HALO_PX + width]
