"""The table of the queue: rows of one height, so that thousands cost nothing."""

from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from lowlight_desktop.gui.queue.queue_delegate import ROW_PX, QueueDelegate
from lowlight_desktop.gui.queue.queue_model import Column, QueueModel
from lowlight_desktop.gui.strip.thumbnails import Thumbnails
from lowlight_desktop.studio.journal_entry import OPEN

_TIME_PX = 104
_PHOTO_SHARE = 0.5  # of the room beside the time


class QueueView(QTableView):
    """Selects rows, lets those that wait be dragged.

    Args:
        model: The photos.
        thumbnails: Their pictures.

    Signals:
        room_changed: Other photos may be visible now.
    """

    room_changed = Signal()

    def __init__(
        self, model: QueueModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = model
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(thumbnails, self))
        self.setAccessibleName(self.tr("Photos to be exported"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QueueView { border: none; }")  # tables elsewhere have one
        self._fix_headers()
        self.verticalScrollBar().valueChanged.connect(self.room_changed)
        model.rowsInserted.connect(self.room_changed)
        model.rowsRemoved.connect(self.room_changed)
        model.layoutChanged.connect(self.room_changed)

    def _fix_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_PX)
        rows.setDefaultSectionSize(ROW_PX)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(0)
        rows.hide()
        columns.hide()

    def chosen(self) -> tuple[int, ...]:
        """Ids of the selected photos, in their order."""
        # By ranges: an index for each of thousands of rows would stop the window.
        selection = self.selectionModel().selection()
        ranges = (selection.at(i) for i in range(selection.size()))
        rows = sorted(row for one in ranges for row in range(one.top(), one.bottom() + 1))
        entries = self._queue.entries()
        return tuple(entries[row].id for row in dict.fromkeys(rows))

    def choose(self, rows: list[int]) -> None:
        """Select these rows and no others, and show the first."""
        selection = QItemSelection()
        for row in rows:
            index = self._queue.index(row, 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if rows:
            first = self._queue.index(rows[0], 0)
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtCenter)

    def sources_in_view(self) -> tuple[Path, ...]:
        """The photos that can be seen, from the top."""
        room = self.viewport().rect()
        first = self.rowAt(0)
        if first < 0 or room.isEmpty():
            return ()
        last = min(first + room.height() // ROW_PX + 2, self._queue.rowCount())
        rows = (self._queue.index(row, 0) for row in range(first, last))
        return tuple(self._queue.entry_at(index).source for index in rows)

    def event(self, event: QEvent) -> bool:
        """Select all means these rows while the keyboard is here."""
        if event.type() is QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.SelectAll):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are the window's shortcuts, not a search for names."""
        has_modifier = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not has_modifier and event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or what they are for."""
        super().paintEvent(event)
        if not self._queue.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = self.tr("Nothing is being exported. Drop photos here to export them.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out."""
        super().resizeEvent(event)
        room = self.viewport().width() - _TIME_PX
        photo = round(room * _PHOTO_SHARE)
        for column, width in zip(Column, (photo, room - photo, _TIME_PX), strict=True):
            self.setColumnWidth(column, width)
        self.room_changed.emit()

    def show_turn(self) -> None:
        """Scroll to the photo in hand, or the next one."""
        for row, entry in enumerate(self._queue.entries()):
            if entry.state in OPEN:
                index = self._queue.index(row, 0)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                return
