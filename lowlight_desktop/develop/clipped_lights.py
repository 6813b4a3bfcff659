"""Lights that are brighter than a sensor can tell."""

import numpy as np

from lowlight_desktop.photo.image import Pixels


def lower_of_others(balanced: Pixels, channel: int) -> Pixels:
    """(N,) the lower of the two channels that are not this one, of (N, 3)."""
    return np.minimum(balanced[:, channel - 1], balanced[:, channel - 2])


def with_what_was_cut(balanced: Pixels, is_cut: Pixels, usual: Pixels | None = None) -> Pixels:
    """Give back what a full sensor must have missed.

    A channel that was cut lies below its true value. Where both others are above it, the light was
    hardly of just that false color: it was white, and the channel at least as high as the lower of
    them. At the rim of every lamp green is the first to be cut: that rim would be magenta.

    Args:
        balanced: (N, 3) white-balanced camera RGB.
        is_cut: (N, 3) in [0, 1], how surely a channel was cut.
        usual: (N, 3) in [0, 1], how high a channel is around there, of the lower of both others;
            None: as high.

    Returns:
        (N, 3) float32.
    """
    out = balanced.copy()
    for channel in range(3):
        others = lower_of_others(balanced, channel)
        if usual is not None:
            others *= usual[:, channel]
        missed = np.maximum(others - balanced[:, channel], np.float32(0))
        out[:, channel] += is_cut[:, channel] * missed
    return out
