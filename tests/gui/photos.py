"""Photos for the window's tests: small, dark, and written here."""

from pathlib import Path

import cv2
import numpy as np


def dark_photo(path: Path, size: tuple[int, int] = (240, 320), seed: int = 1) -> Path:
    """Write a dark PNG or JPEG with shapes, a lamp and a little noise."""
    height, width = size
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    picture = np.dstack(
        [30 + 20 * np.sin(columns / 17 + seed), 25 + 15 * np.cos(rows / 23), 20 + columns / width]
    )
    cv2.circle(picture, (width // 3, height // 3), height // 8, (200, 220, 240), -1)
    picture += rng.normal(0, 2, picture.shape)
    assert cv2.imwrite(str(path), np.clip(picture, 0, 255).astype(np.uint8))
    return path
