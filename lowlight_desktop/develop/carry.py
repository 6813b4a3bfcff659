"""Networks see sRGB in [0, 1]: here is carried around them what does not fit.

Wide-gamut colors and highlights above 1 are the difference between a photo and what the network
sees of it. Afterwards the difference is put back with the gain that the network gave to that
place, so nothing is clipped, and where the photo fits nothing changes.
"""

from functools import cache
from typing import cast

import cv2
import numpy as np

from lowlight_desktop.develop.color import (
    apply_matrix,
    brightest,
    rgb_to_rgb,
    srgb_encoded,
    srgb_light,
)
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING
from lowlight_desktop.photo.image import Pixels

_TO_SRGB = rgb_to_rgb(WORKING, LINEAR_SRGB)
_FROM_SRGB = rgb_to_rgb(LINEAR_SRGB, WORKING)
# Below this light a gain is noise divided by noise.
_DARKEST = np.float32(2.0**-12)
_DEVIATIONS = 3.0
_ROOTS = 1 << 16  # entries of a table
# Of light that an encoded unit is: where sRGB is straight.
_LEAST_SLOPE = np.float32(1 / 12.92)
# What matrices there and back leave of a color that sRGB holds.
_ROUNDING = 2e-6


def seen_by_network(dark: Pixels) -> Pixels:
    """Linear Rec. 2020, (H, W, 3), to sRGB-encoded values clipped to [0, 1].

    From a table by the square root of light, four times as fast as powers: it is off by 0.003 of an
    8-bit step at most, and exact for black and white, which networks' guards ask for.
    """
    root = _in_srgb(dark)
    cv2.sqrt(root, dst=root)
    root *= np.float32(_ROOTS - 1)
    root += np.float32(0.5)
    return cast("Pixels", cv2.LUT(root.astype(np.uint16), _srgb_by_root(), dst=root))


@cache
def _srgb_by_root() -> Pixels:
    """sRGB-encoded values by the square root of light, (65536, 1) float32."""
    root = np.arange(_ROOTS, dtype=np.float64) / (_ROOTS - 1)
    encoded = srgb_encoded(root**2)  # pyright: ignore[reportArgumentType]
    return encoded.astype(np.float32)[:, None]


def _in_srgb(dark: Pixels) -> Pixels:
    """The same colors in linear sRGB, as far as that holds them."""
    light = apply_matrix(dark, _TO_SRGB)
    return np.clip(light, 0.0, 1.0, out=light)


def put_back(dark: Pixels, seen: Pixels, answer: Pixels, noise: float = 0.0) -> Pixels:
    """The network's answer together with what it did not see.

    Args:
        dark: (H, W, 3) linear Rec. 2020, the photo before.
        seen: (H, W, 3) sRGB-encoded, what the network was given: `seen_by_network(dark)`.
        answer: (H, W, 3) sRGB-encoded, at least 0, what it made of that.
        noise: Standard deviation of the noise in the dark, sRGB-encoded, `noise_floor`. In a dark
            RAW noise leaves sRGB too, and would come back around the network that removed it: the
            difference is shrunk toward zero by three deviations, smoothly.

    Returns:
        (H, W, 3) linear Rec. 2020.
    """
    base = _in_srgb(dark)
    unseen = dark - apply_matrix(base, _FROM_SRGB)
    lit = srgb_light(answer)
    whole = apply_matrix(lit, _FROM_SRGB)
    swallowed = np.float32(_DEVIATIONS * noise)
    # As in most photos from cameras: then no pixel has anything to put back.
    if cv2.norm(unseen, cv2.NORM_INF) <= max(_ROUNDING, float(swallowed * _LEAST_SLOPE)):
        return whole
    if swallowed:
        allowance = swallowed * _slope(seen)
        unseen -= np.clip(unseen, -allowance, allowance)
    gain = (brightest(lit) + _DARKEST) / (brightest(base) + _DARKEST)
    unseen *= gain[..., None]
    whole += unseen
    return whole


def _slope(seen: Pixels) -> Pixels:
    """How much light one encoded unit is at a pixel's brightness, (H, W, 1)."""
    v = brightest(seen)
    curve = ((v + np.float32(0.055)) / np.float32(1.055)) ** np.float32(1.4)
    curve = (curve * np.float32(2.4 / 1.055)).astype(np.float32, copy=False)
    return np.maximum(curve, _LEAST_SLOPE)[..., None]
