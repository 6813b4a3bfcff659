"""A small dark picture with something of everything, drawn by a formula: the golden input."""

import numpy as np
from numpy.typing import NDArray

_SIZE = (181, 240)  # odd height: the network's grid must be padded
_LEVELS = 60.0


def golden_input() -> NDArray[np.uint8]:
    """(181, 240, 3) uint8 sRGB: ramps, edges, texture, noise and a lamp, all of it dark."""
    height, width = _SIZE
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    u, v = x / width, y / height
    hue = np.stack([np.cos(2 * np.pi * (u - k / 3)) for k in range(3)], 2) * 0.5 + 0.5
    picture = _LEVELS * (0.15 + 0.5 * v)[..., None] * (0.4 + 0.6 * hue)
    stripes = (np.sin(x * 0.9) * np.sin(y * 0.7) > 0) & (u > 0.55) & (v < 0.4)
    picture = np.where(stripes[..., None], picture * 1.6, picture)
    lamp = np.exp(-((x - 60) ** 2 + (y - 50) ** 2) / 180.0)
    picture = picture + 235.0 * lamp[..., None] * np.array([1.0, 0.85, 0.6])
    noise = np.random.default_rng(7).normal(0.0, 1.5, picture.shape)
    return np.clip(picture + noise + 0.5, 0, 255).astype(np.uint8)
