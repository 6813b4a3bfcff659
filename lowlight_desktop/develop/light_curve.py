"""The light curve of seven steps, in numpy: for plots, and for what is told of a photo."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]


def light_curve(v: Floats, steps: tuple[float, ...]) -> Floats:
    """Zero-DCE's curve, v <- v + a v (1 - v) for each step.

    Args:
        v: Brightness in [0, 1], sRGB-encoded; any shape.
        steps: The a's, each in [-1, 1].

    Returns:
        Brightness in [0, 1], order kept.

    Source:
        Guo et al. 2020, "Zero-Reference Deep Curve Estimation for Low-Light Image Enhancement".
    """
    for a in steps:
        v = v + a * (v - v * v)
    return v
