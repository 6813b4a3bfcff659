"""The foot of the window: facts and work on the left, the ways out on the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.editing_window.offers import SAVE, SPECS

_HEIGHT_PX = 48


class SaveBar(QFrame):
    """A status bar, and a button for each way out.

    Args:
        actions: Those of the window, by their id.
        status: Gets the room that the buttons leave.
    """

    def __init__(
        self, actions: Mapping[str, QAction], status: StatusBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("saveBar")
        self.setFixedHeight(_HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(status, 1)
        self._ways_out = QWidget()
        ways = QHBoxLayout(self._ways_out)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(8)
        for spec in SPECS:
            button = _button(actions[spec.id])
            if spec.id == SAVE:
                button.setObjectName("primary")
                button.setDefault(True)
            ways.addWidget(button)
        row.addWidget(self._ways_out)

    def set_busy(self, busy: bool) -> None:
        """While something is saved, the way to stop it is the only one."""
        self._ways_out.setVisible(not busy)


def _button(action: QAction) -> QPushButton:
    """A button that follows an action."""
    button = QPushButton(action.text())
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMinimumWidth(80)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())
        button.setVisible(action.isVisible())

    action.changed.connect(follow)
    follow()
    return button
