"""Exports photos behind the window, one after the other; a bad one is told and the rest goes on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.naming import NameFacts, numbered
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.errors import DeviceError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.batch import Outcome, attempt
from lowlight_desktop.studio.export_wish import ExportWish


@dataclass(frozen=True, slots=True)
class Job:
    """A photo to be exported.

    Attributes:
        source: The original.
        recipe: The look.
        wish: The file.
        number: Its place among those that are exported together, from 1.
        preset: The name of its look, or "".
    """

    source: Path
    recipe: Recipe
    wish: ExportWish
    number: int = 1
    preset: str = ""


class Exporter(QObject):
    """A thread with networks of its own, so that the preview stays alive.

    Signals:
        done: (`Job`, `Outcome`): exported, skipped because its name is taken, or failed.
        failed: (`Job`, exception): what would stop the others too: no network, no memory.
        progressed: (words, fraction of all jobs 0 to 1, seconds left or -1).
        finished: Nothing is left to do.
        noticed: A sentence: the device failed, and another one goes on.
    """

    done, failed = Signal(object, object), Signal(object, object)
    progressed, finished, noticed = Signal(str, float, float), Signal(), Signal(str)

    def __init__(
        self,
        device: str = "auto",
        budget_bytes: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        # Touched by the thread's tasks alone.
        self._enhancer = Enhancer(device, budget_bytes=budget_bytes)
        self._thread = WorkThread("export", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)
        self._thread.cancelled.connect(self._on_cancelled)
        self._thread.progressed.connect(self._on_progressed)
        self._jobs: dict[Task, Job] = {}
        self._all = self._over = 0
        self._begin = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether photos are left to do."""
        return bool(self._jobs)

    def give(self, jobs: Sequence[Job]) -> None:
        """Export these after what was given before."""
        if not self._jobs:
            self._all = self._over = 0
            self._begin = time.monotonic()
        given = set[Path]()  # touched by the tasks alone
        for job in jobs:
            what = self.tr("Exporting {0}").format(job.source.name)
            task = Task(partial(self._export, job, given), what)
            self._jobs[task] = job
            self._all += 1
            self._thread.give(task)

    def use(self, device: str, budget_bytes: int | None = None) -> None:
        """Work on another device from the next photo on."""
        self._thread.give(Task(partial(self._use, device, budget_bytes)))

    def cancel(self) -> None:
        """Give up what is not done yet; no partial file stays."""
        for task in self._jobs:
            task.token.cancel()

    def stop(self) -> None:
        """Cancel, and end the thread."""
        self._thread.stop()
        self._jobs.clear()

    def _export(self, job: Job, given: set[Path], progress: Progress) -> Outcome:
        wanted = job.wish.path_for(job.source, _facts(job))
        output = next(name for name in numbered(wanted) if name not in given)
        given.add(output)
        try:
            return self._attempt(job, output, progress)
        except DeviceError:
            failed = self._enhancer.device
            if failed.id == "cpu":
                raise
            self._enhancer = Enhancer("cpu")
            text = self.tr("{0} failed; the processor goes on.")
            self.noticed.emit(text.format(failed.name))
            return self._attempt(job, output, progress)

    def _attempt(self, job: Job, output: Path, progress: Progress) -> Outcome:
        options = job.wish.options
        return attempt(job.source, output, job.recipe, options, self._enhancer, progress)

    def _use(self, device: str, budget_bytes: int | None, _progress: Progress) -> None:
        self._enhancer = Enhancer(device, budget_bytes=budget_bytes)

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        if task in self._jobs:
            self._over += 1
            self.done.emit(self._jobs.pop(task), result)
            self._end()

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        if task in self._jobs:
            self._over += 1
            self.failed.emit(self._jobs.pop(task), error)
            self._end()

    @Slot(object)
    def _on_cancelled(self, task: Task) -> None:
        if self._jobs.pop(task, None) is not None:
            self._end()

    def _end(self) -> None:
        if not self._jobs:
            self.finished.emit()

    @Slot(object, float)
    def _on_progressed(self, task: Task, fraction: float) -> None:
        if task not in self._jobs:
            return
        share = (self._over + fraction) / max(self._all, 1)
        seconds = time.monotonic() - self._begin
        left = seconds * (1 - share) / share if share > 0.02 else -1.0
        self.progressed.emit(task.what, share, left)


def _facts(job: Job) -> NameFacts:
    """What the name can say; the file is only looked into if the name asks for it."""
    taken = read_metadata(job.source).taken if "{date}" in job.wish.template else ""
    return NameFacts(job.source.stem, taken, job.number, job.preset)
