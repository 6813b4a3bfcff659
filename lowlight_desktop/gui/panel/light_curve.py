"""Handles on the light curve, and which step to turn so that it passes where a hand points."""

import numpy as np

from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.photo.recipe import CURVE_STEPS

STRAIGHT = (0.0,) * CURVE_STEPS
"""The curve that changes nothing."""

HANDLES = tuple((i + 1) / (CURVE_STEPS + 1) for i in range(CURVE_STEPS))
"""Where the handles stand: one brightness a step, in (0, 1)."""

_HALVINGS = 40  # of a range of 2: far finer than a pixel


def lit(brightness: float, steps: tuple[float, ...]) -> float:
    """The curve at one brightness in [0, 1]."""
    return float(light_curve(np.array(brightness), steps))


def through(steps: tuple[float, ...], place: int, height: float) -> tuple[float, ...]:
    """Turn one step so that the curve passes through a height above its handle.

    The curve rises with each of its steps, so halving finds the one value.

    Args:
        steps: The curve's parameters.
        place: Which one may change; the height is meant at `HANDLES[place]`.
        height: Wanted brightness in [0, 1].

    Returns:
        The parameters with that one changed, at an end of [-1, 1] where the height is out of
        its reach.
    """
    low, high = -1.0, 1.0
    if lit(HANDLES[place], turned(steps, place, high)) <= height:
        return turned(steps, place, high)
    if lit(HANDLES[place], turned(steps, place, low)) >= height:
        return turned(steps, place, low)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if lit(HANDLES[place], turned(steps, place, middle)) < height:
            low = middle
        else:
            high = middle
    return turned(steps, place, (low + high) / 2)


def turned(steps: tuple[float, ...], place: int, value: float) -> tuple[float, ...]:
    """The parameters with one set to `value`, moved into [-1, 1]."""
    value = min(max(value, -1.0), 1.0)
    return (*steps[:place], value, *steps[place + 1 :])
