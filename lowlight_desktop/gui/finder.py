"""Finds the photos in what was dropped or chosen; a card of thousands does not stop the window."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.finding import find_photos
from lowlight_desktop.studio.outcome import Failed


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has brought.

    Attributes:
        asked: Files and folders that were named.
        photos: The photos among them and in them, in order.
        locked: Folders that could not be searched, and why.
    """

    asked: tuple[Path, ...]
    photos: tuple[Path, ...]
    locked: tuple[Failed, ...]

    def complaints(self) -> Iterator[str]:
        """What to tell: folders that are locked, or that there is no photo at all."""
        yield from (error_words(locked.error) for locked in self.locked)
        if not (self.photos or self.locked):
            names = ", ".join(path.name or str(path) for path in self.asked)
            text = QCoreApplication.translate("Opening", "There are no photos in {0}.")
            yield text.format(names)


class Finder(QObject):
    """Searches in a thread of its own.

    Signals:
        found: `Found`.
        failed: (paths, exception).
    """

    found, failed = Signal(object), Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = WorkThread("finder", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)
        self._asked: dict[Task, tuple[Path, ...]] = {}

    def find(self, paths: Sequence[Path]) -> None:
        """Search these files and folders."""
        task = Task(partial(_find, tuple(paths)), "Searching")
        self._asked[task] = tuple(paths)
        self._thread.give(task)

    def stop(self) -> None:
        """End the thread."""
        self._thread.stop()

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        self._asked.pop(task, None)
        self.found.emit(result)

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        self.failed.emit(self._asked.pop(task, ()), error)


def _find(paths: tuple[Path, ...], progress: Progress) -> Found:
    photos: list[Path] = []
    locked: list[Failed] = []
    for found in find_photos(paths):
        progress.at(0.0)
        if isinstance(found, Failed):
            locked.append(found)
        else:
            photos.append(found)
    return Found(paths, tuple(photos), tuple(locked))
