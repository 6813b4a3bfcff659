"""Words that belong elsewhere, to be copied there."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from lowlight_desktop.gui.dialogs.form import BUTTON_PX


class CopyField(QWidget):
    """A line that can be read and copied, not changed.

    Args:
        name: What people call it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLineEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(name)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy {0}").format(name))
        self._copy.setAutoDefault(False)
        self._copy.setFixedWidth(BUTTON_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._copy)
        self.setFocusProxy(self._text)
        self._copy.clicked.connect(self._on_copy)

    def set_text(self, text: str) -> None:
        """Offer other words."""
        self._text.setText(text)
        self._text.setCursorPosition(0)
        self._text.setToolTip(text or self._text.accessibleName())
        self._copy.setText(self.tr("Copy"))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
        self._copy.setText(self.tr("Copied"))
