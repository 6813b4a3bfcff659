"""Exports photos behind the window, several at a time; a bad one is told and the rest goes on."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.gui.queue.clerk import Clerk
from lowlight_desktop.gui.queue.photo_worker import At, Begun, Ended, FellBack, PhotoWorker
from lowlight_desktop.gui.work.right_of_way import RightOfWay
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.journal_entry import Wanted
from lowlight_desktop.studio.user_folders import state_folder


class Exporter(QObject):
    """A thread with networks of its own, so that the preview stays alive, fed by a journal.

    What is given goes into the journal first: it is still there when the program was killed, and
    is done once somebody calls `wake`. Photos are done by the pipeline of `studio`: while one is
    computed, the next is read, in a process of its own, and the last is written.

    Args:
        device: "auto", or the id of a device.
        budget_bytes: What the networks may take, or None: what is free.
        journal: Its file; None: the user's.
        preview: Who goes before every tile.

    Signals:
        begun: Id of an entry that is in hand now.
        progressed: How far those in hand are, 0 to 1: a mapping from their ids.
        ended: (Id of an entry that is in hand no more, whether there is a new file).
        done: (`Wanted`, `Outcome`): exported, skipped, or failed.
        failed: (`Wanted` or None, exception): what might stop the others too: no network, no
            memory; None: the journal cannot be used and the queue stands still.
        rested: The thread has nothing to do: all is over, or there is a pause, or an error.
        finished: Nothing is left to do.
        noticed: A sentence: the device failed, and another one goes on.
    """

    begun, progressed, ended = Signal(int), Signal(object), Signal(int, bool)
    done, failed = Signal(object, object), Signal(object, object)
    rested, finished, noticed = Signal(), Signal(), Signal(str)
    _told = Signal(object)

    def __init__(
        self,
        device: str = "auto",
        budget_bytes: int | None = None,
        parent: QObject | None = None,
        journal: Path | None = None,
        preview: RightOfWay | None = None,
    ) -> None:
        super().__init__(parent)
        path = journal or state_folder() / "window.queue"
        give_way = (preview or RightOfWay()).give_way
        self.clerk = Clerk(path, self)
        self.clerk.work_came.connect(self.wake)
        self.clerk.failed.connect(self._on_clerk_failed)
        # Touched by the thread's tasks alone, but for what says otherwise.
        self._worker = PhotoWorker(path, device, budget_bytes, give_way, self._told.emit)
        self._told.connect(self._on_told)
        self._thread = WorkThread("export", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)
        self._thread.cancelled.connect(self._on_cancelled)
        self._task: Task | None = None
        self._looks_again = False

    @property
    def is_busy(self) -> bool:
        """Whether photos are being exported, or were given just now."""
        return self._task is not None or self.clerk.is_bringing

    def give(self, photos: Sequence[Wanted]) -> None:
        """Export these after what was given before."""
        self.clerk.add(photos)

    @Slot()
    def wake(self) -> None:
        """See whether something waits in the journal, and do it."""
        self._looks_again = self._task is not None
        if self._task is None:
            self._task = Task(self._worker.work, "The export")
            self._thread.give(self._task)

    def use(self, device: str, budget_bytes: int | None = None) -> None:
        """Work on another device from the next photo on."""
        self._worker.use(device, budget_bytes)

    def cancel(self) -> None:
        """Give up what is not done yet; no partial file stays."""
        self.clerk.cancel()

    def stop(self) -> None:
        """Leave the photos in hand, which wait again, and end the threads."""
        self.clerk.stop()
        if self._task is not None:
            self._task.token.cancel()
            self._task = None
            self._worker.hurry()
        closed = Event()
        self._thread.give(Task(lambda _progress: self._close(closed)))
        closed.wait()
        self._thread.stop()

    def _close(self, closed: Event) -> None:
        try:
            self._worker.close()
        finally:
            closed.set()

    @Slot(object)
    def _on_told(self, told: Begun | At | Ended | FellBack) -> None:
        if self._task is None:
            return  # stopped: nobody hears
        match told:
            case Begun(id=id_):
                self.begun.emit(id_)
            case At(fractions=fractions):
                self.progressed.emit(fractions)
            case FellBack(device=device):
                self.noticed.emit(self.tr("{0} failed; the processor goes on.").format(device))
            case Ended():
                self._on_ended(told)

    def _on_ended(self, ended: Ended) -> None:
        self.ended.emit(ended.id, isinstance(ended.outcome, Exported))
        if isinstance(ended.outcome, LowlightError):
            self.failed.emit(ended.photo, ended.outcome)
        elif ended.outcome is not None:
            self.done.emit(ended.photo, ended.outcome)

    @Slot(object)
    def _on_clerk_failed(self, error: Exception) -> None:
        self.failed.emit(None, error)
        if not self.is_busy:
            self.finished.emit()

    @Slot(object, object)
    def _on_done(self, task: Task, paused: object) -> None:
        if task is not self._task:
            return
        self._task = None
        if self._looks_again:
            self.wake()
            return
        self.rested.emit()
        if not paused:
            self.finished.emit()

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        if task is self._task:
            self._task = None
            self.failed.emit(None, error)
            self.rested.emit()
            self.finished.emit()

    @Slot(object)
    def _on_cancelled(self, task: Task) -> None:
        if task is self._task:
            self._task = None
