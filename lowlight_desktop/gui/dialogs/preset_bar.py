"""Wishes under names: chosen, saved, deleted."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget


class _NameBox(QComboBox):
    """Names to choose from, and room for a new one.

    Signals:
        entered: Return was pressed.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return means this name and not the dialog's default button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PresetBar(QWidget):
    """A name to choose or to type, with Save and Delete.

    Signals:
        chosen: The user wants the preset of this name, a str.
        saved: The present wish shall have this name, a str.
        deleted: The preset of this name shall go, a str.
    """

    chosen, saved, deleted = Signal(str), Signal(str), Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._box = _NameBox()
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.setAccessibleName(self.tr("Preset"))
        field = self._box.lineEdit()
        assert field is not None
        field.setPlaceholderText(self.tr("Choose, or type a new name"))
        self._save = QPushButton(self.tr("Save"))
        self._save.setToolTip(self.tr("Keep these settings under this name"))
        self._delete = QPushButton(self.tr("Delete"))
        self._delete.setToolTip(self.tr("Forget the preset of this name"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._box, 1)
        for button in (self._save, self._delete):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.setFocusProxy(self._box)
        self._box.activated.connect(self._on_activated)
        self._box.editTextChanged.connect(self._show_possible)
        self._box.entered.connect(self._on_save)
        self._save.clicked.connect(self._on_save)
        self._delete.clicked.connect(self._on_delete)
        self.set_names(())

    def set_names(self, names: Sequence[str], shown: str = "") -> None:
        """Offer these names, and show one without telling."""
        self._names = tuple(names)
        with QSignalBlocker(self._box):
            self._box.clear()
            self._box.addItems(self._names)
            self._box.setCurrentIndex(self._names.index(shown) if shown in self._names else -1)
            self._box.setEditText(shown)
        self._show_possible()

    def _name(self) -> str:
        return self._box.currentText().strip()

    @Slot()
    def _show_possible(self) -> None:
        self._save.setEnabled(bool(self._name()))
        self._delete.setEnabled(self._name() in self._names)

    @Slot()
    def _on_activated(self) -> None:
        if self._name() in self._names:
            self.chosen.emit(self._name())

    @Slot()
    def _on_save(self) -> None:
        if self._name():
            self.saved.emit(self._name())

    @Slot()
    def _on_delete(self) -> None:
        self.deleted.emit(self._name())
