"""Networks see sRGB in [0, 1]: here is carried around them what does not fit.

Wide-gamut colors and highlights above 1 are the difference between a photo and what the network
sees of it. Afterwards the difference is put back with the gain that the network gave to that
place, so nothing is clipped, and where the photo fits nothing changes.
"""

import numpy as np

from lowlight_desktop.develop.color import (
    apply_matrix,
    brightest,
    delinearize,
    linearize,
    rgb_to_rgb,
)
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING, Transfer
from lowlight_desktop.photo.image import Pixels

_TO_SRGB = rgb_to_rgb(WORKING, LINEAR_SRGB)
_FROM_SRGB = rgb_to_rgb(LINEAR_SRGB, WORKING)
# Below this light a gain is noise divided by noise.
_DARKEST = np.float32(2.0**-12)
_DEVIATIONS = 3.0


def seen_by_network(dark: Pixels) -> Pixels:
    """Linear Rec. 2020, (H, W, 3), to sRGB-encoded values clipped to [0, 1]."""
    return delinearize(np.clip(apply_matrix(dark, _TO_SRGB), 0.0, 1.0), Transfer.SRGB)


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
    base = linearize(seen, Transfer.SRGB)
    lit = linearize(answer, Transfer.SRGB)
    unseen = dark - apply_matrix(base, _FROM_SRGB)
    allowance = np.float32(_DEVIATIONS * noise) * _slope(seen)
    unseen = np.sign(unseen) * np.maximum(np.abs(unseen) - allowance, 0)
    gain = (brightest(lit) + _DARKEST) / (brightest(base) + _DARKEST)
    whole = apply_matrix(lit, _FROM_SRGB) + unseen * gain[..., None]
    return whole.astype(np.float32, copy=False)


def _slope(seen: Pixels) -> Pixels:
    """How much light one encoded unit is at a pixel's brightness, (H, W, 1)."""
    v = brightest(seen)
    curve = ((v + np.float32(0.055)) / np.float32(1.055)) ** np.float32(1.4)
    curve = (curve * np.float32(2.4 / 1.055)).astype(np.float32, copy=False)
    return np.maximum(curve, np.float32(1 / 12.92))[..., None]
