"""A curve after which sensor noise has about the same size everywhere.

Source:
    The generalized Anscombe transform, Starck, Murtagh, Bijaoui 1995, with its zero at black, and
    continued as a straight line below: t = 2 y / (sqrt(g y + s^2) + s), with s^2 the variance in
    the dark, 3/8 g^2 added to it.
"""

from torch import Tensor

_ANSCOMBE = 3.0 / 8.0
_LEAST = 1e-6  # no sensor has less noise; a curve without any would be infinitely steep


def dark_deviation(gain: Tensor, read: Tensor) -> Tensor:
    """The curve's s: standard deviation in the dark, unit of the light."""
    return (read.square() + _ANSCOMBE * gain.square()).sqrt().clamp_min(_LEAST)


def stabilized(light: Tensor, gain: Tensor, dark: Tensor) -> Tensor:
    """Light, 0 is black, to units of its noise.

    Args:
        light: Any shape; negative values are noise around black and stay.
        gain: Light of one photo-electron, above 0; of a shape that fits `light`.
        dark: `dark_deviation`, likewise.

    Returns:
        Shape of `light`: 0 stays 0, order is kept, noise has a standard deviation near 1.
    """
    root = (gain * light.clamp_min(0) + dark.square()).sqrt()
    return 2.0 * light / (root + dark)


def restored(units: Tensor, gain: Tensor, dark: Tensor) -> Tensor:
    """The inverse of `stabilized`."""
    return units * dark + gain * units.clamp_min(0).square() / 4.0
