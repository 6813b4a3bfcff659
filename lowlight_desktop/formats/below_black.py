"""Floating point below black, in profiles of which LittleCMS knows the curves from black on.

Numbers below 0 are colors outside the space, and noise around black; as in our own spaces the
curves are mirrored for them. So what a host hands over comes back.
"""

import numpy as np

from lowlight_desktop.formats import icc
from lowlight_desktop.photo.image import Pixels

_BLACK = np.zeros((1, 1, 3), np.float32)


def to_light(values: Pixels, profile: bytes) -> Pixels:
    """Encoded values to the working space.

    Args:
        values: (H, W, 3) float32 as a file stores them.
        profile: A usable ICC profile of RGB.

    Returns:
        (H, W, 3) float32, linear Rec. 2020.
    """
    is_below = (values < 0.0).any(axis=2, keepdims=True)
    if not is_below.any() or not icc.is_additive(profile):
        return icc.apply_profile(values, profile)
    light = icc.apply_profile(np.maximum(values, 0.0), profile)
    # Light adds up in such a profile, so the channels below black can be taken off.
    lacking = icc.apply_profile(np.maximum(-values, 0.0), profile)
    lacking -= icc.apply_profile(_BLACK, profile)
    return np.where(is_below, light - lacking, light)


def from_light(light: Pixels, profile: bytes) -> Pixels:
    """The inverse of `to_light`.

    Args:
        light: (H, W, 3) float32, linear Rec. 2020.
        profile: A usable ICC profile of RGB.

    Returns:
        (H, W, 3) float32.
    """
    values = icc.leave_working(light, profile)
    if not icc.is_additive(profile) or not (values <= 0.0).any():
        return values
    mirrored = icc.leave_working(-light, profile)
    return np.maximum(values, 0.0) - np.maximum(mirrored, 0.0)
