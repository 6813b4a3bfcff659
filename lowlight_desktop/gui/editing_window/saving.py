"""Host files are saved behind the window, one after the other."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.in_place.replacing import Print
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.in_place import Prospect, edit_in_place, prospect_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be saved.

    Attributes:
        path: The host's file.
        recipe: Its look.
        copy_to: Another file; None: its own.
        known: By what the file was known when it was looked at.
    """

    path: Path
    recipe: Recipe
    copy_to: Path | None = None
    known: Print | None = None


class Saving(QObject):
    """A thread with networks of its own.

    Args:
        device: "auto", or the id of a device.
        budget_bytes: What the networks may take, or None: what is free.

    Signals:
        known: (Path, `Prospect`).
        progressed: (`Wanted`, 0 to 1).
        saved: `Wanted`.
        failed: (`Wanted`, exception): its file is as it was.
        rested: All are over, or were given up.
    """

    known, progressed = Signal(object, object), Signal(object, float)
    saved, failed, rested = Signal(object), Signal(object, object), Signal()

    def __init__(
        self, device: str = "auto", budget_bytes: int | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._enhancer = Enhancer(device, budget_bytes=budget_bytes)  # touched by tasks alone
        self._looker, self._thread = WorkThread("prospects", self), WorkThread("saving", self)
        self._looking: dict[Task, Path] = {}
        self._at_work: dict[Task, Wanted] = {}
        self._looker.done.connect(self._on_known)
        self._thread.done.connect(self._on_saved)
        self._thread.failed.connect(self._on_failed)
        self._thread.cancelled.connect(self._on_over)
        self._thread.progressed.connect(self._on_progressed)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved."""
        return bool(self._at_work)

    @property
    def left(self) -> int:
        """How many are not over."""
        return len(self._at_work)

    def look(self, path: Path) -> None:
        """Find out what can become of a file."""
        task = Task(lambda _progress: prospect_of(path), f"A look at {path.name}")
        self._looking[task] = path
        self._looker.give(task)

    def save(self, wanted: Wanted) -> None:
        """Save this after what was given before."""
        task = Task(partial(self._save, wanted), f"Saving {wanted.path.name}")
        self._at_work[task] = wanted
        self._thread.give(task)

    @Slot()
    def cancel(self) -> None:
        """Give up what is not saved; those files stay as they are."""
        for task in self._at_work:
            task.token.cancel()

    def stop(self) -> None:
        """Give up everything and end the threads."""
        for thread in (self._looker, self._thread):
            thread.stop()
        self._at_work.clear()

    def _save(self, wanted: Wanted, progress: Progress) -> Exported:
        # What the new file lacks was told when the photo was opened.
        return edit_in_place(
            wanted.path,
            wanted.recipe,
            self._enhancer,
            progress,
            copy_to=wanted.copy_to,
            known=wanted.known,
            told=lambda _notice: None,
        )

    @Slot(object, object)
    def _on_known(self, task: Task, prospect: Prospect) -> None:
        self.known.emit(self._looking.pop(task), prospect)

    @Slot(object, float)
    def _on_progressed(self, task: Task, fraction: float) -> None:
        if task in self._at_work:
            self.progressed.emit(self._at_work[task], fraction)

    @Slot(object, object)
    def _on_saved(self, task: Task, _exported: object) -> None:
        self.saved.emit(self._at_work[task])
        self._on_over(task)

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        self.failed.emit(self._at_work[task], error)
        self._on_over(task)

    @Slot(object)
    def _on_over(self, task: Task) -> None:
        del self._at_work[task]
        if not self._at_work:
            self.rested.emit()
