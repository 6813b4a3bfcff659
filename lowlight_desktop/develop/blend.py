"""Mixing a network's answer with the photo, and keeping it from doing harm."""

import numpy as np

from lowlight_desktop.photo.image import Pixels

# 253 of 255: the brightest value that still has shape.
_CEILING = np.float32(0.992)
_KNEE = np.float32(0.90)


def blend(before: Pixels, after: Pixels, strength: float) -> Pixels:
    """`before` at strength 0, `after` at 1, both exactly."""
    if strength >= 1.0:
        return after
    return before + (after - before) * np.float32(strength)


def protect_highlights(before: Pixels, after: Pixels, strength: float) -> Pixels:
    """Roll the network's light off below white, except where the photo was white already.

    All channels of a pixel shrink alike, so a lamp keeps its hue.

    Args:
        before: (H, W, 3) sRGB-encoded in [0, 1], what the network was given.
        after: (H, W, 3) sRGB-encoded, its answer, at least 0.
        strength: 0 leaves `after` alone, 1 protects fully.

    Returns:
        (H, W, 3), at most 0.992 or the pixel's own brightness before, whichever is more.
    """
    if strength <= 0.0:
        return after
    bright = after.max(2)
    ceiling = np.maximum(before.max(2), _CEILING)
    room = ceiling - _KNEE
    rolled = _KNEE + room * np.tanh(np.maximum(bright - _KNEE, 0) / room)
    allowed = np.where(bright > _KNEE, rolled, bright)
    allowed = bright + (allowed - bright) * np.float32(strength)
    return after * (allowed / np.maximum(bright, np.float32(1e-6)))[..., None]
