"""Which files of a watched folder are whole, and new: no clock, no disk, only what was observed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another without reading it.

    Attributes:
        size_bytes: How long it is.
        mtime_ns: When it was written last, as its disk says; only ever compared for equality, so
            a clock that is wrong or set back does no harm.
        inode: Its number on the disk, which a new name leaves as it is; 0 where there is none.
    """

    size_bytes: int
    mtime_ns: int
    inode: int = 0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is not done.

    Attributes:
        stamp: Its state.
        since_s: When that state was seen first.
        not_before_s: When it is tried at the earliest.
    """

    stamp: Stamp
    since_s: float
    not_before_s: float


class Arrivals:
    """Follows the files of a folder until each is whole, and remembers what is done.

    Times are seconds of any clock that is never set back.

    Args:
        settle_s: A file counts as whole if it has not changed for so long.
        patience_s: After so long, a file that is empty or cannot be opened is ready all the same:
            whoever tries it says what is wrong.
    """

    def __init__(self, settle_s: float, patience_s: float = 60.0) -> None:
        self._settle_s = settle_s
        self._patience_s = max(patience_s, settle_s)
        self._waiting: dict[Path, _Waiting] = {}
        self._done: dict[Path, Stamp] = {}
        self._vanished: dict[Stamp, Path] = {}

    def look(
        self, seen: Mapping[Path, Stamp], now_s: float, opens: Callable[[Path], bool]
    ) -> list[tuple[Path, Stamp]]:
        """Take in what is in the folder now.

        Args:
            seen: All photos that are there.
            now_s: The time.
            opens: Whether a file can be read; asked only of files that have not changed for long.

        Returns:
            The photos that are whole and not done in that state, in the order of their arrival;
            each again on every look, until `done` or `later` is said of it.
        """
        self._waiting = {
            path: self._followed(path, stamp, now_s)
            for path, stamp in seen.items()
            if self._done.get(path) != stamp
        }
        gone = (path for path in self._done if path not in seen) if self._waiting else ()
        self._vanished = {self._done[path]: path for path in gone if self._done[path].inode}
        ready = [
            (waiting.since_s, path)
            for path, waiting in self._waiting.items()
            if self._is_ready(path, waiting, now_s, opens)
        ]
        return [(path, self._waiting[path].stamp) for _, path in sorted(ready)]

    def done(self, path: Path, stamp: Stamp) -> None:
        """Never mind this file again, unless it changes."""
        self._done[path] = stamp
        self._waiting.pop(path, None)

    def later(self, path: Path, not_before_s: float) -> None:
        """Try this file again, but not before that time, unless it changes."""
        if waiting := self._waiting.get(path):
            self._waiting[path] = _Waiting(waiting.stamp, waiting.since_s, not_before_s)

    def restart(self) -> None:
        """Wait anew for everything that is not done, as if it were seen for the first time."""
        self._waiting.clear()

    def earlier_name(self, path: Path) -> Path | None:
        """What a ready file may have been called when it was done; None if it is surely new.

        That is a file that is gone now, and was in everything but its name what this one is.
        """
        waiting = self._waiting.get(path)
        return self._vanished.get(waiting.stamp) if waiting else None

    @property
    def waiting(self) -> int:
        """How many photos are not done, but those that shall be tried later."""
        return sum(waiting.not_before_s <= waiting.since_s for waiting in self._waiting.values())

    def next_s(self, now_s: float) -> float | None:
        """In how many seconds the next file may be ready; None while none waits."""
        due = [
            max(waiting.since_s + self._settle_s, waiting.not_before_s) - now_s
            for waiting in self._waiting.values()
        ]
        return max(min(due), 0.0) if due else None

    def _followed(self, path: Path, stamp: Stamp, now_s: float) -> _Waiting:
        before = self._waiting.get(path)
        return before if before and before.stamp == stamp else _Waiting(stamp, now_s, now_s)

    def _is_ready(
        self, path: Path, waiting: _Waiting, now_s: float, opens: Callable[[Path], bool]
    ) -> bool:
        steady_s = now_s - waiting.since_s
        if steady_s < self._settle_s or now_s < waiting.not_before_s:
            return False
        return steady_s >= self._patience_s or (waiting.stamp.size_bytes > 0 and opens(path))
