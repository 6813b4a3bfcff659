"""A page of the guide, to be read and walked through by its links."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QGuiApplication,
    QImage,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from lowlight_desktop.gui.guide.page_look import COLUMN_PX, blocks, dress, set_margins
from lowlight_desktop.gui.guide.pages import slug

_WEB = ("http", "https")
_SHARP = "@2x"  # shown half as wide as it has pixels
_LEAST_SIDE_PX = 24.0


class PageView(QTextBrowser):
    """Shows files with Markdown, and remembers which were read; it never asks the network.

    Signals:
        page_shown: The file that is read now.
        web_link_clicked: The address of a page that lies elsewhere.
        link_pointed_at: Where the link under the pointer leads, in words; "": there is none.
    """

    page_shown, web_link_clicked, link_pointed_at = Signal(Path), Signal(str), Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        # `source` is the page before while another one is being loaded.
        self._page = QUrl()
        self._is_fresh = False
        self.setOpenLinks(False)
        self.setMinimumWidth(COLUMN_PX + 2 * round(_LEAST_SIDE_PX) + 16)
        self.setAccessibleName(self.tr("Page of the guide"))
        self.anchorClicked.connect(self._on_clicked)
        self.highlighted.connect(self._on_pointed_at)
        self.sourceChanged.connect(self._on_source)

    def show_page(self, path: Path, anchor: str = "", words: Sequence[str] = ()) -> None:
        """Turn to a page.

        Args:
            path: Its file.
            anchor: Of the heading to begin with; "": the top.
            words: What to mark on it, until another page is shown.
        """
        url = QUrl.fromLocalFile(str(path))
        if anchor:
            url.setFragment(anchor)
        self._words = tuple(words)
        self.setSource(url)

    def path(self) -> Path:
        """The file that is read."""
        return Path(self._page.toLocalFile())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Text and pictures, from files alone."""
        url = self._page.resolved(QUrl(name))
        path = Path(url.toLocalFile())
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return _picture(path, self.devicePixelRatioF())
        self._page, self._is_fresh = url, True
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            said = self.tr("This page cannot be read: {0}")
            return said.format(error.strerror or str(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in the middle."""
        super().resizeEvent(event)
        self._center()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colors of another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and not self._page.isEmpty():
            at = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(at)

    def _center(self) -> None:
        free = (self.viewport().width() - COLUMN_PX) / 2
        set_margins(self.document(), max(free, _LEAST_SIDE_PX))

    @Slot(QUrl)
    def _on_source(self, url: QUrl) -> None:
        if self._is_fresh:
            self._is_fresh = False
            # A style sheet has given this widget's own palette other backgrounds.
            dress(self.document(), QGuiApplication.palette())
            self._center()
        self._mark()
        if url.hasFragment():
            self._scroll_to(url.fragment())
        self.page_shown.emit(self.path())

    def _mark(self) -> None:
        """Lay the accent under the words that were looked for."""
        form = QTextCharFormat()
        palette = QGuiApplication.palette()
        form.setBackground(QBrush(palette.color(QPalette.ColorRole.Highlight)))
        form.setForeground(QBrush(palette.color(QPalette.ColorRole.HighlightedText)))
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self._words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, form  # pyright: ignore[reportAttributeAccessIssue]
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marks)

    def _scroll_to(self, anchor: str) -> None:
        for block in blocks(self.document()):
            if block.blockFormat().headingLevel() and slug(block.text()) == anchor:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - 8)
                self.setTextCursor(QTextCursor(block))
                return

    @Slot(QUrl)
    def _on_clicked(self, url: QUrl) -> None:
        url = self._page.resolved(url)
        if url.scheme() in _WEB:
            self.web_link_clicked.emit(url.toString())
        elif url.toLocalFile().endswith(".md"):
            self._words = ()
            self.setSource(url)

    @Slot(QUrl)
    def _on_pointed_at(self, url: QUrl) -> None:
        is_web = url.scheme() in _WEB
        said = self.tr("Opens in the web browser: {0}").format(url.toString()) if is_web else ""
        self.link_pointed_at.emit(said)


def _picture(path: Path, ratio: float) -> QImage:
    """A picture in pixels of the screen; null where there is none."""
    image = QImage(str(path))
    if image.isNull():
        return image
    width = image.width() / (2 if path.stem.endswith(_SHARP) else 1)
    shown = round(min(width, COLUMN_PX) * ratio)
    if shown < image.width():
        image = image.scaledToWidth(shown, Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(image.width() / min(width, COLUMN_PX))
    return image
