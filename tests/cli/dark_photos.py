"""Small dark photos for the commands."""

from pathlib import Path

import cv2
import numpy as np


def dark(path: Path, width: int = 60) -> Path:
    """A darkness 40 pixels high; by the ending a PNG, TIFF or JPEG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = (np.random.default_rng(0).random((40, width, 3)) * 30).astype(np.uint8)
    assert cv2.imwrite(str(path), pixels)
    return path
