"""One handle of the light curve."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

SIZE_PX = 20
_STEPS = {
    Qt.Key.Key_Up: 0.02,
    Qt.Key.Key_Down: -0.02,
    Qt.Key.Key_PageUp: 0.1,
    Qt.Key.Key_PageDown: -0.1,
}
Role = QPalette.ColorRole


class CurveHandle(QWidget):
    """A dot that is dragged up and down, or moved with the arrow keys.

    Signals:
        dragged: Its number and where its center is wanted, a y in the parent's pixels.
        stepped: Its number and by how much its parameter should change.
        let_go: The mouse button was released, or somebody went elsewhere.
        nudged: A key that may have moved it was released, perhaps not for the last time.
        reset_asked: Its number, after a double click or Delete.
    """

    dragged = Signal(int, float)
    stepped = Signal(int, float)
    let_go, nudged = Signal(), Signal()
    reset_asked = Signal(int)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._grabbed_y: float | None = None
        self._is_seen = True
        self.setFixedSize(SIZE_PX, SIZE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def set_seen(self, *, on: bool) -> None:
        """Draw it, or keep its place, and the keyboard, without drawing it."""
        self._is_seen = on
        self.update()

    def center(self) -> QPointF:
        """Its middle in the parent's pixels."""
        return QPointF(self.pos()) + QPointF(SIZE_PX / 2, SIZE_PX / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it where it is, without a jump."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed_y = event.position().y() - SIZE_PX / 2
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._grabbed_y is not None:
            y = self.mapToParent(event.position()).y() - self._grabbed_y
            self.dragged.emit(self._number, y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        if event.button() == Qt.MouseButton.LeftButton and self._grabbed_y is not None:
            self._grabbed_y = None
            self.update()
            self.let_go.emit()

    def end(self) -> None:
        """Whoever holds it does so no more: it is about another photo from now on."""
        if self._grabbed_y is not None:
            self._grabbed_y = None
            self.update()
            self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to be reset."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move it, Delete resets it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(self._number, step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset_asked.emit(self._number)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The end of a move by keys."""
        if not event.isAutoRepeat():
            self.nudged.emit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves has finished."""
        self._grabbed_y = None
        self.let_go.emit()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dot, larger under the pointer, ringed with the focus."""
        if not self._is_seen:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, middle = self.palette(), QPointF(SIZE_PX / 2, SIZE_PX / 2)
        active = self.underMouse() or self._grabbed_y is not None or self.hasFocus()
        painter.setPen(QPen(palette.color(Role.Base), 2.0))
        painter.setBrush(palette.color(Role.WindowText if active else Role.PlaceholderText))
        painter.drawEllipse(middle, 5.5, 5.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(Role.Highlight), 1.5))
            painter.drawEllipse(middle, 7.5, 7.5)
