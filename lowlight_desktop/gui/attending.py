"""The attention tool: point at a place, see what the RAW network compares it with."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.photo.network_map import ATTENTION, NetworkMap


class Attending(QObject):
    """Lets a place be picked while the map of attention is shown and the photo has one.

    Esc ends it, and so does the brush.

    Signals:
        ended: The user wants no map any more.
    """

    ended = Signal()

    def __init__(self, canvas: Canvas, panel: RightPanel, darkroom: Darkroom) -> None:
        super().__init__(canvas)
        self._canvas, self._panel, self._darkroom = canvas, panel, darkroom
        self._is_wanted = self._is_offered = self._is_on = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), canvas)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.ended)
        darkroom.map_changed.connect(self._on_map)
        darkroom.maps_known.connect(self._on_maps)
        darkroom.left.connect(self._on_left)
        canvas.clicked.connect(self._on_clicked)
        panel.brush_changed.connect(self._on_brush)

    @Slot(object)
    def _on_map(self, map_id: str | None) -> None:
        self._is_wanted = map_id == ATTENTION.id
        self._follow()
        if self._is_on:
            self._canvas.setFocus()  # its arrow keys move the mark

    @Slot(tuple)
    def _on_maps(self, maps: tuple[NetworkMap, ...]) -> None:
        self._is_offered = ATTENTION in maps
        self._follow()

    @Slot(object)
    def _on_left(self, _path: object) -> None:
        self._is_offered = False
        self._follow()

    @Slot(object)
    def _on_brush(self, brush: object) -> None:
        if brush is not None and self._is_wanted:
            self.ended.emit()

    @Slot(float, float)
    def _on_clicked(self, x: float, y: float) -> None:
        if self._is_on:
            self._point((x, y))

    def _follow(self) -> None:
        is_on = self._is_wanted and self._is_offered
        if is_on == self._is_on:
            return
        self._is_on = is_on
        self._escape.setEnabled(is_on)
        self._canvas.set_picking(is_on)
        self._point(None)
        if is_on:
            self._panel.set_brush(False)

    def _point(self, place: tuple[float, float] | None) -> None:
        hint = self.tr("Click a place to see what the network compares it with.")
        self._canvas.set_hint(hint if self._is_on and place is None else "")
        self._canvas.set_mark(place)
        self._darkroom.attend(place)
