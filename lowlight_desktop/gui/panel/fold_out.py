"""A few rows that are hidden until somebody wants them."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lowlight_desktop.gui.theme.icons import icon


class FoldOut(QWidget):
    """A name that opens the rows under it.

    Signals:
        folded: The user folded (True) or opened it.
    """

    folded = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = True
        self._title = QToolButton()
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._title.setToolTip(self.tr("Fold or open {title}").format(title=title))
        self._title.setProperty("look", "fold")
        self._title.setIconSize(QSize(12, 12))
        self._title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._title.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._content = QWidget()
        self._rows = QVBoxLayout(self._content)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._title)
        whole.addWidget(self._content)
        self.set_folded(True)
        self._title.clicked.connect(self._on_title)

    def add(self, widget: QWidget) -> None:
        """Put a row under the others."""
        self._rows.addWidget(widget)

    def is_folded(self) -> bool:
        """Whether only its name shows."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold or open it without announcing it."""
        self._folded = folded
        self._title.setAccessibleDescription(self.tr("folded") if folded else self.tr("open"))
        self._title.setIcon(icon("chevron-right" if folded else "chevron-down"))
        self._content.setVisible(not folded)

    @Slot()
    def _on_title(self) -> None:
        self.set_folded(not self._folded)
        self.folded.emit(self._folded)
