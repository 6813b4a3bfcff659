"""What stands beside a page of the guide: all pages, or the places that a search has found."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from lowlight_desktop.gui.guide.pages import Page
from lowlight_desktop.gui.guide.search import Hit

_WIDTH_PX = 248
_LOOK = """
QListWidget { background: palette(window); border: 1px solid transparent; }
QListWidget:focus { border-color: palette(highlight); }
QListWidget::item { padding: 5px 8px; color: palette(text); }
QListWidget::item:hover { background: palette(base); }
QListWidget::item:selected { background: palette(button); color: palette(text); }
"""


class Contents(QListWidget):
    """A list; a click, or Enter, turns to what it names.

    Signals:
        page_chosen: The file of a page, and the anchor of a heading or "".
    """

    page_chosen = Signal(Path, str)

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = tuple(pages)
        self.setFixedWidth(_WIDTH_PX)
        self.setStyleSheet(_LOOK)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)
        self.show_pages(None)

    def show_pages(self, current: Path | None) -> None:
        """List the pages; the one that is read is marked."""
        self.setAccessibleName(self.tr("Contents"))
        self.setSpacing(0)
        with QSignalBlocker(self):
            self.clear()
            for page in self._pages:
                self._put(page.title, page.path, "")
                if page.path == current:
                    self.setCurrentRow(self.count() - 1)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List places; the first one is marked."""
        self.setAccessibleName(self.tr("Places found"))
        self.setSpacing(4)
        with QSignalBlocker(self):
            self.clear()
            for hit in hits:
                section = hit.section
                titles = dict.fromkeys((section.page.title, section.heading))
                words = " ▸ ".join(titles) + "\n" + hit.excerpt
                self._put(words, section.page.path, section.anchor)
            if not hits:
                nothing = QListWidgetItem(self.tr("Nothing found"))
                nothing.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(nothing)
            self.setCurrentRow(0)

    def choose_current(self) -> None:
        """Turn to what is marked, as Enter does."""
        row = self.currentRow()
        if row >= 0 and self.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
            self._on_chosen(self.item(row))

    def _put(self, text: str, path: Path, anchor: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, (path, anchor))
        self.addItem(item)

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem) -> None:
        path, anchor = item.data(Qt.ItemDataRole.UserRole)
        self.page_chosen.emit(path, anchor)
