"""The grip on the line between before and after."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

HANDLE_WIDTH = 32
_GRIP_RADIUS = 12.0
_STEP, _LONG_STEP = 0.01, 0.1


class SplitHandle(QWidget):
    """Can be dragged sideways, or moved with the arrow keys; draws its grip, not the line.

    Signals:
        dragged: The user wants the line here: x in the parent's coordinates.
        nudged: The user wants the line moved by this share of the visible photo, in (-1, 1).
        centered: The user wants the line back in the middle (double click).
    """

    dragged = Signal(float)
    nudged = Signal(float)
    centered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName(self.tr("Line between before and after"))
        self.setAccessibleDescription(self.tr("Left and Right move it, with Shift farther."))
        self.setToolTip(self.tr("Drag to compare (Left, Right); double click: middle"))
        self._grabbed_at: float | None = None

    def place(self, x: float, height: int) -> None:
        """Stand on the line at `x` of the parent, `height` pixels high."""
        self.setGeometry(round(x - HANDLE_WIDTH / 2), 0, HANDLE_WIDTH, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab the line."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed_at = event.position().x() - HANDLE_WIDTH / 2
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the line along."""
        if self._grabbed_at is None:
            event.ignore()
            return
        self.dragged.emit(self.mapToParent(event.position()).x() - self._grabbed_at)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the line."""
        self._grabbed_at = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask for the middle."""
        self.centered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by keys; Shift moves farther."""
        far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _LONG_STEP if far else _STEP
        if event.key() == Qt.Key.Key_Left:
            self.nudged.emit(-step)
        elif event.key() == Qt.Key.Key_Right:
            self.nudged.emit(step)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the grip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        palette = self.palette()
        line = palette.color(QPalette.ColorRole.Text)
        ring = palette.color(QPalette.ColorRole.Highlight) if self.hasFocus() else line
        painter.setBrush(palette.color(QPalette.ColorRole.Window))
        painter.setPen(QPen(ring, 2.0 if self.hasFocus() else 1.0))
        painter.drawEllipse(middle, _GRIP_RADIUS, _GRIP_RADIUS)
        painter.setPen(QPen(line, 1.5))
        for side in (-1, 1):
            tip = middle + QPointF(7.0 * side, 0)
            painter.drawPolyline(
                QPolygonF([tip + QPointF(-3.0 * side, -3), tip, tip + QPointF(-3.0 * side, 3)])
            )
