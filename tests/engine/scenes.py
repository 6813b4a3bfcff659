"""Small dark photos for tests of the engine and of what lies above it."""

import numpy as np

from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image


def dark_photo(height: int, width: int) -> Image:
    """A dim warm gradient with the noise of a sensor."""
    rng = np.random.default_rng(height * 1000 + width)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    color = np.array([0.05, 0.03, 0.02], np.float32)
    pixels = (0.2 + y) * (0.3 + x) * color + rng.normal(0, 0.002, (height, width, 3))
    return Image(np.clip(pixels, 0, 4).astype(np.float32), WORKING)
