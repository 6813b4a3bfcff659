"""Where the time of a photo goes: parts of the work, named where they are done."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager


class Timekeeper:
    """Seconds of a wall clock by part.

    While parts are worked on in several threads at once, a second counts in equal shares for each
    of them; while a part waits for one inside it, the inner one counts. So all parts together are
    never more than the clock says.

    Args:
        clock: Gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._at_work: defaultdict[int, list[str]] = defaultdict(list[str])
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._then = clock()

    @contextmanager
    def part(self, name: str) -> Generator[None]:
        """What this thread does while this lasts is that part."""
        thread = threading.get_ident()
        with self._lock:
            self._share_out()
            self._at_work[thread].append(name)
        try:
            yield
        finally:
            with self._lock:
                self._share_out()
                self._at_work[thread].pop()
                if not self._at_work[thread]:
                    del self._at_work[thread]

    def seconds(self) -> Mapping[str, float]:
        """Of each part so far, the longest first."""
        with self._lock:
            self._share_out()
            return dict(sorted(self._seconds.items(), key=lambda part: -part[1]))

    def _share_out(self) -> None:
        now = self._clock()
        for names in self._at_work.values():
            self._seconds[names[-1]] += (now - self._then) / len(self._at_work)
        self._then = now


_keepers: list[Timekeeper] = []


@contextmanager
def timed() -> Generator[Timekeeper]:
    """Keep time while this lasts, in all threads."""
    keeper = Timekeeper()
    _keepers.append(keeper)
    try:
        yield keeper
    finally:
        _keepers.remove(keeper)


@contextmanager
def part(name: str) -> Generator[None]:
    """Tell who keeps time what is being done; also a decorator. It costs nothing if nobody does.

    Args:
        name: In words that go into a table.
    """
    if not _keepers:
        yield
        return
    with _keepers[-1].part(name):
        yield
