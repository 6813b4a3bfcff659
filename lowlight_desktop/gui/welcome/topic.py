"""One thing that the welcome tells: a title, a few lines, and what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.form import dimmed
from lowlight_desktop.gui.theme.fonts import semibold

_TITLE_PX, _GAP_PX, _BUTTON_PX = 136, 16, 120
_LEVEL_PX = 5  # so far down begins the text of a button


def leveled(text: str) -> QLabel:
    """Text that explains, as high as its topic's title and the text of its buttons."""
    made = dimmed(text)
    made.setContentsMargins(0, _LEVEL_PX, 0, 0)
    return made


def side_button(text: str, hint: str) -> QPushButton:
    """A button at the end of a line."""
    made = QPushButton(text)
    made.setToolTip(hint)
    made.setAutoDefault(False)
    made.setMinimumWidth(_BUTTON_PX)
    return made


class Topic(QWidget):
    """A row of the welcome.

    Args:
        title: What it is about.
        lines: What is told.
        button: What can be done about all of it; lines may have some of their own.
    """

    def __init__(self, title: str, *lines: QWidget, button: QPushButton | None = None) -> None:
        super().__init__()
        head = QLabel(title)
        head.setContentsMargins(0, _LEVEL_PX, 0, 0)
        head.setFont(semibold(head.font()))
        head.setFixedWidth(_TITLE_PX)
        head.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(4)
        for line in lines:
            column.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP_PX)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(head, 0, top)
        row.addLayout(column, 1)
        if button is not None:
            row.addWidget(button, 0, top)
