"""A part of the panel that folds."""

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lowlight_desktop.gui.panel.switch import Switch
from lowlight_desktop.gui.theme.fonts import semibold
from lowlight_desktop.gui.theme.icons import icon

MARGIN_PX = 8
"""What is free at the left; at the right it belongs to the scroll bar."""


class Section(QWidget):
    """A title that folds what is under it, a reset button, and a switch where it has one.

    Signals:
        toggled_on: The user switched it on or off.
        reset: The user wants its defaults back.
        folded: The user folded (True) or opened it.
    """

    toggled_on = Signal(bool)
    reset = Signal()
    folded = Signal(bool)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self._title = QToolButton()
        self._reset = QToolButton()
        self._switch = Switch()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(MARGIN_PX, 0, 0, 12)
        self._column.setSpacing(2)
        self._make_header()
        self.set_title(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._header)
        whole.addWidget(self._content)
        self._switch.hide()
        self._switch.toggled.connect(self.toggled_on)
        self._reset.clicked.connect(self.reset)
        self._title.clicked.connect(self._on_title)
        self.set_folded(False)

    def title(self) -> str:
        """What stands at the top."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Name the section and what its buttons do."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._title.setToolTip(self.tr("Fold or open {title}").format(title=title))
        named = self.tr("Reset {title}").format(title=title)
        self._reset.setAccessibleName(named)
        self._reset.setToolTip(named)
        self._switch.setAccessibleName(self.tr("{title} on").format(title=title))
        self._switch.setToolTip(self.tr("Switch {title} on or off").format(title=title))

    def add(self, widget: QWidget, space_above_px: int = 0) -> None:
        """Put a widget under the others, with more than the usual distance where that is said."""
        if space_above_px:
            self._column.addSpacing(space_above_px)
        self._column.addWidget(widget)

    def show_switch(self) -> None:
        """Give it an on/off switch."""
        self._switch.show()

    def is_on(self) -> bool:
        """Whether the switch is on."""
        return self._switch.isChecked()

    def set_on(self, on: bool) -> None:
        """Show the switch on or off without announcing it."""
        with QSignalBlocker(self._switch):
            self._switch.setChecked(on)
        self._switch.update()

    def set_changed(self, changed: bool) -> None:
        """Offer the reset only where there is something to reset."""
        self._reset.setEnabled(changed)

    def is_folded(self) -> bool:
        """Whether only the title shows."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold or open it without announcing it."""
        self._folded = folded
        self._title.setAccessibleDescription(self.tr("folded") if folded else self.tr("open"))
        self._title.setIcon(icon("chevron-right" if folded else "chevron-down"))
        self._content.setVisible(not folded)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line that parts it from what is above."""
        painter = QPainter(self)
        line = QRect(MARGIN_PX, 0, self.width() - MARGIN_PX, 1)
        painter.fillRect(line, self.palette().color(QPalette.ColorRole.Mid))

    def _make_header(self) -> None:
        self._title.setProperty("look", "title")
        self._title.setFont(semibold(self._title.font()))
        self._title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._title.setIconSize(QSize(12, 12))
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reset.setIcon(icon("reset"))
        self._reset.setIconSize(QSize(14, 14))
        for button in (self._title, self._reset):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header = QHBoxLayout()
        self._header.setContentsMargins(MARGIN_PX - 8, 4, 0, 4)
        self._header.setSpacing(4)
        self._header.addWidget(self._title, 1)
        self._header.addWidget(self._reset)
        self._header.addWidget(self._switch)

    @Slot()
    def _on_title(self) -> None:
        self.set_folded(not self._folded)
        self.folded.emit(self._folded)
