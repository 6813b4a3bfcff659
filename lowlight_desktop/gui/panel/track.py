"""The line with the handle."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QInputEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider, QWidget

_MARGIN_PX = 7.0  # the handle's focus ring must fit at both ends
_HANDLE_PX = 5.5
_SNAP_PX = 2.5
_FINE = 0.1
_NOTCH = 120  # Qt's units of a wheel's notch
_TOWARDS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
}
Role = QPalette.ColorRole


class Track(QSlider):
    """A thin slider, filled from the place that changes nothing.

    A drag with Shift is ten times finer; a key or a notch with Shift moves it by one place. The
    wheel moves it only with Ctrl, or while it has the focus and the pointer was moved on it:
    otherwise the wheel belongs to what scrolls, which may bring it under the pointer.

    Signals:
        let_go: The mouse button was released after a drag, or somebody went elsewhere.
        nudged: A wheel, a key or a click moved it, perhaps not for the last time.
        reset_asked: Double click.
        typing_began: A key that begins a number, or Enter with "".
    """

    let_go = Signal()
    nudged = Signal()
    reset_asked = Signal()
    typing_began = Signal(str)

    def __init__(self, places: int, single: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._origin = 0
        self._groove: tuple[QColor, ...] = ()
        self._hand_x = self._last_x = 0.0
        self._is_dragged = self._is_pointed_at = False
        self._turned = 0
        self.setRange(0, places)
        self.setSingleStep(single)
        self.setPageStep(10 * single)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)

    def set_origin(self, place: int) -> None:
        """Fill from this place."""
        self._origin = place
        self.update()

    def set_groove(self, colors: tuple[QColor, ...]) -> None:
        """Show where the slider leads as colors along the groove, left to right."""
        self._groove = colors
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to aim."""
        return QSize(96, 22)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a narrow panel."""
        return QSize(64, 22)

    def x_of(self, place: int) -> float:
        """Where a place is drawn, in pixels of the widget."""
        return _MARGIN_PX + (self.width() - 2 * _MARGIN_PX) * place / max(self.maximum(), 1)

    def _place_at(self, x: float) -> int:
        share = (x - _MARGIN_PX) / max(self.width() - 2 * _MARGIN_PX, 1.0)
        return round(min(max(share, 0.0), 1.0) * self.maximum())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle; beside it, the handle comes to the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._is_pointed_at = True
        x, handle_x = event.position().x(), self.x_of(self.value())
        self._last_x, self._is_dragged = x, False
        self._hand_x = handle_x if abs(x - handle_x) <= _HANDLE_PX + 2 else x
        self.setSliderDown(True)
        if self._hand_x == x:
            self._follow(snaps=True)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._is_pointed_at = True
        if not self.isSliderDown():
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        moved, self._last_x = event.position().x() - self._last_x, event.position().x()
        self._is_dragged |= moved != 0.0
        self._hand_x += moved * (_FINE if fine else 1.0)
        self._follow(snaps=not fine)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go."""
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            # A click may be the first half of a double click, which resets.
            (self.let_go if self._is_dragged else self.nudged).emit()
            self.update()

    def end(self) -> None:
        """Whoever holds the handle does so no more: it is about something else from now on."""
        if self.isSliderDown():
            self.setSliderDown(False)
            self.let_go.emit()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to be reset."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit()

    def _follow(self, *, snaps: bool) -> None:
        near = snaps and abs(self._hand_x - self.x_of(self._origin)) <= _SNAP_PX
        self.setValue(self._origin if near else self._place_at(self._hand_x))

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came, or what scrolls has brought the slider under it."""
        self._is_pointed_at = False
        super().enterEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move by whole notches; a trackpad's small turns add up."""
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (with_ctrl or (self.hasFocus() and self._is_pointed_at)):
            event.ignore()
            return
        event.accept()
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.setValue(self.value() + notches * self._step(event))
            self.nudged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages move; a digit or Enter begins to type."""
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typing_began.emit("")
        elif typed and typed in "0123456789+-.,":
            self.typing_began.emit(typed)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset_asked.emit()
        elif event.key() in _TOWARDS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.setValue(self.value() + _TOWARDS[Qt.Key(event.key())] * self._step(event))
        else:
            super().keyPressEvent(event)

    def _step(self, event: QInputEvent) -> int:
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return 1 if fine else self.singleStep()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The end of a move by keys."""
        if not event.isAutoRepeat():
            self.nudged.emit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves has finished."""
        self.setSliderDown(False)
        self.let_go.emit()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove, fill, the mark of what changes nothing, handle, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        x, origin = self.x_of(self.value()), self.x_of(self._origin)
        line = QRectF(_MARGIN_PX, middle - 1.5, self.width() - 2 * _MARGIN_PX, 3.0)
        painter.setBrush(self._color(Role.Dark))
        if self._groove and self.isEnabled():
            painter.setBrush(self._gradient(line))
        painter.drawRoundedRect(line, 1.5, 1.5)
        if 0 < self._origin < self.maximum():
            painter.setBrush(self._color(Role.Dark))
            painter.drawRect(QRectF(origin - 0.5, middle - 5.0, 1.0, 10.0))
        if not self._groove:
            painter.setBrush(self._color(Role.Highlight))
            fill = QRectF(min(x, origin), line.top(), abs(x - origin), line.height())
            painter.drawRoundedRect(fill, 1.5, 1.5)
        self._paint_handle(painter, QPointF(x, middle))

    def _paint_handle(self, painter: QPainter, center: QPointF) -> None:
        active = self.isSliderDown() or self.underMouse() or self.hasFocus()
        painter.setBrush(self._color(Role.WindowText if active else Role.PlaceholderText))
        painter.setPen(QPen(self._color(Role.Window), 2.0))
        painter.drawEllipse(center, _HANDLE_PX + 1.0, _HANDLE_PX + 1.0)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._color(Role.Highlight), 1.5))
            painter.drawEllipse(center, _HANDLE_PX + 0.75, _HANDLE_PX + 0.75)

    def _gradient(self, line: QRectF) -> QLinearGradient:
        gradient = QLinearGradient(line.topLeft(), line.topRight())
        for i, color in enumerate(self._groove):
            gradient.setColorAt(i / max(len(self._groove) - 1, 1), color)
        return gradient

    def _color(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)
