"""Where something lies."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.formats.disk_errors import check_folder
from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.dialogs.form import BUTTON_PX, dimmed
from lowlight_desktop.photo.errors import WriteError


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
        self._problem = dimmed()
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._problem)
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
        self._show()

    def takes_results(self) -> bool:
        """Whether results could go there; where they could not, the field says why."""
        if self.folder() == Path():
            return True
        try:
            check_folder(self.folder())
        except WriteError as error:
            self._problem.setText(error_words(error))
            self._problem.show()
            self._text.setFocus()
            return False
        return True

    def _show(self) -> None:
        self._text.setToolTip(self._text.text())
        self._problem.hide()

    @Slot()
    def _on_changed(self) -> None:
        self._show()
        self.edited.emit()

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._name, str(self.folder()))
        if chosen:
            self._text.setText(chosen)
