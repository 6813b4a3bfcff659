"""Choosing a place of the photo: its mark, and the keys that move it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from lowlight_desktop.gui.canvas.viewport import Viewport

_STEP_PX, _LONG_STEP_PX = 8, 64  # of the photo
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RADIUS, _TICK, _LINE, _RIM = 8.0, 6.0, 2.0, 5.0
_ROOM = 24.0  # between the mark and the rim of the canvas


def is_arrow(key: int) -> bool:
    """Whether a key moves the mark."""
    return key in _ARROWS


def moved(
    place: tuple[float, float] | None, key: int, port: Viewport, *, far: bool
) -> tuple[float, float]:
    """Where an arrow key brings the mark.

    Args:
        place: Where it is, as shares of the photo; None: nowhere, and it comes into the middle of
            what is visible.
        key: For which `is_arrow` holds.
        port: Where the photo lies.
        far: Whether it moves 64 pixels of the photo instead of 8.

    Returns:
        The middle of a pixel, as shares of the photo.
    """
    if place is None:
        region = port.visible()
        column, row = (region.left + region.right) // 2, (region.top + region.bottom) // 2
    else:
        step = _LONG_STEP_PX if far else _STEP_PX
        right, down = _ARROWS[Qt.Key(key)]
        column = int(place[0] * port.photo_width) + right * step
        row = int(place[1] * port.photo_height) + down * step
    column = min(max(column, 0), port.photo_width - 1)
    row = min(max(row, 0), port.photo_height - 1)
    return (column + 0.5) / port.photo_width, (row + 0.5) / port.photo_height


def in_pane(place: tuple[float, float], port: Viewport) -> tuple[float, float]:
    """Where a place, as shares of the photo, lies in the pane, in device pixels."""
    return port.to_pane(place[0] * port.photo_width, place[1] * port.photo_height)


def pan_to_see(place: tuple[float, float], port: Viewport, ratio: float) -> tuple[float, float]:
    """How far the photo must move, in pixels of the interface, so that a place can be seen."""
    x, y = in_pane(place, port)
    return (
        _way_in(x / ratio, port.width / ratio),
        _way_in(y / ratio, port.height / ratio),
    )


def draw_mark(painter: QPainter, at: QPointF, palette: QPalette) -> None:
    """Draw a ring with four ticks that leave the place itself free.

    Args:
        painter: Works in pixels of the interface.
        at: The place.
        palette: Its text on its base is readable on any photo.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in ((QPalette.ColorRole.Base, _RIM), (QPalette.ColorRole.Text, _LINE)):
        pen = QPen(palette.color(role), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        end = _RADIUS + _TICK + (width - _LINE) / 2  # the rim goes around the ends too
        for right, down in _ARROWS.values():
            way = QPointF(right, down)
            painter.drawLine(at + way * _RADIUS, at + way * end)


def _way_in(at: float, size: float) -> float:
    """How far a place must move to be inside, with some room."""
    room = min(_ROOM, size / 2)
    return min(max(at, room), size - room) - at
