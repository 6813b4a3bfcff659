"""Highlights, shadows and contrast: one gain of a pixel's luminance, read from a table."""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels

# Middle gray stays where it is, whatever the sliders do.
_MIDDLE_GRAY = 0.18
# In stops from middle gray. Farther down there is only noise, farther up nothing to see: from
# there on the gain does not change any more.
_DARKEST, _BRIGHTEST = -12.0, 8.0
# Highlights begin at middle gray and have their whole slope two stops above it, before white.
_HIGHLIGHT_RAMP = 2.0
_HIGHLIGHT_SLOPE = 0.7  # at the end of the slider 0.3 of a stop is left of each stop
# Shadows are lifted by two stops five stops below middle gray, and blacks by as much.
_SHADOW_RAMP = 5.0
_SHADOW_LIFT = 2.0

_PIECES = 1 << 14
_ENTRIES = 1 << 16  # what OpenCV wants for 16-bit indices
_PIECES_PER_LOG = float(_PIECES / ((_BRIGHTEST - _DARKEST) * np.log(2.0)))


@dataclass(frozen=True, slots=True)
class Tone:
    """The sliders of the tone, each in [-1, 1]; 0 changes nothing."""

    highlights: float = 0.0
    shadows: float = 0.0
    contrast: float = 0.0


def tone_way(stops: NDArray[np.float64], tone: Tone) -> NDArray[np.float64]:
    """How many stops brighter a luminance becomes.

    Its slope is above -1, so what was brighter stays brighter, and it has no corners.

    Args:
        stops: Luminances in stops from middle gray.
        tone: What the photographer chose.
    """
    above = np.maximum(stops, 0.0)
    bend = np.minimum(above, _HIGHLIGHT_RAMP)
    # The integral of a slope that grows evenly on the ramp and is constant beyond it.
    highlights = _HIGHLIGHT_SLOPE * tone.highlights * (above - bend + bend**2 / _HIGHLIGHT_RAMP / 2)
    t = np.clip(-stops / _SHADOW_RAMP, 0.0, 1.0)
    shadows = _SHADOW_LIFT * tone.shadows * t**2 * (3.0 - 2.0 * t)
    lit = stops + highlights + shadows
    return lit * 2.0**tone.contrast - stops  # contrast: a power of light, 1/2 to 2


@lru_cache(maxsize=16)
def _table(tone: Tone) -> tuple[Pixels, Pixels]:
    """The gain in pieces, straight lines over the logarithm: at 0, and per entry."""
    edges = np.arange(_PIECES + 1, dtype=np.float64)
    stops = _DARKEST + edges * ((_BRIGHTEST - _DARKEST) / _PIECES)
    gain = np.exp2(tone_way(stops, tone))
    slope = np.append(np.diff(gain), 0.0)  # the last entry is reached at the brightest exactly
    at_zero, slopes = np.zeros((2, _ENTRIES, 1), np.float32)
    at_zero[: _PIECES + 1, 0] = gain - slope * edges
    slopes[: _PIECES + 1, 0] = slope
    return at_zero, slopes


def tone_gain(luminance: Pixels, tone: Tone) -> Pixels:
    """By how much highlights, shadows and contrast multiply pixels.

    Args:
        luminance: (H, W) float32, may lie below 0 and above 1.
        tone: What the photographer chose.

    Returns:
        (H, W) float32, above 0; 1 at middle gray (0.18). At most 1e-5 off, relatively.
    """
    at_zero, slopes = _table(tone)
    place = luminance * np.float32(2.0**-_DARKEST / _MIDDLE_GRAY)
    np.clip(place, np.float32(1.0), np.float32(2.0 ** (_BRIGHTEST - _DARKEST)), out=place)
    cv2.log(place, dst=place)
    place *= np.float32(_PIECES_PER_LOG)
    entry = place.astype(np.uint16)
    gain = cast("Pixels", cv2.LUT(entry, slopes))
    gain *= place
    gain += cast("Pixels", cv2.LUT(entry, at_zero, dst=place))
    return gain
