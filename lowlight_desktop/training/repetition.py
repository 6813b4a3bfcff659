"""How much a picture repeats itself: windows of a house, tiles, railings."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.training.data_sets import Photo

PART_PX = 256
_NEAREST_PX, _FARTHEST_PX = 8, 96
_FAINTEST = 1.0  # of 255: the steps of 8 bits repeat themselves too
_DIP, _LOOKS = 0.15, 64
_FINE_PX = 6.0  # standard deviation of what is taken away first: slopes are no structure


def repetition(part: Photo) -> float:
    """How alike a part of a photo is to itself, moved by a few pixels; 1: it is all one pattern.

    Args:
        part: (P, P, 3) uint8.

    Returns:
        The highest peak of its autocorrelation behind a dip: an edge too is like itself, moved
        along itself, but everywhere on the way.
    """
    gray = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = gray - np.asarray(cv2.GaussianBlur(gray, (0, 0), _FINE_PX), np.float32)
    if fine.std() < _FAINTEST:
        return 0.0
    found = _autocorrelation(fine)
    middle = found.shape[0] // 2
    around = found[
        middle - _FARTHEST_PX : middle + _FARTHEST_PX + 1,
        middle - _FARTHEST_PX : middle + _FARTHEST_PX + 1,
    ]
    peaks = around >= np.asarray(cv2.dilate(around, np.ones((9, 9), np.uint8)))
    rows, columns = np.nonzero(peaks)
    down, right = rows - _FARTHEST_PX, columns - _FARTHEST_PX
    away = np.hypot(down, right) >= _NEAREST_PX
    ways = np.linspace(0.0, 1.0, _LOOKS)[:, None] * np.stack([down, right])[:, None, away]
    y, x = np.rint(ways).astype(np.int64) + _FARTHEST_PX
    between = around[y, x].min(0, initial=1.0)
    heights = around[rows[away], columns[away]]
    return float(heights[heights - between >= _DIP].max(initial=0.0))


def _autocorrelation(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Normalised for the overlap, 1 in the middle."""
    side = 2 * values.shape[0]
    window = np.hanning(values.shape[0])
    windowed = values * np.outer(window, window)
    power = np.abs(np.fft.fft2(windowed, (side, side))) ** 2
    mask = np.abs(np.fft.fft2(np.outer(window, window), (side, side))) ** 2
    overlap = np.fft.ifft2(mask).real
    found = np.fft.fftshift(np.fft.ifft2(power).real / np.maximum(overlap, overlap.max() * 1e-3))
    return found / max(found.max(), 1e-9)
