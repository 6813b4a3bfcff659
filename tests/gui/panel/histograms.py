"""Histograms made of known pixels."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.studio.view import Histogram


def histogram_of(values: NDArray[np.integer]) -> Histogram:
    """The histogram of a gray photo with these 8-bit values."""
    counts = np.bincount(values.ravel(), minlength=256).astype(np.int64)
    return Histogram(np.stack([counts] * 4))
