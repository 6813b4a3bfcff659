"""How the places along a slider stand for values."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from lowlight_desktop.gui.panel.value_text import resolution
from lowlight_desktop.photo.param import Param


@dataclass(frozen=True, slots=True)
class Scale:
    """A slider's places 0, 1, … and the values there.

    Attributes:
        places: The last place.
        value_at: The value at a place.
        place_of: The place nearest to a value.
        single: Places that an arrow key moves.
    """

    places: int
    value_at: Callable[[int], float]
    place_of: Callable[[float], int]
    single: int


def linear(param: Param) -> Scale:
    """Equal distances are equal differences; a place for every value that can be shown."""
    step = resolution(param)
    places = round((param.high - param.low) / step)

    def value_at(place: int) -> float:
        return min(round(param.low + place * step, 6), param.high)

    def place_of(value: float) -> int:
        return round((value - param.low) / step)

    return Scale(places, value_at, place_of, max(1, places // 200))


def logarithmic(param: Param) -> Scale:
    """Equal distances are equal ratios, for sizes; the range must lie above 0."""
    places = 200
    ratio, step = math.log(param.high / param.low), resolution(param)

    def value_at(place: int) -> float:
        value = param.low * math.exp(ratio * place / places)
        return min(max(round(value / step) * step, param.low), param.high)

    def place_of(value: float) -> int:
        return round(places * math.log(value / param.low) / ratio)

    return Scale(places, value_at, place_of, 2)
