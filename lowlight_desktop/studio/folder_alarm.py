"""Wakes up whoever watches a folder when something in it changes.

What has changed, nobody asks: the folder itself is looked at. So an event that is lost, doubled or
wrong costs a look at most, and where there are no events, as on network shares, looking now and
then does the same.
"""

import logging
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

logger = logging.getLogger(__name__)
# It complains about its own threads when a folder goes; what matters is told by who watches.
logging.getLogger("watchdog").setLevel(logging.CRITICAL)

# Not those of opening and reading, which we do ourselves.
_CHANGES: list[type[FileSystemEvent]] = [
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
    *(FileClosedEvent, FileCreatedEvent, FileModifiedEvent, FileMovedEvent),
]


class FolderAlarm:
    """Rings when something in a folder may have changed.

    Args:
        folder: With all folders in it; it may go and come back.
        listens: False where the system does not tell, so that nobody asks it to.
    """

    def __init__(self, folder: Path, *, listens: bool = True) -> None:
        self._folder = folder
        self._listens = listens
        self._is_on = False
        self._bell = threading.Event()
        self._observer: BaseObserver | None = None

    def __enter__(self) -> Self:
        self._is_on = True
        self.renew()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._is_on = False
        self._stop()

    @property
    def is_listening(self) -> bool:
        """Whether the system tells of changes; if not, only looking helps."""
        return self._observer is not None

    def renew(self) -> None:
        """Listen to the folder that has this name now; does nothing outside of `with`."""
        self._stop()
        if not (self._listens and self._is_on):
            return
        observer = Observer()
        try:
            observer.schedule(
                _Ringing(self._bell), self._folder, recursive=True, event_filter=_CHANGES
            )
            observer.start()
        except OSError as error:  # too many folders for the system, or a disk that cannot tell
            logger.info("%s: no events (%s), looking now and then", self._folder, error)
            return
        self._observer = observer

    def ring(self) -> None:
        """Wake up who waits; from any thread."""
        self._bell.set()

    def wait(self, timeout_s: float) -> bool:
        """Sleep until it rings, or the time is over.

        Returns:
            Whether it rang since the last time.
        """
        rang = self._bell.wait(timeout_s)
        self._bell.clear()
        return rang

    def _stop(self) -> None:
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join()


class _Ringing(FileSystemEventHandler):
    """Rings a bell on every event; called in watchdog's thread."""

    def __init__(self, bell: threading.Event) -> None:
        self._bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - watchdog's name
        self._bell.set()
