"""Mixing a network's answer with the photo, and keeping it from doing harm."""

import cv2
import numpy as np

from lowlight_desktop.develop.color import brightest
from lowlight_desktop.develop.strips import by_strips
from lowlight_desktop.photo.image import Pixels

# 253 of 255: the brightest value that still has shape.
_CEILING = np.float32(0.992)
_KNEE = np.float32(0.90)
_ROOM = _CEILING - _KNEE
_SIGNAL_SHARE = 0.75
# From here on, all channels being this full, a pixel passes over to what it was.
_NEARLY_WHITE = np.float32(0.90)
_ROWS = 32  # of a strip: lamps are small, and the rows without any cost a glance
_MEAN = np.full((1, 3), 1 / 3, np.float32)
SIGNAL_PX = 13
"""Side of the window in which `keep_black` looks for signal."""


def blend(before: Pixels, after: Pixels, strength: float) -> Pixels:
    """`before` at strength 0, `after` at 1, both exactly."""
    if strength >= 1.0:
        return after
    mixed = before + (after - before) * np.float32(strength)
    return mixed.astype(np.float32, copy=False)


def protect_highlights(before: Pixels, after: Pixels, strength: float) -> Pixels:
    """Roll the network's light off below white; where the photo was white already, leave it so.

    All channels of a pixel shrink alike, so a lamp keeps its hue. Where all three were full there
    is nothing to light and nothing to know about its color: the network's answer is not asked.

    Args:
        before: (H, W, 3) sRGB-encoded in [0, 1], what the network was given.
        after: (H, W, 3) sRGB-encoded, its answer, at least 0.
        strength: 0 leaves `after` alone, 1 protects fully.

    Returns:
        (H, W, 3), at most 0.992 except where `before` was whiter.
    """
    if strength <= 0.0:
        return after

    def protected(before: Pixels, after: Pixels) -> Pixels:
        # As most of a night is: exactly what the rest would make of it.
        if float(after.max()) <= _KNEE and float(before.max()) <= _NEARLY_WHITE:
            return after
        high = np.maximum(brightest(after), _KNEE)
        rolled = _KNEE + _ROOM * np.tanh((high - _KNEE) / _ROOM)
        shrunk = after * (1 + (rolled / high - 1) * np.float32(strength))[..., None]
        darkest = np.minimum(np.minimum(before[..., 0], before[..., 1]), before[..., 2])
        white = np.clip((darkest - _NEARLY_WHITE) / (1 - _NEARLY_WHITE), 0, 1)
        white *= np.float32(strength)
        return (shrunk + (before - shrunk) * white[..., None]).astype(np.float32, copy=False)

    return by_strips(protected, before, after, rows=_ROWS)


def keep_black(before: Pixels, after: Pixels, floor: float, strength: float) -> Pixels:
    """Leave black what is darker than its noise: lifting it would show a gray veil.

    Args:
        before: (H, W, 3) sRGB-encoded, what the network was given.
        after: (H, W, 3) sRGB-encoded, its answer.
        floor: Standard deviation of the noise in the dark, `noise_floor`.
        strength: 0 leaves `after` alone, 1 keeps black fully.

    Returns:
        (H, W, 3): `before` where its mean over about nine pixels is 0, `after` where it is three
        quarters of the floor, and a smooth passage between.
    """
    if strength <= 0.0:
        return after
    gray = cv2.transform(before, _MEAN)
    window = (SIGNAL_PX, SIGNAL_PX)
    signal = cv2.GaussianBlur(gray, window, SIGNAL_PX / 4, borderType=cv2.BORDER_REPLICATE)
    if float(signal.min()) >= floor:
        return after
    t = np.clip(signal / np.float32(_SIGNAL_SHARE * floor), 0.0, 1.0)
    weight = 1.0 - (1.0 - t * t * (3.0 - 2.0 * t)) * np.float32(strength)
    kept = before + (after - before) * weight[..., None]
    return kept.astype(np.float32, copy=False)
