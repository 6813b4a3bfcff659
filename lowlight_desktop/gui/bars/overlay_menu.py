"""What the overlay shows, and how strongly: a menu beside the overlay's button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QWidget, QWidgetAction

from lowlight_desktop.gui.declared_words import map_label, number, with_unit
from lowlight_desktop.photo.network_map import NetworkMap

_START_PERCENT = 60
_SLIDER_PX, _PERCENT_PX = 112, 40


class OverlayMenu(QMenu):
    """The maps of the network at work, one of them chosen, and the opacity of the overlay.

    Signals:
        map_chosen: Id of the map that the user wants. Silent when the program sets the maps.
        opacity_changed: 0 to 1.
    """

    map_chosen, opacity_changed = Signal(str), Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Overlay"))
        self._maps = QActionGroup(self)
        self._maps.triggered.connect(self._on_map)
        self._wanted: str | None = None
        self._line = self.addSeparator()
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._percent = QLabel()
        self.addAction(self._opacity_row())
        self._opacity.setValue(_START_PERCENT)

    def opacity(self) -> float:
        """Of the overlay, 0 to 1."""
        return self._opacity.value() / 100

    def map_id(self) -> str | None:
        """The chosen map, or None where no network declares any."""
        chosen = self._maps.checkedAction()
        return chosen.data() if chosen else None

    def set_maps(self, maps: Sequence[NetworkMap]) -> None:
        """Offer these; what the user chose last is chosen wherever it is among them."""
        for action in self._maps.actions():
            self._maps.removeAction(action)
            self.removeAction(action)
            action.deleteLater()
        for map_ in maps:
            action = QAction(map_label(map_.label), self, checkable=True)
            action.setData(map_.id)
            self._maps.addAction(action)
            self.insertAction(self._line, action)
        offered = self._maps.actions()
        if offered:
            next((a for a in offered if a.data() == self._wanted), offered[0]).setChecked(True)

    def _opacity_row(self) -> QWidgetAction:
        name = self.tr("Opacity")
        self._opacity.setRange(0, 100)
        self._opacity.setFixedWidth(_SLIDER_PX)
        self._opacity.setAccessibleName(self.tr("Opacity of the map"))
        self._opacity.setToolTip(self.tr("Opacity of the map"))
        self._opacity.valueChanged.connect(self._on_opacity)
        self._percent.setFixedWidth(_PERCENT_PX)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(36, 4, 16, 4)  # in line with the words above
        row.setSpacing(8)
        for widget in (QLabel(name), self._opacity, self._percent):
            row.addWidget(widget)
        holder.setFocusProxy(self._opacity)
        action = QWidgetAction(self)
        action.setText(name)
        action.setDefaultWidget(holder)
        return action

    @Slot(QAction)
    def _on_map(self, action: QAction) -> None:
        self._wanted = action.data()
        self.map_chosen.emit(self._wanted)

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self._percent.setText(with_unit(number(percent), "%"))
        self.opacity_changed.emit(percent / 100)
