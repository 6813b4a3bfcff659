"""Folders that were opened before, each a line to press."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

_GAP_PX = 8


class FolderLine(QAbstractButton):
    """A folder's name, and dimmed where it lies, shortened in the middle.

    Signals:
        chosen: The user wants this folder, a Path.
    """

    chosen = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setText(folder.name or str(folder))
        self.setToolTip(str(folder))
        self.setAccessibleName(self.tr("Open {folder}").format(folder=folder))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """A line of text with air."""
        return QSize(320, self.fontMetrics().height() + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both texts; a lighter ground under the pointer, a ring with the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self.palette()
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(colors.color(QPalette.ColorRole.Button))
            painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(colors.color(QPalette.ColorRole.Highlight), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        inner = self.rect().adjusted(_GAP_PX, 0, -_GAP_PX, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = self.fontMetrics()
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width() * 2 // 3)
        painter.setPen(colors.color(QPalette.ColorRole.Text))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(name) + 2 * _GAP_PX)
        where = str(self._folder.parent)
        shown = metrics.elidedText(where, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.setPen(colors.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._folder)


class RecentFolders(QWidget):
    """The newest folders, one below the other; hidden while there is none.

    Signals:
        chosen: The user wants this folder, a Path.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FolderLine] = []
        title = QLabel(self.tr("Recent folders"))
        title.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        title.setContentsMargins(_GAP_PX, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(title)
        self._column.addSpacing(4)
        self.hide()

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Offer these, the newest first."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [FolderLine(folder) for folder in folders]
        for line in self._lines:
            line.chosen.connect(self.chosen)
            self._column.addWidget(line)
        self.setVisible(bool(folders))
