"""Telling a network what makes it reach what is wanted."""

from collections.abc import Callable
from typing import TypeVar

_TRIALS = 6
_NEAR_ENOUGH = 0.002  # half an 8-bit step of mean brightness

Survey = TypeVar("Survey")


def calibrated(
    told: Callable[[float], Survey], reached: Callable[[Survey], float], target: float
) -> Survey:
    """The survey whose result has the wanted mean brightness, not one that only aims at it.

    The network follows what it is told roughly. On the photo in small a trial is nearly free, so
    what it is told is corrected by secant steps until the result is right.

    Args:
        told: The survey for a brightness that the network is told.
        reached: Mean brightness of the photo in small under a survey.
        target: The wanted one.

    Returns:
        The best survey of at most six trials.
    """
    tell, slope = target, 1.0
    trials: list[tuple[float, float, Survey]] = []
    for _ in range(_TRIALS):
        survey = told(tell)
        miss = reached(survey) - target
        if trials and abs(tell - trials[-1][0]) > 1e-4:
            measured = (miss - trials[-1][1]) / (tell - trials[-1][0])
            slope = min(max(measured, 0.3), 3.0)  # a flat or falling stretch must not throw it off
        trials.append((tell, miss, survey))
        if abs(miss) < _NEAR_ENOUGH:
            break
        tell = min(max(tell - miss / slope, 0.02), 0.98)
    return min(trials, key=lambda trial: abs(trial[1]))[2]
