"""The part of the canvas that shows things: pictures, comparisons, overlays, words."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColorSpace, QColorTransform, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.canvas.compare import (
    GAP_PX,
    Compare,
    Part,
    pane_width,
    split_at,
    split_column,
)
from lowlight_desktop.gui.canvas.layer_painting import to_device_pixels
from lowlight_desktop.gui.canvas.layers import Layer, Stack
from lowlight_desktop.gui.canvas.limit_tint import LimitTint
from lowlight_desktop.gui.canvas.navigator import Navigator
from lowlight_desktop.gui.canvas.scene import MapLayer, Scene
from lowlight_desktop.gui.canvas.scene_painting import (
    paint_badge,
    paint_notice,
    paint_pictures,
    paint_split_line,
    paint_words,
)
from lowlight_desktop.gui.canvas.split_handle import SplitHandle
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import Frame, MapFrame


class PictureView(Navigator):
    """Shows a photo, before and after, with what belongs on it; the user can move the line.

    Signals:
        split_moved: The user moved the line: share of the photo's visible width, in [0, 1].
    """

    split_moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._scene = Scene()
        self._covered = 0, 0
        self._notice = ""
        self._display: QColorTransform | None = None
        self._tint = LimitTint()
        self._handle = SplitHandle(self)
        self._handle.hide()
        self._handle.dragged.connect(self._on_split_dragged)
        self._handle.nudged.connect(self._on_split_nudged)
        self._handle.centered.connect(self._on_split_centered)

    # What is shown.

    def exchange_photo(self, height: int, width: int, actual: float = 1.0) -> None:
        """Make room for a photo, or for a larger reading of the one that is shown.

        A new one fits. Of the same, what is visible stays, roughly, until sharper frames come; maps
        and details are dropped, and a mark stays on its place. `clear` comes before another photo.

        Args:
            height: Rows of the photo, at least 1.
            width: Columns of the photo, at least 1.
            actual: As `Viewport.actual`.
        """
        whole, kept = Region.whole(height, width), self._scene
        after, before = (_stretched(stack, whole) for stack in (kept.after, kept.before))
        self._drop_photo()
        self._scene = replace(self._scene, after=after, before=before, mark=kept.mark)
        self._exchange_photo(height, width, actual)

    def clear(self, notice: str = "") -> None:
        """Show no photo.

        Args:
            notice: Why, for where it would be.
        """
        self._notice = notice
        self._drop_photo()
        self._show_no_photo()

    def show_base(self, frame: Frame) -> None:
        """Show the whole photo with another look; a detail of the look before is dropped.

        Args:
            frame: The whole photo at any resolution.

        Raises:
            ValueError: If it lies outside the photo.
        """
        self._show(replace(self._scene, after=Stack(self._layer(frame))))

    def show_detail(self, frame: Frame | None) -> None:
        """Show a sharp part over the base; it stays in its place until it is replaced.

        Args:
            frame: The part, or None for the base alone.

        Raises:
            ValueError: If it lies outside the photo.
        """
        detail = None if frame is None else self._layer(frame)
        self._show(replace(self._scene, after=replace(self._scene.after, detail=detail)))

    def show_before(
        self, base: Frame | None, detail: Frame | None = None, *, name: str = ""
    ) -> None:
        """Have an original to compare with.

        Args:
            base: The whole original at any resolution, or None for none.
            detail: A sharp part of it.
            name: What it is called; empty: "Before".

        Raises:
            ValueError: If one lies outside the photo.
        """
        layers = (None if frame is None else self._layer(frame) for frame in (base, detail))
        self._show(replace(self._scene, before=Stack(*layers), before_name=name))

    def set_compare(self, mode: Compare) -> None:
        """Show before and after: not at all, split by a line, or side by side."""
        self._show(replace(self._scene, compare=mode))
        self._replace()

    def compare(self) -> Compare:
        """How before and after are shown."""
        return self._scene.compare

    def set_split(self, share: float) -> None:
        """Move the line between before and after to a share of the photo's visible width."""
        self._show(replace(self._scene, split=min(max(share, 0.0), 1.0)))

    def split(self) -> float:
        """Where the line is, in [0, 1]."""
        return self._scene.split

    def set_peek(self, on: bool) -> None:
        """Show the original everywhere, for as long as a key is held."""
        self._show(replace(self._scene, peek=on))

    def set_map(self, frame: MapFrame | None, opacity: float) -> None:
        """Lay a map and its legend over the photo.

        Args:
            frame: What a network did, or None for no map.
            opacity: In [0, 1].
        """
        old = self._scene.map
        layer = None
        if frame is not None:
            layer = old if old is not None and old.frame is frame else MapLayer(frame)
        self._show(replace(self._scene, map=layer, map_opacity=min(max(opacity, 0.0), 1.0)))

    def set_clipping(self, on: bool) -> None:
        """Mark burnt highlights in red and drowned shadows in blue."""
        self._show(replace(self._scene, clipping=on))

    def set_badge(self, text: str) -> None:
        """Say a word in the corner, such as "Preview"; an empty one hides the badge."""
        self._show(replace(self._scene, badge=text))

    def set_mark(self, place: tuple[float, float] | None) -> None:
        """Mark a place, given as shares of the photo's width and height, or none."""
        self._show(replace(self._scene, mark=place))

    def set_hint(self, text: str) -> None:
        """Say what to do now, in a few words; no words hide the hint."""
        self._show(replace(self._scene, hint=text))

    def set_covered(self, top_px: int, foot_px: int) -> None:
        """Keep words clear of what lies over the top and the foot of the canvas."""
        self._covered = top_px, foot_px
        self.update()

    def set_display(self, space: QColorSpace | None) -> None:
        """Show colors as a display with this profile needs them; None: as sRGB."""
        srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
        transform = None
        if space is not None and space.isValid() and space != srgb:
            transform = srgb.transformationToColorSpace(space)
        self._display = transform
        after, before = (self._remade(s) for s in (self._scene.after, self._scene.before))
        self._show(replace(self._scene, after=after, before=before))

    # How it is kept.

    def _drop_photo(self) -> None:
        kept = self._scene
        self._scene = Scene(
            compare=kept.compare,
            split=kept.split,
            peek=kept.peek,
            clipping=kept.clipping,
            hint=kept.hint,
        )

    def _layer(self, frame: Frame) -> Layer:
        port, region = self._port, frame.region
        if port is None or region.bottom > port.photo_height or region.right > port.photo_width:
            raise ValueError(f"{region} is not a part of the photo on the canvas")
        return Layer(frame, self._display)

    def _remade(self, stack: Stack) -> Stack:
        layers = (stack.base, stack.detail)
        return Stack(*(None if old is None else Layer(old.frame, self._display) for old in layers))

    def _show(self, scene: Scene) -> None:
        self._scene = scene
        self._refresh()

    def _refresh(self) -> None:
        super()._refresh()
        scene, port = self._scene, self._port
        if port is not None and scene.is_split:
            column = split_column(port, scene.split) / self.devicePixelRatioF()
            self._handle.place(column, self.height())
            self._handle.show()
        else:
            self._handle.hide()

    def _pane(self) -> tuple[int, int, int]:
        height, width, margin = super()._pane()
        gap = round(GAP_PX * self.devicePixelRatioF())
        return height, pane_width(self._scene.compare, width, gap), margin

    def _in_pane(self, at: QPointF) -> tuple[float, float]:
        x, y = super()._in_pane(at)
        return (x, y) if self._port is None else (x - self._part_at(at).pane_left, y)

    def _part_at(self, at: QPointF) -> Part:
        """The part of the canvas that a place lies in; there must be a photo."""
        x = at.x() * self.devicePixelRatioF()
        return self._scene.part_at(self._placed(), self._device_rect().width(), x)

    def _in_photo(self, at: QPointF) -> tuple[float, float]:
        """A place of the widget in pixels of the photo; it may lie outside."""
        return self._placed().to_photo(*self._in_pane(at))

    def _device_rect(self) -> QRect:
        ratio = self.devicePixelRatioF()
        return QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw everything that is shown."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        top, foot = self._covered
        clear = self.rect().adjusted(0, top, 0, -foot)
        if self._port is None:
            paint_notice(painter, self._notice, clear, self.palette())
            paint_badge(painter, self._scene.badge, clear, self.palette())
            return
        ratio = self.devicePixelRatioF()
        painter.save()
        to_device_pixels(painter, ratio)
        canvas = self._device_rect()
        paint_pictures(painter, self._scene, self._port, canvas, self._tint)
        paint_split_line(painter, self._scene, self._port, ratio, self.palette())
        painter.restore()
        paint_words(painter, self._scene, self._port, clear, ratio, self.palette())

    # The line between before and after.

    @Slot(float)
    def _on_split_dragged(self, x: float) -> None:
        column = x * self.devicePixelRatioF()
        self._move_split(split_at(self._placed(), column))

    @Slot(float)
    def _on_split_nudged(self, share: float) -> None:
        self._move_split(self._scene.split + share)

    @Slot()
    def _on_split_centered(self) -> None:
        self._move_split(0.5)

    def _move_split(self, share: float) -> None:
        self.set_split(share)
        self.split_moved.emit(self._scene.split)


def _stretched(stack: Stack, whole: Region) -> Stack:
    """The base alone, as a picture of the whole photo in its other size."""
    return Stack() if stack.base is None else Stack(stack.base.stretched(whole))
