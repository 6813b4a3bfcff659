"""Where something lies."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from lowlight_desktop.gui.dialogs.form import BUTTON_PX


class FolderField(QWidget):
    """A folder, typed or chosen; empty has a meaning of its own.

    Args:
        name: What people call it.
        when_empty: What an empty field means, shown in it.

    Signals:
        edited: The user changed it. Silent when the program does.
    """

    edited = Signal()

    def __init__(self, name: str, when_empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._text = QLineEdit()
        self._text.setPlaceholderText(when_empty)
        self._text.setClearButtonEnabled(True)
        self._text.setAccessibleName(name)
        self._choose = QPushButton(self.tr("Choose…"))
        self._choose.setAccessibleName(self.tr("Choose {0}").format(name))
        self._choose.setAutoDefault(False)
        self._choose.setFixedWidth(BUTTON_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._choose)
        self.setFocusProxy(self._text)
        self._text.textChanged.connect(self._on_changed)
        self._choose.clicked.connect(self._on_choose)

    def folder(self) -> Path:
        """The folder, in the home folder unless all of its path is typed; empty: an empty path."""
        text = self._text.text().strip()
        return Path.home() / Path(text).expanduser() if text else Path()

    def set_folder(self, folder: Path) -> None:
        """Show a folder without telling."""
        with QSignalBlocker(self._text):
            self._text.setText("" if folder == Path() else str(folder))
        self._text.setToolTip(self._text.text())

    @Slot()
    def _on_changed(self) -> None:
        self._text.setToolTip(self._text.text())
        self.edited.emit()

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._name, str(self.folder()))
        if chosen:
            self._text.setText(chosen)
