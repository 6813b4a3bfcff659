"""Ways to see before and after, and which part of the canvas shows which."""

from dataclasses import dataclass
from enum import Enum

from lowlight_desktop.gui.canvas.viewport import Viewport

GAP_PX = 4
"""Between the halves of side by side, in pixels of the interface."""


class Compare(Enum):
    """How before and after are shown."""

    OFF = "off"
    SPLIT = "split"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the canvas and what it shows; device pixels of the canvas.

    Attributes:
        is_before: Whether it shows the original.
        left: Where the part begins.
        width: How wide it is; it is as high as the canvas.
        pane_left: Where the pane, in which the photo is placed, begins.
    """

    is_before: bool
    left: int
    width: int
    pane_left: int


def pane_width(mode: Compare, width: int, gap: int) -> int:
    """How wide a pane is in a canvas of `width` device pixels."""
    return max((width - gap) // 2, 1) if mode is Compare.SIDE else width


def split_column(port: Viewport, split: float) -> int:
    """The device pixel at which the photo is divided.

    Args:
        port: Where the photo lies.
        split: Share in [0, 1] of the visible width of the photo.
    """
    first, last = _visible_columns(port)
    return round(first + split * (last - first))


def split_at(port: Viewport, column: float) -> float:
    """The inverse of `split_column`, kept in [0, 1]."""
    first, last = _visible_columns(port)
    return min(max((column - first) / max(last - first, 1.0), 0.0), 1.0)


def parts(mode: Compare, port: Viewport, width: int, split: float, *, peek: bool) -> list[Part]:
    """Which part of the canvas shows what.

    Args:
        mode: How to compare.
        port: Where the photo lies in a pane of `pane_width`.
        width: Of the canvas, in device pixels.
        split: Share of the photo's visible width that shows the original when split.
        peek: The original everywhere.

    Returns:
        One part, or two from left to right.
    """
    if mode is Compare.SIDE:
        right = width - port.width
        return [Part(True, 0, port.width, 0), Part(peek, right, port.width, right)]
    if mode is Compare.SPLIT and not peek:
        column = split_column(port, split)
        return [Part(True, 0, column, 0), Part(False, column, width - column, 0)]
    return [Part(peek, 0, width, 0)]


def _visible_columns(port: Viewport) -> tuple[float, float]:
    return max(port.left, 0), min(port.right, port.width)
