"""About: whose work the program contains, with every license to be read."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.studio.licenses import Work, text_of


class LicensesPage(QWidget):
    """A list of works, and the license of the chosen one below it.

    Args:
        works: What the program is made of; at least one.
    """

    def __init__(self, works: Sequence[Work], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._works = tuple(works)
        self._list, self._text = QTreeWidget(), QPlainTextEdit()
        self._list.setAccessibleName(self.tr("Works"))
        self._list.setHeaderLabels([self.tr("Work"), self.tr("Version"), self.tr("License")])
        items = [QTreeWidgetItem([work.name, work.version, work.license]) for work in self._works]
        self._list.addTopLevelItems(items)
        self._show_as_list()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Text of the license"))
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._list, 2)
        column.addWidget(self._text, 3)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._list.setCurrentItem(items[0])

    def _show_as_list(self) -> None:
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = self._list.header()
        head.setStretchLastSection(True)
        head.setStyleSheet("QHeaderView { border: none; }")  # it is a list too
        for column, fact in enumerate(("name", "version", "license")):
            self._list.setColumnHidden(column, not any(getattr(w, fact) for w in self._works))
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    @Slot()
    def _on_chosen(self) -> None:
        item = self._list.currentItem()
        if item is None:  # pyright: ignore[reportUnnecessaryComparison] - nothing is chosen
            return
        work = self._works[self._list.indexOfTopLevelItem(item)]
        try:
            text = text_of(work)
        except OSError as error:
            text = self.tr("The license cannot be read: {0}.").format(error)
        self._text.setPlainText(text or self.tr("No text came with this package."))
