"""Small signs on a thumbnail: told apart by their shape, so that no color is needed."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from lowlight_desktop.gui.strip.photo_state import PhotoState

MARK_PX = 10
"""Width and height of a mark."""

_GAP_PX = 4
_INNER_RADIUS = 0.45  # of a star's outer one


def paint_stars(painter: QPainter, left: float, middle: float, count: int, color: QColor) -> None:
    """Draw `count` stars from `left`, centered on the line `middle`."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for i in range(count):
        painter.drawPath(_star(QPointF(left + MARK_PX * (i + 0.5), middle), MARK_PX / 2))


def _star(center: QPointF, radius: float) -> QPainterPath:
    points = [
        center
        + QPointF(sin(i * pi / 5), -cos(i * pi / 5)) * radius * (_INNER_RADIUS if i % 2 else 1)
        for i in range(10)
    ]
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def paint_marks(
    painter: QPainter, right: float, middle: float, state: PhotoState, color: QColor
) -> None:
    """Draw what became of a photo, from `right` to the left, centered on the line `middle`."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    box = QRectF(right - MARK_PX, middle - MARK_PX / 2, MARK_PX, MARK_PX)
    for is_true, draw in (
        (bool(state.failure), paint_warning),
        (state.is_missing, _question),
        (state.is_exported, paint_check),
        (state.is_edited, _sliders),
    ):
        if is_true:
            draw(painter, box)
            box.translate(-MARK_PX - _GAP_PX, 0)


def has_marks(state: PhotoState) -> bool:
    """Whether there is anything to draw."""
    return bool(state.failure) or state.is_missing or state.is_exported or state.is_edited


def paint_warning(painter: QPainter, box: QRectF) -> None:
    """Draw that something failed, with the painter's pen, into a box of `MARK_PX`."""
    corners = [QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]
    painter.drawPolygon(QPolygonF(corners))
    x, top = box.center().x(), box.top()
    painter.drawLine(QPointF(x, top + 4), QPointF(x, top + 6))
    painter.drawPoint(QPointF(x, top + 8.2))


def _question(painter: QPainter, box: QRectF) -> None:
    painter.drawArc(box.adjusted(2, 0, -2, -4), -60 * 16, 240 * 16)
    x = box.center().x()
    painter.drawLine(QPointF(x, box.top() + 5.6), QPointF(x, box.top() + 6.6))
    painter.drawPoint(QPointF(x, box.bottom() - 0.5))


def paint_check(painter: QPainter, box: QRectF) -> None:
    """Draw that something is done, with the painter's pen, into a box of `MARK_PX`."""
    painter.drawPolyline(
        QPolygonF(
            [
                box.topLeft() + QPointF(0.5, 5.5),
                box.topLeft() + QPointF(3.5, 8.5),
                box.topLeft() + QPointF(9.5, 1.5),
            ]
        )
    )


def _sliders(painter: QPainter, box: QRectF) -> None:
    for y, knob in ((2.5, 6.5), (7.5, 3.0)):
        row = box.top() + y
        painter.drawLine(QPointF(box.left() + 0.5, row), QPointF(box.right() - 0.5, row))
        painter.drawLine(
            QPointF(box.left() + knob, row - 1.7), QPointF(box.left() + knob, row + 1.7)
        )
