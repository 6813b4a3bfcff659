"""The ways to look at a photo: zoom, compare, overlay, clipping, and what the pointer is on."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.canvas.compare import Compare
from lowlight_desktop.gui.canvas.readout import PixelAt
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.possible import set_possible
from lowlight_desktop.photo.network_map import NetworkMap

_ZOOM_STEP = 1.25


class Looking(QObject):
    """Joins the view's actions with canvas, darkroom, top bar and status bar."""

    def __init__(
        self,
        actions: Mapping[str, QAction],
        top: TopBar,
        canvas: Canvas,
        darkroom: Darkroom,
        status: StatusBar,
    ) -> None:
        super().__init__(canvas)
        self._actions, self._top, self._canvas = actions, top, canvas
        self._darkroom, self._status = darkroom, status
        actions["toggle_zoom"].triggered.connect(self._on_toggle_zoom)
        actions["zoom_in"].triggered.connect(self._on_zoom_in)
        actions["zoom_out"].triggered.connect(self._on_zoom_out)
        actions["split"].toggled.connect(self._on_split)
        actions["side"].toggled.connect(self._on_side)
        actions["camera"].toggled.connect(self._on_camera)
        actions["overlay"].toggled.connect(self._on_overlay)
        actions["clipping"].toggled.connect(canvas.set_clipping)
        darkroom.maps_known.connect(self._on_maps)
        top.map_chosen.connect(self._on_map_chosen)
        top.opacity_changed.connect(darkroom.set_map_opacity)
        darkroom.set_map_opacity(top.opacity())
        canvas.hovered.connect(self._on_hover)
        canvas.view_changed.connect(self._on_view)

    @Slot()
    def _on_toggle_zoom(self) -> None:
        self._canvas.toggle_zoom()

    @Slot()
    def _on_zoom_in(self) -> None:
        self._canvas.zoom_by(_ZOOM_STEP)

    @Slot()
    def _on_zoom_out(self) -> None:
        self._canvas.zoom_by(1 / _ZOOM_STEP)

    @Slot(bool)
    def _on_split(self, on: bool) -> None:
        if on:
            self._actions["side"].setChecked(False)
        self._set_compare()

    @Slot(bool)
    def _on_side(self, on: bool) -> None:
        if on:
            self._actions["split"].setChecked(False)
        self._set_compare()

    @Slot(bool)
    def _on_camera(self, on: bool) -> None:
        """It is there to compare with: alone it would show nothing."""
        self._darkroom.set_camera(on)
        if on and not self._is_comparing():
            self._actions["split"].setChecked(True)

    def _is_comparing(self) -> bool:
        return any(self._actions[id_].isChecked() for id_ in ("split", "side"))

    def _set_compare(self) -> None:
        if not self._is_comparing():
            self._actions["camera"].setChecked(False)
        mode = Compare.OFF
        if self._actions["split"].isChecked():
            mode = Compare.SPLIT
        elif self._actions["side"].isChecked():
            mode = Compare.SIDE
        self._darkroom.set_compare(mode)

    @Slot(bool)
    def _on_overlay(self, on: bool) -> None:
        self._darkroom.set_map(self._top.map_id() if on else None)

    @Slot()
    def hide_overlay(self) -> None:
        """Lay no map over the photo any more."""
        self._actions["overlay"].setChecked(False)

    @Slot(str)
    def _on_map_chosen(self, map_id: str) -> None:
        """Whoever chooses a map wants to see it."""
        self._actions["overlay"].setChecked(True)
        self._darkroom.set_map(map_id)

    @Slot(tuple)
    def _on_maps(self, maps: tuple[NetworkMap, ...]) -> None:
        self._top.set_maps(maps)
        why_not = "" if maps else self.tr("None of the networks at work on this photo has a map.")
        set_possible(self._actions["overlay"], why_not)
        if self._actions["overlay"].isChecked():
            self._darkroom.set_map(self._top.map_id())

    @Slot(object)
    def _on_hover(self, pixel: PixelAt | None) -> None:
        if pixel is None:
            self._status.set_pixel(None)
        else:
            self._status.set_pixel(pixel.rgb, pixel.ev)

    @Slot(object)
    def _on_view(self, _view: object) -> None:
        if self._darkroom.photo is not None:
            self._status.set_zoom(self._canvas.scale())
