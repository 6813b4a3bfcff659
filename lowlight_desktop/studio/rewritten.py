"""Photos that another program writes anew while they are looked at."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from lowlight_desktop.studio.arrivals import Arrivals, Stamp
from lowlight_desktop.studio.watched_folder import opens, stamp_of

# Whoever has saved a photo wants to see it soon. A copy that halts for longer is told as broken,
# and looked at again when it goes on.
_SETTLE_S = 2.0


class Rewritten:
    """Remembers the state of files, and tells which have another one and have come to rest.

    Programs replace files by a rename, and network shares tell nothing: hence looks, no events.

    Args:
        settle_s: A file counts as whole if it has not changed for so long.
        clock: Seconds that are never set back.
    """

    def __init__(
        self, settle_s: float = _SETTLE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._arrivals = Arrivals(settle_s)
        self._clock = clock
        self._known: set[Path] = set()

    def look(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Look at files; of one that is seen for the first time, its state is only remembered.

        Args:
            paths: All that are looked at now; one that has gone is not minded until it is back.

        Returns:
            Those that another program has written anew, and to the end; each once.
        """
        seen = {path: stamp for path in paths if (stamp := _state_of(path)) is not None}
        for path in seen.keys() - self._known:
            self._arrivals.done(path, seen[path])
        self._known |= seen.keys()
        ready = self._arrivals.look(seen, self._clock(), opens)
        for path, stamp in ready:
            self._arrivals.done(path, stamp)
        return tuple(path for path, _ in ready)


def _state_of(path: Path) -> Stamp | None:
    """Without the inode: some network shares give a file another number at every look."""
    stamp = stamp_of(path)
    return None if stamp is None else replace(stamp, inode=0)
