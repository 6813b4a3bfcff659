"""The brush that keeps light away: its settings, a stroke in the making, its cursor."""

import math
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from lowlight_desktop.photo.stroke import Stroke

_SPACING = 0.1  # of the radius between two points of a stroke: the outline errs by 0.1 %
_REACH = (-1.0, 2.0)  # where points of a stroke may lie


class Brush(Protocol):
    """What the next stroke will be like; the numbers are those of `Stroke`."""

    @property
    def radius(self) -> float:
        """Share of the photo's longer side."""
        ...

    @property
    def softness(self) -> float:
        """Share of the radius that fades."""
        ...

    @property
    def strength(self) -> float:
        """How much of the light is kept away."""
        ...

    @property
    def erases(self) -> bool:
        """Whether it takes earlier strokes away."""
        ...


class StrokeInMaking:
    """Gathers points while the mouse is down.

    Args:
        brush: What it is drawn with.
        photo_height: Rows of the photo.
        photo_width: Columns of the photo.
    """

    def __init__(self, brush: Brush, photo_height: int, photo_width: int) -> None:
        self._brush = brush
        self._height, self._width = photo_height, photo_width
        self._points: list[tuple[float, float]] = []

    def add(self, x: float, y: float) -> None:
        """Go on to a place of the photo, in its pixels; a place too near the last is left out."""
        point = _kept(x / self._width), _kept(y / self._height)
        if self._points:
            last_x, last_y = self._points[-1]
            moved_px = math.hypot(
                (point[0] - last_x) * self._width, (point[1] - last_y) * self._height
            )
            if moved_px < _SPACING * self._brush.radius * max(self._height, self._width):
                return
        self._points.append(point)

    def stroke(self) -> Stroke:
        """What has been drawn so far; at least one point must have been added."""
        b = self._brush
        return Stroke(tuple(self._points), b.radius, b.softness, b.strength, b.erases)


def draw_cursor(
    painter: QPainter, at: QPointF, radius: float, softness: float, palette: QPalette
) -> None:
    """Draw the brush: a circle of its size, one where its edge begins to fade, a dot.

    Args:
        painter: Of the canvas.
        at: The pointer.
        radius: In the units of the painter.
        softness: Share of the radius that fades.
        palette: Its text on its base is readable on any photo.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = radius * (1.0 - softness)
    for role, width in ((QPalette.ColorRole.Base, 3.0), (QPalette.ColorRole.Text, 1.0)):
        color = palette.color(role)
        painter.setPen(QPen(color, width))
        painter.drawEllipse(at, radius, radius)
        painter.drawEllipse(at, width / 2, width / 2)
        if softness > 0.0 and inner > 4.0:
            color.setAlphaF(0.5)
            painter.setPen(QPen(color, width))
            painter.drawEllipse(at, inner, inner)


def _kept(share: float) -> float:
    low, high = _REACH
    return min(max(share, low), high)
