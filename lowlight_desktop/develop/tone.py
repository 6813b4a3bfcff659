"""The part of the finish that looks at one pixel at a time.

In this order: exposure, white balance, saturation; highlights, shadows, contrast; then sharpening,
which looks at neighbors (`sharpening.py`). The first three are linear and share one matrix. The
next three are one gain of the pixel's luminance, which saturation leaves as it is: a color keeps
its hue, and whether saturation comes before or after the gain makes no difference.
"""

from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import apply_matrix, strip_rows
from lowlight_desktop.develop.strips import by_strips
from lowlight_desktop.develop.tone_curve import Tone, tone_gain
from lowlight_desktop.develop.white_balance import white_balance
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Finish
from lowlight_desktop.photo.timing import part

LUMINANCE: NDArray[np.float32] = WORKING.to_xyz()[1:2].astype(np.float32)
"""(1, 3): the light that people see in a pixel of linear Rec. 2020."""


@part("finish")
def finish(light: Pixels, settings: Finish) -> Pixels:
    """Apply all of the finish but the sharpening.

    Args:
        light: (H, W, 3) linear Rec. 2020.
        settings: What the photographer chose.

    Returns:
        (H, W, 3) linear Rec. 2020; the same array where the settings change nothing. Equal pixels
        give equal results, whatever surrounds them.
    """
    matrix, tone = _plan(settings)
    if matrix is None and tone is None:
        return light

    def work(strip: Pixels) -> Pixels:
        strip = strip if matrix is None else apply_matrix(strip, matrix)
        if tone is None:
            return strip
        return multiply(strip, tone_gain(apply_matrix(strip, LUMINANCE), tone))

    return by_strips(work, light, rows=strip_rows(light.shape[1]))


@lru_cache(maxsize=16)
def _plan(settings: Finish) -> tuple[NDArray[np.float32] | None, Tone | None]:
    """The matrix and the tone; None for what changes nothing. Thought of once for all strips."""
    matrix = color_matrix(settings)
    tone = Tone(settings.highlights, settings.shadows, settings.contrast)
    changes_color = not np.array_equal(matrix, np.eye(3))
    return matrix if changes_color else None, tone if tone != Tone() else None


def multiply(light: Pixels, gain: Pixels) -> Pixels:
    """Every pixel, (H, W, 3), times its gain, (H, W)."""
    # Six times as fast as numpy is where the last axis has but three numbers.
    gains = cv2.cvtColor(gain, cv2.COLOR_GRAY2RGB)
    return cast("Pixels", cv2.multiply(light, gains, dst=gains))


def color_matrix(settings: Finish) -> NDArray[np.float32]:
    """Exposure, then white balance, then saturation, as one (3, 3) matrix."""
    share = settings.saturation
    saturate = share * np.eye(3) + (1.0 - share) * np.repeat(WORKING.to_xyz()[1:2], 3, axis=0)
    balance = white_balance(settings.temperature, settings.tint)
    return (saturate @ balance * 2.0**settings.exposure_ev).astype(np.float32)
