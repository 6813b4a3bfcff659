"""Pictures of our own for training on."""

import cv2
import numpy as np

from lowlight_desktop.training.data_sets import Photo


def picture(seed: int, size: tuple[int, int] = (256, 256), top: int = 256) -> Photo:
    """Smooth random colors below `top`, `size` is width and height."""
    small = np.random.default_rng(seed).integers(0, top, (9, 9, 3)).astype(np.uint8)
    return cv2.resize(small, size, interpolation=cv2.INTER_CUBIC)  # pyright: ignore[reportReturnType]
