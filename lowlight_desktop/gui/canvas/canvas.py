"""The picture in the middle of the window: what the user does on it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.canvas.badges import map_in_words
from lowlight_desktop.gui.canvas.brush import Brush, StrokeInMaking, draw_cursor
from lowlight_desktop.gui.canvas.compare import Compare as Compare
from lowlight_desktop.gui.canvas.picking import is_arrow, moved, pan_to_see
from lowlight_desktop.gui.canvas.picture_view import PictureView
from lowlight_desktop.gui.canvas.readout import PixelAt, pixel_at
from lowlight_desktop.gui.escape import asks_for_escape
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.view import MapFrame

_DRAG_PX = 4.0  # a click may tremble this far, in pixels of the interface
_BUTTONS = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


@dataclass(slots=True)
class _Pan:
    """A drag that moves the photo; a click until it has moved."""

    last: QPointF
    may_click: bool


class Canvas(PictureView):
    """Shows a photo and lets it be moved, pointed at and drawn on; knows no files, no networks.

    Setters are silent, but what they make visible is announced as if the user had moved there.

    Signals:
        hovered: `PixelAt` under the pointer, or None; at most once per turn of the event loop.
        stroke_drawn: `Stroke`: the user has drawn one; it is shown again by `set_limits`.
        clicked: The user pointed at a place: x and y as shares of the photo, in [0, 1). While
            places are picked, arrow keys do so too.
    """

    hovered = Signal(object)
    stroke_drawn = Signal(object)
    clicked = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Photo"))
        self._limits: tuple[Stroke, ...] = ()
        self._limits_visible = False
        self._brush: Brush | None = None
        self._picks = False
        self._gesture: _Pan | StrokeInMaking | None = None
        self._space_held = False
        self._focus_visible = False
        self._pixel: PixelAt | None = None
        self.set_picking(False)

    def set_picking(self, on: bool) -> None:
        """Show that a place is to be chosen, and let arrow keys choose it; dragging still pans."""
        self._picks = on
        self._describe()
        self._show_cursor()

    def set_map(self, frame: MapFrame | None, opacity: float) -> None:
        """Lay a map and its legend over the photo, as `PictureView.set_map`, and say so."""
        super().set_map(frame, opacity)
        self._describe()

    def set_brush(self, brush: Brush | None) -> None:
        """Draw with the left button from now on, or pan again."""
        self._brush = brush
        if brush is None and isinstance(self._gesture, StrokeInMaking):
            self._gesture = None
        self._show_limits()

    def set_limits(self, strokes: tuple[Stroke, ...], visible: bool) -> None:
        """Know the strokes of the recipe.

        Args:
            strokes: All of them, in their order.
            visible: Whether to show them as a tint; one that is being drawn always is.
        """
        self._limits, self._limits_visible = strokes, visible
        self._show_limits()

    def _drop_photo(self) -> None:
        super()._drop_photo()
        self._limits, self._gesture = (), None

    def _describe(self) -> None:
        """What can be done here, and what lies over the photo."""
        how = (
            self.tr("Click a place, or move the mark with the arrow keys, with Shift farther.")
            if self._picks
            else self.tr("Wheel, + and - zoom; drag and arrow keys pan; Z switches fit and 100%.")
        )
        shown = self._scene.map
        about = how if shown is None else f"{how} {map_in_words(shown.frame)}"
        if about != self.accessibleDescription():
            self.setAccessibleDescription(about)

    def _show_limits(self) -> None:
        """Show the strokes that are to be seen, the one being drawn last."""
        live = self._gesture.stroke() if isinstance(self._gesture, StrokeInMaking) else None
        # What an eraser does is only seen on what there is.
        is_seen = self._limits_visible or (live is not None and live.erases)
        self._show(replace(self._scene, limits=self._limits if is_seen else (), live=live))

    def _refresh(self) -> None:
        super()._refresh()
        self._show_cursor()

    @Slot()
    def _announce(self) -> None:
        super()._announce()
        pixel = self._pixel_under_pointer()
        if pixel != self._pixel:
            self._pixel = pixel
            self.hovered.emit(pixel)

    def _pixel_under_pointer(self) -> PixelAt | None:
        if self._pointer is None or self._port is None:
            return None
        stack = self._scene.stack(self._part_at(self._pointer))
        return pixel_at(stack, *self._in_photo(self._pointer))

    def _show_cursor(self) -> None:
        if isinstance(self._gesture, _Pan) and not self._gesture.may_click:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._port is None:
            self.unsetCursor()
        elif self._brush is not None and not self._space_held:
            self.setCursor(Qt.CursorShape.BlankCursor)  # the brush is drawn instead
        elif self._picks and not self._space_held:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self._space_held or self._port.is_larger_than_pane:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pan, to draw or to point; other buttons wait until that has ended."""
        left, at = event.button() is Qt.MouseButton.LeftButton, event.position()
        if self._port is None or not event.button() & _BUTTONS or self._gesture is not None:
            event.ignore()
        elif left and self._brush is not None and not self._space_held:
            self._gesture = StrokeInMaking(
                self._brush, self._port.photo_height, self._port.photo_width
            )
            self._draw_to(at)
        else:
            self._gesture = _Pan(at, may_click=left and not self._space_held)
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun."""
        super().mouseMoveEvent(event)
        at = event.position()
        if isinstance(self._gesture, StrokeInMaking):
            self._draw_to(at)
        elif self._gesture is not None:
            way = at - self._gesture.last
            if self._gesture.may_click and way.manhattanLength() < _DRAG_PX:
                return
            self._gesture = _Pan(at, may_click=False)
            self.pan_by(way.x(), way.y())
            self._show_cursor()
        elif self._brush is not None:
            self.update()  # its circle moves

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was begun, once no button is down."""
        if event.buttons() & _BUTTONS:
            return
        gesture, self._gesture = self._gesture, None
        if isinstance(gesture, StrokeInMaking):
            self._show_limits()
            self.stroke_drawn.emit(gesture.stroke())
        elif gesture is not None and gesture.may_click:
            self._click(event.position())
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Toggle fit and 100 % at the pointer; with a tool in hand it is a second click."""
        is_left, has_tool = event.button() is Qt.MouseButton.LeftButton, self._brush or self._picks
        if not is_left or has_tool:
            self.mousePressEvent(event)
        else:
            self.toggle_zoom(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """The brush leaves with the pointer."""
        super().leaveEvent(event)
        self.update()

    def _draw_to(self, at: QPointF) -> None:
        assert isinstance(self._gesture, StrokeInMaking)
        self._gesture.add(*self._in_photo(at))
        self._show_limits()

    def _click(self, at: QPointF) -> None:
        port = self._placed()
        x, y = self._in_photo(at)
        if 0 <= x < port.photo_width and 0 <= y < port.photo_height:
            self.clicked.emit(x / port.photo_width, y / port.photo_height)

    # Keyboard and focus.

    def event(self, event: QEvent) -> bool:
        """Escape is for the stroke that is being drawn, before it is a shortcut."""
        if asks_for_escape(event) and isinstance(self._gesture, StrokeInMaking):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space makes the left button pan; Escape forgets a stroke; arrows move the mark."""
        if event.key() == Qt.Key.Key_Space and self._port is not None:
            self._hold_space(held=True)
        elif event.key() == Qt.Key.Key_Escape and isinstance(self._gesture, StrokeInMaking):
            self._gesture = None
            self._show_limits()
        elif self._picks and self._port is not None and is_arrow(event.key()):
            self._point_by_key(event)
        else:
            super().keyPressEvent(event)

    def _point_by_key(self, event: QKeyEvent) -> None:
        """Move the mark, and the photo along where the mark would leave the canvas."""
        far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        place = moved(self._scene.mark, event.key(), self._placed(), far=far)
        self.clicked.emit(*place)
        self.pan_by(*pan_to_see(place, self._placed(), self.devicePixelRatioF()))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Without Space the left button does what it did before."""
        if event.key() == Qt.Key.Key_Space and self._space_held:
            if not event.isAutoRepeat():
                self._hold_space(held=False)
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring to those who came by keyboard."""
        super().focusInEvent(event)
        self._focus_visible = event.reason() in _BY_KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring; keys released elsewhere are not heard here."""
        super().focusOutEvent(event)
        self._focus_visible = False
        self._hold_space(held=False)

    def _hold_space(self, *, held: bool) -> None:
        self._space_held = held
        self._show_cursor()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the brush and the focus over what is shown."""
        super().paintEvent(event)
        painter = QPainter(self)
        pans = self._space_held or isinstance(self._gesture, _Pan)
        if self._brush is not None and self._port is not None and self._pointer and not pans:
            longer = max(self._port.photo_height, self._port.photo_width)
            radius = self._brush.radius * longer * self._port.scale / self.devicePixelRatioF()
            draw_cursor(painter, self._pointer, radius, self._brush.softness, self.palette())
        if self._focus_visible:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2.0))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
