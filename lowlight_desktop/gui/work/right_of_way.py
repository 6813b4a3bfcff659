"""Who goes first where two threads want one device."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Event


class RightOfWay:
    """One thread goes before another, which waits between two pieces of its work."""

    def __init__(self) -> None:
        self._is_free = Event()
        self._is_free.set()

    @contextmanager
    def taken(self) -> Generator[None]:
        """Go first while this lasts; of one thread, not nested."""
        self._is_free.clear()
        try:
            yield
        finally:
            self._is_free.set()

    def give_way(self) -> None:
        """Wait until nobody goes first."""
        self._is_free.wait()
