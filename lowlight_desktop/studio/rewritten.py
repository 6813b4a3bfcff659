"""Photos that another program writes anew, or takes away, while they are looked at."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lowlight_desktop.photo.looking import is_gone
from lowlight_desktop.studio.arrivals import Arrivals, Stamp
from lowlight_desktop.studio.watched_folder import opens, stamp_of

# Whoever has saved a photo wants to see it soon. A copy that halts for longer is told as broken,
# and looked at again when it goes on.
_SETTLE_S = 2.0
_NO_STATE = Stamp(-1, -1)  # of a file that is gone: unlike any that may come back


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a look has found.

    Attributes:
        anew: Written anew by another program, and to the end, or back after they were gone.
        gone: No longer where they were.
        back: Those of `anew` that were told to be gone.
    """

    anew: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()
    back: tuple[Path, ...] = ()


class Rewritten:
    """Remembers the state of files, and tells which have another one and have come to rest.

    Each change is told once.

    Programs replace files by a rename, and network shares tell nothing: hence looks, no events.

    Args:
        settle_s: A file counts as whole if it has not changed for so long, and as gone if it has
            been away for so long: some programs delete a file before they write it anew.
        clock: Seconds that are never set back.
    """

    def __init__(
        self, settle_s: float = _SETTLE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settle_s = settle_s
        self._arrivals = Arrivals(settle_s)
        self._clock = clock
        self._known: set[Path] = set()
        self._missed_s: dict[Path, float] = {}  # since when
        self._gone: set[Path] = set()

    def look(self, paths: Iterable[Path]) -> Noticed:
        """Look at files; of one that is seen for the first time, its state is only remembered.

        Args:
            paths: All that are looked at now; one that was never there is not minded.
        """
        paths, now_s = tuple(paths), self._clock()
        seen = {path: stamp for path in paths if (stamp := _state_of(path)) is not None}
        for path in seen.keys() - self._known:
            self._arrivals.done(path, seen[path])
        self._known |= seen.keys()
        ready = self._arrivals.look(seen, now_s, opens)
        for path, stamp in ready:
            self._arrivals.done(path, stamp)
        anew = tuple(path for path, _ in ready)
        back = tuple(path for path in anew if path in self._gone)
        self._gone.difference_update(back)
        away = self._known.intersection(paths) - seen.keys() - self._gone
        missing = {path for path in away if is_gone(path)}  # and not only out of reach
        return Noticed(anew, self._away(missing, now_s), back)

    def _away(self, missing: set[Path], now_s: float) -> tuple[Path, ...]:
        self._missed_s = {path: self._missed_s.get(path, now_s) for path in missing}
        gone = tuple(p for p, since in self._missed_s.items() if now_s - since >= self._settle_s)
        for path in gone:
            self._gone.add(path)
            self._arrivals.done(path, _NO_STATE)
        return gone


def _state_of(path: Path) -> Stamp | None:
    """Without the inode: some network shares give a file another number at every look."""
    stamp = stamp_of(path)
    return None if stamp is None else replace(stamp, inode=0)
