"""Every key of the window."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

_WIDTH_PX, _HEIGHT_PX, _ROW_PX = 560, 560, 24


def shortcut_rows(actions: Iterable[QAction]) -> tuple[tuple[str, str], ...]:
    """What each action with a shortcut does, and its keys as the system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return tuple(
        (action.iconText(), ", ".join(keys.toString(native) for keys in action.shortcuts()))
        for action in actions
        if action.shortcuts()
    )


class ShortcutsDialog(QDialog):
    """A table of what can be done with a key, with a field to search it.

    Args:
        actions: Those without a shortcut are left out.
        others: What needs no action: (what it does, what to press).
    """

    def __init__(
        self,
        actions: Iterable[QAction],
        others: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        rows = (*shortcut_rows(actions), *others)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.setAccessibleName(self.tr("Search shortcuts"))
        self._search.setToolTip(self.tr("Show only what contains this"))
        self._table = QTableWidget(len(rows), 2)
        self._table.setAccessibleName(self.tr("Shortcuts"))
        self._table.setHorizontalHeaderLabels([self.tr("What it does"), self.tr("Keys")])
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                self._table.setItem(i, j, QTableWidgetItem(text))
        self._show_as_list()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._table, 1)
        column.addSpacing(8)
        column.addWidget(buttons)
        self._search.textChanged.connect(self._on_search)
        self.resize(_WIDTH_PX, _HEIGHT_PX)

    def _show_as_list(self) -> None:
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self._table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setStyleSheet("QHeaderView { border: none; }")  # it is a list too

    @Slot(str)
    def _on_search(self, text: str) -> None:
        for i in range(self._table.rowCount()):
            items = (self._table.item(i, j) for j in range(2))
            said = " ".join(item.text() for item in items if item is not None)
            self._table.setRowHidden(i, text.casefold() not in said.casefold())
