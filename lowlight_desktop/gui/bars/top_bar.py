"""What a photographer reaches for while looking: compare, overlay, zoom, export."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from lowlight_desktop.gui.declared_words import map_label
from lowlight_desktop.photo.network_map import NetworkMap

_HEIGHT_PX = 44
_START_OPACITY = 0.6
_SHOWN = ("split", "side", "camera", "overlay", "clipping")


class TopBar(QFrame):
    """Buttons for the window's actions, and the settings of the overlay while it is on.

    Signals:
        map_chosen: Id of a network's map.
        opacity_changed: Of the overlay, 0 to 1.
    """

    map_chosen, opacity_changed = Signal(str), Signal(float)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(_HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self._button(actions["open"]))
        row.addSpacing(12)
        for id_ in _SHOWN:
            row.addWidget(self._button(actions[id_]))
        row.addWidget(self._overlay_settings())
        row.addStretch()
        row.addWidget(self._button(actions["toggle_zoom"]))
        row.addSpacing(12)
        row.addWidget(self._export_button(actions["export"]))

    def opacity(self) -> float:
        """Of the overlay, 0 to 1."""
        return self._opacity.value() / 100

    def map_id(self) -> str | None:
        """The chosen map, or None where no network declares any."""
        return self._maps.currentData()

    def set_maps(self, maps: Sequence[NetworkMap]) -> None:
        """Offer these; the chosen one stays if it is among them."""
        chosen = self.map_id()
        with QSignalBlocker(self._maps):
            self._maps.clear()
            for map_ in maps:
                self._maps.addItem(map_label(map_.label), map_.id)
            self._maps.setCurrentIndex(max(self._maps.findData(chosen), 0 if maps else -1))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setText(action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(button.text())
        return button

    def _export_button(self, action: QAction) -> QPushButton:
        button = QPushButton(self.tr("Export…"))
        button.setObjectName("primary")
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _overlay_settings(self) -> QWidget:
        settings = QWidget()
        row = QHBoxLayout(settings)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(8)
        self._maps = QComboBox()
        self._maps.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._maps.setAccessibleName(self.tr("Map"))
        self._maps.setToolTip(self.tr("What the colors over the photo show"))
        self._maps.currentIndexChanged.connect(self._on_map)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setValue(round(100 * _START_OPACITY))
        self._opacity.setFixedWidth(80)
        self._opacity.setAccessibleName(self.tr("Opacity of the map"))
        self._opacity.setToolTip(self.tr("Opacity of the map"))
        self._opacity.valueChanged.connect(self._on_opacity)
        for widget in (self._maps, QLabel(self.tr("Opacity")), self._opacity):
            row.addWidget(widget, 0)
        settings.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        settings.hide()
        self._settings = settings
        return settings

    def show_overlay_settings(self, on: bool) -> None:
        """Offer map and opacity while the overlay is on."""
        self._settings.setVisible(on)

    @Slot(int)
    def _on_map(self, _index: int) -> None:
        if (map_id := self.map_id()) is not None:
            self.map_chosen.emit(map_id)

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self.opacity_changed.emit(percent / 100)
