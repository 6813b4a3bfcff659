"""The part of the canvas that knows where the photo is: zoom, pan, keys and wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.canvas.viewport import Viewport, fitting, stepped
from lowlight_desktop.studio.view import View

MARGIN_PX = 16
"""Kept free around a photo that fits, in pixels of the interface."""
_KEY_PAN = 0.1  # of the canvas
_KEY_STEPS = 2.0  # notches: two double the area
_NOTCH = 120.0  # of `angleDelta`, Qt
_PIXELS_PER_STEP = 40.0  # a finger's width on a trackpad doubles the scale in about 160
_ARROWS = {
    Qt.Key.Key_Left: QPointF(_KEY_PAN, 0),
    Qt.Key.Key_Right: QPointF(-_KEY_PAN, 0),
    Qt.Key.Key_Up: QPointF(0, _KEY_PAN),
    Qt.Key.Key_Down: QPointF(0, -_KEY_PAN),
}
_ZOOM_STEPS = {
    Qt.Key.Key_Plus: _KEY_STEPS,
    Qt.Key.Key_Equal: _KEY_STEPS,  # plus without Shift on many keyboards
    Qt.Key.Key_Minus: -_KEY_STEPS,
}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Navigator(QWidget):
    """Holds the place of a photo and moves it; draws nothing.

    Lengths of the interface are Qt's device-independent pixels; places inside are computed in
    device pixels, so that 100 % is one pixel of the photo per pixel of the screen.

    Signals:
        view_changed: `View`: the visible region or the scale is another, whoever moved it; at
            most once per turn of the event loop.
    """

    view_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._pointer: QPointF | None = None
        self._port: Viewport | None = None
        self._announced: View | None = None
        self._announcing = QTimer(self, singleShot=True, interval=0)
        self._announcing.timeout.connect(self._announce)

    # What others may ask.

    def view(self) -> View:
        """What is visible now.

        Raises:
            RuntimeError: If there is no photo.
        """
        return self._placed().view()

    def scale(self) -> float:
        """Device pixels per pixel of the file; 1.0 is 100%.

        Raises:
            RuntimeError: If there is no photo.
        """
        return self._placed().scale / self._placed().actual

    @property
    def has_photo(self) -> bool:
        """Whether anything is shown."""
        return self._port is not None

    @property
    def is_fit(self) -> bool:
        """Whether the whole photo is shown as large as it can be."""
        return self._port is not None and self._port.is_fit

    # What others may want; without a photo nothing happens.

    def zoom_to_fit(self) -> None:
        """Show the whole photo, at most at 100 %."""
        if self._port is not None:
            self._place(self._port.fitted())

    def zoom_to_actual(self, at: QPointF | None = None) -> None:
        """Show one pixel of the file per device pixel.

        Args:
            at: What lies here, in pixels of the interface, stays; None: the middle.
        """
        if self._port is not None:
            self._zoom_to(self._port.actual, at)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Multiply the scale; the range is from a quarter of fit to 1600%.

        Args:
            factor: Above 1 to come nearer.
            at: What lies here stays; None: the middle.
        """
        if self._port is not None:
            self._zoom_to(self._port.scale * factor, at)

    def toggle_zoom(self, at: QPointF | None = None) -> None:
        """From fit to 100 % and from anywhere else to fit.

        Args:
            at: What lies here stays; None: the pointer if it is over the photo, else the middle.
        """
        if self.is_fit:
            self.zoom_to_actual(at if at is not None else self._pointer)
        else:
            self.zoom_to_fit()

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the photo, as far as its edges allow, by pixels of the interface."""
        if self._port is not None:
            ratio = self.devicePixelRatioF()
            self._place(self._port.panned(dx * ratio, dy * ratio))

    # For the widget built on this one.

    def _show_photo(self, height: int, width: int, actual: float) -> None:
        """Begin with another photo, fitted."""
        self._port = fitting(height, width, *self._pane(), actual)
        self._announced = None
        self._refresh()

    def _exchange_photo(self, height: int, width: int, actual: float) -> None:
        """Go on with the same photo in another size: what is visible stays."""
        if self._port is None:
            self._show_photo(height, width, actual)
            return
        self._port = self._port.exchanged(height, width, actual)
        self._announced = None
        self._refresh()

    def _show_no_photo(self) -> None:
        self._port = self._announced = None
        self._refresh()

    def _placed(self) -> Viewport:
        if self._port is None:
            raise RuntimeError("There is no photo on the canvas")
        return self._port

    def _pane(self) -> tuple[int, int, int]:
        """Height, width and margin of what the photo is placed in, in device pixels."""
        ratio = self.devicePixelRatioF()
        return (
            max(round(self.height() * ratio), 1),
            max(round(self.width() * ratio), 1),
            round(MARGIN_PX * ratio),
        )

    def _in_pane(self, at: QPointF) -> tuple[float, float]:
        """A place of the widget, in device pixels of the pane that it lies in."""
        ratio = self.devicePixelRatioF()
        return at.x() * ratio, at.y() * ratio

    def _point(self, at: QPointF | None) -> None:
        """The pointer is here, or away."""
        self._pointer = at
        self._announcing.start()

    def _place(self, port: Viewport) -> None:
        if port != self._port:
            self._port = port
            self._refresh()

    def _replace(self) -> None:
        """Place the photo anew because the pane has changed."""
        if self._port is not None:
            self._place(self._port.resized(*self._pane()))

    def _refresh(self) -> None:
        """Draw and announce, once per turn of the event loop."""
        self.update()
        self._announcing.start()

    @Slot()
    def _announce(self) -> None:
        view = None if self._port is None else self._port.view()
        if view is not None and view != self._announced:
            self._announced = view
            self.view_changed.emit(view)

    # Events.

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching; follow the window to another screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
                return True
        elif event.type() is QEvent.Type.DevicePixelRatioChange:
            self._replace()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting, or keep the middle."""
        super().resizeEvent(event)
        self._replace()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Remember where the pointer is."""
        super().enterEvent(event)
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        super().leaveEvent(event)
        self._point(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Remember where the pointer is."""
        self._point(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer: by notches, or smoothly with a trackpad."""
        if self._port is None:
            event.ignore()
            return
        steps, is_smooth = _steps(event)
        stops = () if is_smooth else (self._port.fit_scale, self._port.actual)
        self._zoom_to(stepped(self._port.scale, steps, stops), event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, + and - zoom, Home and 0 fit, Z toggles fit and 100 %."""
        if self._port is None or event.modifiers() & _COMMANDS:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.pan_by(_ARROWS[key].x() * self.width(), _ARROWS[key].y() * self.height())
        elif key in _ZOOM_STEPS:
            stops = self._port.fit_scale, self._port.actual
            self._zoom_to(stepped(self._port.scale, _ZOOM_STEPS[key], stops), None)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.zoom_to_fit()
        elif key == Qt.Key.Key_Z:
            self.toggle_zoom()
        else:
            super().keyPressEvent(event)

    def _zoom_to(self, scale: float, at: QPointF | None) -> None:
        if self._port is None:
            return
        middle = self._port.width / 2, self._port.height / 2
        x, y = middle if at is None else self._in_pane(at)
        self._place(self._port.zoomed(scale, x, y))


def _steps(event: QWheelEvent) -> tuple[float, bool]:
    """Notches that a wheel was turned, and whether they are fractions of a continuous movement."""
    pixels: QPoint = event.pixelDelta()
    # On X11 pixel deltas are "driver-specific and unreliable" (Qt's documentation).
    if not pixels.isNull() and QGuiApplication.platformName() != "xcb":
        return pixels.y() / _PIXELS_PER_STEP, True
    notches = event.angleDelta().y() / _NOTCH
    return notches, not notches.is_integer()
