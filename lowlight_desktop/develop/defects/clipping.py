"""Burned-out lights: what had tones in the input and is white, or flat, afterwards."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Rgb8

CLIPPED_FROM = 254
UNCLIPPED_UP_TO = 240
_LAMP_FROM = 96
_LAMP_TIMES_MEDIAN = 4.0  # of the encoded brightness: about four stops
_LAMP_MIN_PX = 16
_SHAPE_STEPS = 6.0
_BURNED_SHARE = 0.05


def newly_clipped(dark: Rgb8, finished: Rgb8) -> NDArray[np.bool_]:
    """(H, W) pixels with a channel that is 254 or more now and was 240 or less before."""
    return np.any((finished >= CLIPPED_FROM) & (dark <= UNCLIPPED_UP_TO), axis=2)


def share_newly_clipped(dark: Rgb8, finished: Rgb8) -> float:
    """Newly clipped pixels in percent of the photo."""
    return 100.0 * float(newly_clipped(dark, finished).mean())


def burned_lamps(dark: Rgb8, finished: Rgb8) -> int:
    """How many light sources lost the shape that the input shows.

    A light source is a connected bright spot (max(R, G, B) at least 96 and at least four times
    the photo's median) with its glow. It had shape if its unclipped part varies by more than six
    8-bit steps (standard deviation), and lost it if more than a twentieth of that part is newly
    clipped.

    Args:
        dark: (H, W, 3) uint8 sRGB, the input.
        finished: The same shape.

    Returns:
        Number of such light sources.
    """
    brightness = dark.max(axis=2)
    bright = brightness >= max(_LAMP_FROM, _LAMP_TIMES_MEDIAN * float(np.median(brightness)))
    glow = max(min(dark.shape[:2]) // 200, 1)
    near = cv2.dilate(bright.astype(np.uint8), np.ones((2 * glow + 1, 2 * glow + 1), np.uint8))
    count, found = cv2.connectedComponents(near)
    labels = np.asarray(found, np.int32)
    toned = bright & (brightness <= UNCLIPPED_UP_TO)
    which = labels[toned]
    values = brightness[toned].astype(np.float64)
    size = np.bincount(which, minlength=count)
    known = np.maximum(size, 1)
    mean = np.bincount(which, values, count) / known
    spread = np.sqrt(np.bincount(which, (values - mean[which]) ** 2, count) / known)
    lost = np.bincount(labels[toned & newly_clipped(dark, finished)], minlength=count) / known
    burned = (size >= _LAMP_MIN_PX) & (spread >= _SHAPE_STEPS) & (lost > _BURNED_SHARE)
    return int(burned[1:].sum())
