"""What a photographer reaches for while looking: compare, overlay, zoom, export."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from lowlight_desktop.gui.bars.overlay_menu import OverlayMenu
from lowlight_desktop.gui.theme.icons import icon
from lowlight_desktop.photo.network_map import NetworkMap

_HEIGHT_PX = 44
_ARROW = QSize(12, 12)
_COMPARE = ("split", "side", "camera")


class TopBar(QFrame):
    """Buttons for the visible actions of the window, and menus for the overlay and the presets.

    Signals:
        map_chosen: Id of a network's map.
        opacity_changed: Of the overlay, 0 to 1.
    """

    map_chosen, opacity_changed = Signal(str), Signal(float)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(_HEIGHT_PX)
        self._overlay = OverlayMenu(self)
        self._overlay.map_chosen.connect(self.map_chosen)
        self._overlay.opacity_changed.connect(self.opacity_changed)
        self._presets = QToolButton()
        self._make_presets_button()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        if actions["open"].isVisible():
            row.addWidget(self._button(actions["open"]))
            row.addSpacing(12)
        for id_ in _COMPARE:
            if actions[id_].isVisible():
                row.addWidget(self._button(actions[id_]))
        row.addLayout(self._overlay_buttons(actions["overlay"]))
        row.addWidget(self._button(actions["clipping"]))
        row.addStretch()
        row.addWidget(self._presets)
        row.addWidget(self._button(actions["toggle_zoom"]))
        if actions["export"].isVisible():
            row.addSpacing(12)
            row.addWidget(self._export_button(actions["export"]))

    def opacity(self) -> float:
        """Of the overlay, 0 to 1."""
        return self._overlay.opacity()

    def map_id(self) -> str | None:
        """The chosen map, or None where no network declares any."""
        return self._overlay.map_id()

    def set_maps(self, maps: Sequence[NetworkMap]) -> None:
        """Offer these; the chosen one stays if it is among them."""
        self._overlay.set_maps(maps)

    def set_presets_menu(self, menu: QMenu) -> None:
        """Offer the presets here too: the same menu as in the menu bar."""
        self._presets.setMenu(menu)
        self._presets.setEnabled(menu.isEnabled())
        menu.menuAction().enabledChanged.connect(self._presets.setEnabled)
        self._presets.show()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setText(action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(button.text())
        return button

    def _overlay_buttons(self, action: QAction) -> QHBoxLayout:
        """The overlay itself, and close to it what it shows."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._button(action))
        row.addWidget(self._overlay_arrow(action))
        return row

    def _overlay_arrow(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("chevron-down"))
        button.setIconSize(_ARROW)
        button.setProperty("look", "arrow")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._overlay)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self.tr("What the overlay shows"))
        button.setToolTip(self.tr("What the colors over the photo show, and their opacity"))
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _make_presets_button(self) -> None:
        """It waits, hidden, for its menu."""
        self._presets.setText(self.tr("Presets"))
        self._presets.setIcon(icon("chevron-down"))
        self._presets.setIconSize(_ARROW)
        self._presets.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._presets.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows
        self._presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._presets.setAccessibleName(self._presets.text())
        self._presets.setToolTip(self.tr("Give the photo the settings of a preset"))
        self._presets.hide()

    def _export_button(self, action: QAction) -> QPushButton:
        button = QPushButton(self.tr("Export…"))
        button.setObjectName("primary")
        button.setToolTip(action.toolTip())
        button.setAccessibleName(self.tr("Export"))
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button
