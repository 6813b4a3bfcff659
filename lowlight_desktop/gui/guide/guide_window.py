"""The window of the guide: contents, search and a page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from lowlight_desktop.gui.actions import ActionSpec, make_action
from lowlight_desktop.gui.bars.elided_label import ElidedLabel
from lowlight_desktop.gui.guide.contents import Contents
from lowlight_desktop.gui.guide.page_view import PageView
from lowlight_desktop.gui.guide.pages import Page
from lowlight_desktop.gui.guide.search import find, words_of
from lowlight_desktop.gui.theme.icons import icon

SPECS = (
    ActionSpec("back", "Page Before", "Alt+Left", "The page that was read before"),
    ActionSpec("forward", "Page After", "Alt+Right", "The page that was read after this one"),
    ActionSpec("search", "Search", "Ctrl+F", "Find words on every page"),
    ActionSpec("close", "Close the Guide", "Ctrl+W", "Go back to the photos"),
)
"""What can be done in this window."""

_SIZE = QSize(1080, 800)


def open_in_browser(address: str) -> None:
    """Have the system show a page of the web."""
    QDesktopServices.openUrl(QUrl(address))


class GuideWindow(QWidget):
    """A reader that works without a network.

    Args:
        pages: All pages, the index first; at least one.
        browse: Opens a page of the web; called when its link is clicked, never before.
    """

    def __init__(
        self, pages: Sequence[Page], browse: Callable[[str], None] = open_in_browser
    ) -> None:
        super().__init__()
        self._pages, self._browse = tuple(pages), browse
        self._actions = {spec.id: make_action(spec, self) for spec in SPECS}
        self._contents, self._view = Contents(pages), PageView()
        self._search, self._link = QLineEdit(), ElidedLabel(Qt.TextElideMode.ElideRight)
        self._make_search()
        self._lay_out()
        self._connect()
        self.resize(_SIZE)
        self.show_page(self._pages[0].path)
        self._view.setFocus()

    def view(self) -> PageView:
        """The page."""
        return self._view

    def contents(self) -> Contents:
        """The list beside it."""
        return self._contents

    def search(self) -> QLineEdit:
        """The field above it."""
        return self._search

    def link(self) -> ElidedLabel:
        """Where the link under the pointer leads."""
        return self._link

    def show_page(self, path: Path, anchor: str = "") -> None:
        """Turn to a page, and to a heading of it."""
        self._view.show_page(path, anchor, words_of(self._search.text()))

    def _make_search(self) -> None:
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.setAccessibleName(self.tr("Search the guide"))
        self._search.setToolTip(self._actions["search"].toolTip())
        self._link.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._link.setAccessibleDescription(self.tr("Where the link leads"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        self._search.setFixedWidth(self._contents.width() - 64)
        for id_, drawing in (("back", "chevron-left"), ("forward", "chevron-right")):
            top.addWidget(self._button(self._actions[id_], drawing))
        top.addWidget(self._search)
        top.addSpacing(12)
        top.addWidget(self._link)
        top.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._contents)
        body.addWidget(self._view, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(body, 1)

    def _button(self, action: QAction, drawing: str) -> QToolButton:
        action.setIcon(icon(drawing))
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        return button

    def _connect(self) -> None:
        view, actions = self._view, self._actions
        actions["back"].triggered.connect(view.backward)
        actions["forward"].triggered.connect(view.forward)
        actions["search"].triggered.connect(self._on_search_wanted)
        actions["close"].triggered.connect(self.close)
        for id_, known in (("back", view.backwardAvailable), ("forward", view.forwardAvailable)):
            actions[id_].setEnabled(False)
            known.connect(actions[id_].setEnabled)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._on_escape)
        self._search.textChanged.connect(self._on_search)
        self._search.returnPressed.connect(self._contents.choose_current)
        self._contents.page_chosen.connect(self.show_page)
        view.page_shown.connect(self._on_page)
        view.web_link_clicked.connect(self._on_web_link)
        view.link_pointed_at.connect(self._link.setText)

    @Slot(Path)
    def _on_page(self, path: Path) -> None:
        titles = {page.path: page.title for page in self._pages}
        known = self.tr("Lowlight Guide")
        title = titles.get(path, path.stem)
        self.setWindowTitle(known if path == self._pages[0].path else f"{title} – {known}")
        if not self._search.text():
            self._contents.show_pages(path)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        if words_of(text):
            self._contents.show_hits(find(self._pages[1:], text))
        else:
            self._contents.show_pages(self._view.path())

    @Slot()
    def _on_search_wanted(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    @Slot()
    def _on_escape(self) -> None:
        if self._search.text():
            self._search.clear()
        else:
            self.close()

    @Slot(str)
    def _on_web_link(self, address: str) -> None:
        self._browse(address)
