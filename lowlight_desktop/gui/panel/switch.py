"""A small switch: on or off."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

Role = QPalette.ColorRole


class Switch(QAbstractButton):
    """Slides between off (left) and on (right); Space flips it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the switch and its focus ring."""
        return QSize(32, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A pill with a knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, on = self.palette(), self.isChecked()
        pill = QRectF(3.0, self.height() / 2 - 7.0, self.width() - 6.0, 14.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(Role.Highlight if on else Role.Mid))
        painter.drawRoundedRect(pill, 7.0, 7.0)
        knob = Role.HighlightedText if on and self.isEnabled() else Role.WindowText
        painter.setBrush(palette.color(knob))
        knob_x = pill.right() - 7.0 if on else pill.left() + 7.0
        painter.drawEllipse(QPointF(knob_x, pill.center().y()), 4.5, 4.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(Role.Highlight), 1.5))
            painter.drawRoundedRect(pill.adjusted(-2.0, -2.0, 2.0, 2.0), 9.0, 9.0)
