"""The part of the finish that looks at one pixel at a time.

In this order: exposure, white balance, saturation; highlights, shadows, contrast; then sharpening,
which looks at neighbors (`sharpening.py`). The first three are linear and share one matrix. The
next three are one gain of the pixel's luminance, which saturation leaves as it is: a color keeps
its hue, and whether saturation comes before or after the gain makes no difference.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import apply_matrix, strip_rows
from lowlight_desktop.develop.strips import for_each_strip
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
    matrix = color_matrix(settings)
    tone = Tone(settings.highlights, settings.shadows, settings.contrast)
    changes_color, changes_tone = not np.array_equal(matrix, np.eye(3)), tone != Tone()
    if not (changes_color or changes_tone):
        return light
    out = np.empty_like(light)

    def work(rows: slice) -> None:
        strip = apply_matrix(light[rows], matrix) if changes_color else light[rows]
        if changes_tone:
            multiply(strip, tone_gain(apply_matrix(strip, LUMINANCE), tone), out[rows])
        else:
            out[rows] = strip

    for_each_strip(work, len(light), strip_rows(light.shape[1]))
    return out


def multiply(light: Pixels, gain: Pixels, out: Pixels) -> None:
    """Multiply every pixel, (H, W, 3), by its gain, (H, W), into `out`."""
    # Six times as fast as numpy is where the last axis has but three numbers.
    cv2.multiply(light, cv2.cvtColor(gain, cv2.COLOR_GRAY2RGB), dst=out)


def color_matrix(settings: Finish) -> NDArray[np.float32]:
    """Exposure, then white balance, then saturation, as one (3, 3) matrix."""
    share = settings.saturation
    saturate = share * np.eye(3) + (1.0 - share) * np.repeat(WORKING.to_xyz()[1:2], 3, axis=0)
    balance = white_balance(settings.temperature, settings.tint)
    return (saturate @ balance * 2.0**settings.exposure_ev).astype(np.float32)
