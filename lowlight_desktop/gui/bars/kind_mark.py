"""A small sign that says how serious a message is: by its shape, so that no color is needed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from lowlight_desktop.gui.bars.message import MessageKind

_SIZE_PX = 16


class KindMark(QWidget):
    """A triangle for an error, a ring for a warning, a disk with an i for information."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = MessageKind.INFO
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: MessageKind) -> None:
        """Show another sign."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """As large as text is high."""
        return QSize(_SIZE_PX, _SIZE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        on_accent = self.palette().color(QPalette.ColorRole.HighlightedText)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        filled = self._kind is not MessageKind.WARNING
        painter.setPen(QPen(accent, 1.5) if not filled else Qt.PenStyle.NoPen)
        painter.setBrush(accent if filled else Qt.BrushStyle.NoBrush)
        if self._kind is MessageKind.ERROR:
            corners = [QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        self._draw_stroke(painter, box, on_accent if filled else accent)

    def _draw_stroke(self, painter: QPainter, box: QRectF, color: QColor) -> None:
        """An exclamation mark, or an i: the same two parts upside down."""
        x, top, unit = box.center().x(), box.top(), box.height() / 14.0
        painter.setPen(QPen(color, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        long, dot = ((5.0, 8.6), 11.4) if self._kind is MessageKind.ERROR else ((3.6, 7.6), 10.4)
        if self._kind is MessageKind.INFO:
            long, dot = (6.6, 10.4), 3.7
        painter.drawLine(QPointF(x, top + long[0] * unit), QPointF(x, top + long[1] * unit))
        painter.drawPoint(QPointF(x, top + dot * unit))
