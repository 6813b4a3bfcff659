"""A small chart with lines and marks, drawn by OpenCV: no library for charts is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Color = tuple[int, int, int]
"""Blue, green, red: OpenCV's order."""

INK: Color = (51, 44, 40)
_GRAY: Color = (128, 120, 114)
_RULE: Color = (232, 228, 226)
_FINE = 2  # drawn larger, then made smaller: lines in between pixels
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 60, 56
_TICKS = 5
_WEIGHT, _BOLD = 400, 600  # of letters


@dataclass(frozen=True, slots=True)
class Line:
    """Points that belong together.

    Attributes:
        name: What they are of.
        color: Of line, marks and name.
        points: Across and up, in order.
    """

    name: str
    color: Color
    points: tuple[tuple[float, float], ...]


def chart(title: str, across: str, lines: Sequence[Line], width: int, height: int) -> Picture:
    """(height, width, 3) uint8 BGR: lines over a common ground that begins at zero.

    Args:
        title: What goes up.
        across: What goes across.
        lines: At least one point in all.
        width: Pixels.
        height: Pixels.
    """
    board = np.full((height * _FINE, width * _FINE, 3), 255, np.uint8)
    points = [point for line in lines for point in line.points]
    right, top = (_end(max(point[axis] for point in points)) for axis in (0, 1))
    span = (width - _LEFT - _RIGHT, height - _TOP - _BOTTOM)

    def place(point: tuple[float, float]) -> tuple[int, int]:
        x = _LEFT + point[0] / right * span[0]
        y = height - _BOTTOM - point[1] / top * span[1]
        return round(x * _FINE), round(y * _FINE)

    write(board, title, (_LEFT, 28), INK, 17, _BOLD)
    write(board, across, (_LEFT + span[0] / 2, height - 14), _GRAY, 13, align=0.5)
    for tick in _ticks(top):
        x, y = place((0, tick))
        cv2.line(board, (x, y), place((right, tick)), _RULE, _FINE)
        write(board, _number(tick, top), (x / _FINE - 10, y / _FINE + 5), _GRAY, 13, align=1)
    for tick in _ticks(right):
        x, y = place((tick, 0))
        write(board, _number(tick, right), (x / _FINE, y / _FINE + 20), _GRAY, 13, align=0.5)
    cv2.line(board, place((0, 0)), place((right, 0)), _GRAY, _FINE)
    for line in lines:
        placed = [place(point) for point in line.points]
        cv2.polylines(board, [np.array(placed, np.int32)], False, line.color, 4, cv2.LINE_AA)
        for dot in placed:
            cv2.circle(board, dot, 10, (255, 255, 255), -1, cv2.LINE_AA)
            cv2.circle(board, dot, 8, line.color, -1, cv2.LINE_AA)
    return np.asarray(cv2.resize(board, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def write(
    board: Picture,
    text: str,
    place: tuple[float, float],
    color: Color,
    size_px: int,
    weight: int = _WEIGHT,
    align: float = 0.0,
) -> float:
    """Write a word into a picture that is drawn larger.

    Args:
        board: Changed.
        text: The word.
        place: Across and down, of the line that letters stand on, in pixels of the result.
        color: Of the letters.
        size_px: In pixels of the result.
        weight: 400 is usual, 600 bold.
        align: How much of the word lies to the left of the place, 0 to 1.

    Returns:
        Pixels that it takes across.
    """
    face, size = cv2.FontFace("sans"), size_px * _FINE
    _, _, length, _ = cv2.getTextSize((0, 0), text, (0, 0), face, size, weight)
    at = (round(place[0] * _FINE - align * length), round(place[1] * _FINE))
    cv2.putText(board, text, at, color, face, size, weight)
    return length / _FINE


def _end(largest: float) -> float:
    """Where an axis ends: at a tick."""
    step = _step(largest)
    return step * ceil(largest / step - 1e-9)


def _step(largest: float) -> float:
    """1, 2 or 5 times a power of ten: about five of them to the largest."""
    rough = max(largest, 1e-9) / _TICKS
    power = 10.0 ** floor(log10(rough))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= rough * (1 - 1e-9))


def _ticks(end: float) -> list[float]:
    step = _step(end)
    return [step * i for i in range(round(end / step) + 1)]


def _number(tick: float, end: float) -> str:
    places = max(0, -floor(log10(_step(end)) + 1e-9))
    return f"{tick:,.{places}f}"
