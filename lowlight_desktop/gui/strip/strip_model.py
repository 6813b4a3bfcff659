"""The photos of the strip in their order, as Qt's views ask for them."""

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from lowlight_desktop.gui.strip.photo_state import UNTOUCHED, PhotoState

Index = QModelIndex | QPersistentModelIndex

NO_INDEX = QModelIndex()
MOST_STARS = 5
_MANY_RUNS = 16  # each costs the views as much as a reset


class Role(IntEnum):
    """What the delegate asks for, beyond Qt's roles."""

    PATH = Qt.ItemDataRole.UserRole
    STATE = Qt.ItemDataRole.UserRole + 1
    RATING = Qt.ItemDataRole.UserRole + 2
    CURRENT = Qt.ItemDataRole.UserRole + 3


class StripModel(QAbstractListModel):
    """Paths in order, each once, with state and rating, and one that is shown large."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._rows: dict[Path, int] = {}
        self._states: dict[Path, PhotoState] = {}
        self._ratings: dict[Path, int] = {}
        self._current: Path | None = None

    def paths(self) -> tuple[Path, ...]:
        """All photos, in order."""
        return tuple(self._paths)

    def index_of(self, path: Path) -> QModelIndex:
        """Where a photo is; an invalid index where it is not."""
        row = self._rows.get(path)
        return NO_INDEX if row is None else self.index(row)

    def path_at(self, index: Index) -> Path:
        """The photo at a valid index."""
        return self._paths[index.row()]

    def add(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Put photos at the end; those that are here already stay where they are.

        Returns:
            Those that are new.
        """
        new = tuple(path for path in dict.fromkeys(paths) if path not in self._rows)
        if new:
            first = len(self._paths)
            self.beginInsertRows(NO_INDEX, first, first + len(new) - 1)
            self._paths.extend(new)
            self._rows.update((path, first + i) for i, path in enumerate(new))
            self.endInsertRows()
        return new

    def remove(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Take photos out; where they are many and scattered, views start anew.

        Returns:
            Those that were here.
        """
        gone = {path for path in paths if path in self._rows}
        runs = _runs(sorted(self._rows[path] for path in gone))
        if len(runs) > _MANY_RUNS:
            self.beginResetModel()
            self._keep([path for path in self._paths if path not in gone])
            self.endResetModel()
        else:
            for first, last in reversed(runs):
                self.beginRemoveRows(NO_INDEX, first, last)
                self._keep(self._paths[:first] + self._paths[last + 1 :])
                self.endRemoveRows()
        for path in gone:
            self._states.pop(path, None)
            self._ratings.pop(path, None)
        if self._current in gone:
            self._current = None
        return tuple(gone)

    def _keep(self, paths: list[Path]) -> None:
        self._paths = paths
        self._rows = {path: row for row, path in enumerate(paths)}

    def neighbor_without(self, leaving: set[Path]) -> Path | None:
        """The photo to show when some leave: the shown one, or the nearest that stays."""
        if self._current is None or self._current not in leaving:
            return self._current
        row = self._rows[self._current]
        staying = [*self._paths[row:], *reversed(self._paths[:row])]
        return next((path for path in staying if path not in leaving), None)

    def current(self) -> Path | None:
        """The photo that is shown large."""
        return self._current

    def set_current(self, path: Path | None) -> None:
        """Mark another photo as shown; one that is not here counts as none."""
        before, self._current = self._current, path if path in self._rows else None
        for changed in {before, self._current}:
            self._tell(changed)

    def state(self, path: Path) -> PhotoState:
        """What became of a photo."""
        return self._states.get(path, UNTOUCHED)

    def set_state(self, path: Path, state: PhotoState) -> None:
        """Tell what became of a photo; ignored where it is not here."""
        if path in self._rows and self.state(path) != state:
            self._states[path] = state
            self._tell(path)

    def rating(self, path: Path) -> int | None:
        """Stars, 0 to 5, or None: nobody said."""
        return self._ratings.get(path)

    def set_rating(self, path: Path, stars: int | None) -> None:
        """Tell a photo's stars; out of 0 to 5 (XMP's "rejected" is -1) counts as none."""
        if path not in self._rows:
            return
        if stars is None or not 0 <= stars <= MOST_STARS:
            self._ratings.pop(path, None)
        else:
            self._ratings[path] = stars
        self._tell(path)

    def changed(self, path: Path) -> None:
        """Have a photo painted again."""
        self._tell(path)

    def _tell(self, path: Path | None) -> None:
        if path is not None and (index := self.index_of(path)).isValid():
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many photos there are."""
        return 0 if parent.isValid() else len(self._paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is asked of a photo."""
        if not index.isValid():
            return None
        path = self._paths[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return path.name
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join([str(path), *self._words(path)])
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join([path.name, *self._words(path)])
            case Role.PATH:
                return path
            case Role.STATE:
                return self.state(path)
            case Role.RATING:
                return self._ratings.get(path, 0)
            case Role.CURRENT:
                return path == self._current
            case _:
                return None

    def _words(self, path: Path) -> list[str]:
        state, stars = self.state(path), self._ratings.get(path, 0)
        said = {
            self.tr("%n stars", "", stars): stars > 0,
            self.tr("edited"): state.is_edited,
            self.tr("exported"): state.is_exported,
            self.tr("the file has gone"): state.is_missing,
            state.failure: bool(state.failure),
        }
        return [words for words, is_true in said.items() if is_true]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbors: [1, 2, 5] is [(1, 2), (5, 5)]."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
