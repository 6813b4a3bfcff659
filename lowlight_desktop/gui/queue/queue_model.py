"""The photos of the queue in their order, as Qt's views ask for them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from lowlight_desktop.gui.queue.words import duration, explanation, state_word
from lowlight_desktop.studio.journal import Changes
from lowlight_desktop.studio.journal_entry import Entry, State

Index = QModelIndex | QPersistentModelIndex

NO_INDEX = QModelIndex()
_MOVED = "application/x-lowlight-queue"


class Column(IntEnum):
    """What stands beside each other."""

    PHOTO = 0
    STATE = 1
    TIME = 2


class Role(IntEnum):
    """What the delegate asks for, beyond Qt's roles."""

    ENTRY = Qt.ItemDataRole.UserRole
    FRACTION = Qt.ItemDataRole.UserRole + 1


class QueueModel(QAbstractTableModel):
    """What a journal says, and how far the photos in hand are.

    Signals:
        move_requested: (ids, id or None): the user wants these right before that one, or last.
    """

    move_requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._rows: dict[int, int] = {}
        self._fractions: dict[int, float] = {}
        self._counts = Counter[State]()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many photos are in each state."""
        return self._counts

    def entries(self) -> Sequence[Entry]:
        """All photos, in their order; not to be kept."""
        return self._entries

    def entry_at(self, index: Index) -> Entry:
        """The photo at a valid index."""
        return self._entries[index.row()]

    def entry(self, id_: int) -> Entry | None:
        """One photo, if it is here."""
        row = self._rows.get(id_)
        return None if row is None else self._entries[row]

    def rows_of(self, state: State) -> list[int]:
        """Where the photos in a state are."""
        return [row for row, entry in enumerate(self._entries) if entry.state is state]

    def fractions(self) -> Mapping[int, float]:
        """How far the photos in hand are, by their ids."""
        return self._fractions

    def apply(self, changes: Changes) -> None:
        """Follow the journal."""
        gone = self._rows.keys() & changes.gone
        known = [entry for entry in changes.entries if entry.id in self._rows]
        new = [entry for entry in changes.entries if entry.id not in self._rows]
        if gone:
            self._remove(gone)
        is_moved = any(entry.place != self._entries[self._rows[entry.id]].place for entry in known)
        for entry in known:
            row = self._rows[entry.id]
            self._counts[self._entries[row].state] -= 1
            self._entries[row] = entry
        self._counts.update(entry.state for entry in changes.entries)
        if is_moved:
            self._sort()
        elif known:
            rows = [self._rows[entry.id] for entry in known]
            self._tell(min(rows), max(rows))
        if new:
            first = len(self._entries)
            self.beginInsertRows(NO_INDEX, first, first + len(new) - 1)
            self._entries.extend(new)
            self._number()
            self.endInsertRows()
            if first and self._entries[first - 1].place > new[0].place:
                self._sort()

    def set_fractions(self, fractions: Mapping[int, float]) -> None:
        """Show how far the photos in hand are, 0 to 1, by their ids."""
        changed = {*self._fractions.items()} ^ {*fractions.items()}
        self._fractions = dict(fractions)
        for id_ in {id_ for id_, _ in changed}:
            if (row := self._rows.get(id_)) is not None:
                self._tell(row, row)

    def _remove(self, ids: Iterable[int]) -> None:
        gone = {self._rows[id_] for id_ in ids}
        for row in gone:
            self._counts[self._entries[row].state] -= 1
        if max(gone) - min(gone) + 1 == len(gone):
            self.beginRemoveRows(NO_INDEX, min(gone), max(gone))
            self._keep(gone)
            self.endRemoveRows()
            return
        # Scattered ones would be removed one by one.
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids_before = [self._entries[index.row()].id for index in before]
        self._keep(gone)
        self.changePersistentIndexList(before, self._indexes(before, ids_before))
        self.layoutChanged.emit()

    def _keep(self, gone: set[int]) -> None:
        self._entries = [e for row, e in enumerate(self._entries) if row not in gone]
        self._number()

    def _sort(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._entries[index.row()].id for index in before]
        self._entries.sort(key=lambda entry: entry.place)
        self._number()
        self.changePersistentIndexList(before, self._indexes(before, ids))
        self.layoutChanged.emit()

    def _number(self) -> None:
        self._rows = {entry.id: row for row, entry in enumerate(self._entries)}

    def _indexes(self, before: Sequence[QModelIndex], ids: Sequence[int]) -> list[QModelIndex]:
        """Where photos are now that were at other places."""
        return [
            self.index(self._rows[id_], index.column()) if id_ in self._rows else NO_INDEX
            for index, id_ in zip(before, ids, strict=True)
        ]

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, Column.TIME))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many photos there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Photo, state and time."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """For those who hear the table."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Photo"), self.tr("State"), self.tr("Time taken"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is asked of a photo."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Role.ENTRY:
                return entry
            case Role.FRACTION:
                return self._fractions.get(entry.id, 0.0)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(entry, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self._hint(entry, index.column())
            case _:
                return None

    def _text(self, entry: Entry, column: int) -> str:
        match column:
            case Column.PHOTO:
                return entry.source.name
            case Column.STATE:
                said = state_word(entry, self._fractions.get(entry.id)), explanation(entry)
                return ": ".join(filter(None, said))
            case _:
                return duration(entry.seconds)

    def _hint(self, entry: Entry, column: int) -> str:
        if column != Column.STATE:
            return str(entry.source)
        if entry.state is State.DONE and entry.written is not None:
            return str(entry.written.output)
        return explanation(entry)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Those that wait can be dragged; between all rows can be dropped."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._entries[index.row()].state is State.WAITING:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Photos are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Rows of this queue, nothing else."""
        return [_MOVED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The rows that are dragged, in their order."""
        mime = QMimeData()
        rows = sorted({index.row() for index in indexes})
        text = ",".join(str(self._entries[row].id) for row in rows)
        mime.setData(_MOVED, text.encode())
        return mime

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for the move; the journal does it, and its news bring the new order."""
        if not data.hasFormat(_MOVED):
            return False
        ids = [int(word) for word in bytes(data.data(_MOVED).data()).split(b",")]
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self._entries)
        before = next((e.id for e in self._entries[at:] if e.id not in ids), None)
        self.move_requested.emit(tuple(ids), before)
        return False  # else the view would take the rows out itself
