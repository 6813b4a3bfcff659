"""The cheap half of a recipe: exposure, contrast, saturation."""

import numpy as np

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Finish

# Middle gray stays where it is when the contrast changes.
_MIDDLE_GRAY = np.float32(0.18)
# Luminance of linear Rec. 2020 (ITU-R BT.2020, table 4).
_LUMINANCE = np.array([0.2627, 0.6780, 0.0593], np.float32)


def finish(light: Pixels, settings: Finish) -> Pixels:
    """Apply the finish: exposure, then contrast, then saturation.

    Args:
        light: (H, W, 3) linear Rec. 2020.
        settings: What the photographer chose.

    Returns:
        (H, W, 3) linear Rec. 2020; the same array where the settings change nothing.
    """
    if settings == Finish():
        return light
    if settings.exposure_ev != 0.0:
        light = light * np.float32(2.0**settings.exposure_ev)
    if settings.contrast != 0.0:
        luminance = np.maximum(light @ _LUMINANCE, np.float32(1e-8))
        # A power of luminance around gray: a straight line in stops, and no color shift.
        gain = (luminance / _MIDDLE_GRAY) ** np.float32(settings.contrast)
        light = (light * np.minimum(gain, np.float32(64.0))[..., None]).astype(np.float32)
    if settings.saturation != 1.0:
        gray = (light @ _LUMINANCE)[..., None]
        light = (gray + (light - gray) * np.float32(settings.saturation)).astype(np.float32)
    return light
