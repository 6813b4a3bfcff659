"""The window's hand in the journal: wishes go in, news come out, the disk is never waited for."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lowlight_desktop.formats.leftovers import remove_leftovers
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.journal import Changes, Journal
from lowlight_desktop.studio.journal_entry import OVER, Entry, State, Wanted

_POLL_MS = 250
_SIZES_AT_ONCE = 100  # a network's share answers some hundred questions a second

Act = Callable[[Journal], object]


@dataclass(frozen=True, slots=True)
class News:
    """What the journal says now.

    Attributes:
        changes: Since the last news.
        paused: Whether nothing new shall be begun.
        put_aside: Where a damaged journal was put; None but for the first news after that.
    """

    changes: Changes
    paused: bool
    put_aside: Path | None = None


class Clerk(QObject):
    """A thread with a journal of its own; every wish is answered with news.

    Args:
        path: The journal.

    Signals:
        work_came: There may be something to do: photos are in the journal, safe from whatever
            comes, or wait again, or the pause is over.
        told: `News`.
        measured: Bytes of originals, a mapping from the ids of their entries.
        failed: An exception: the journal cannot be read or written.
    """

    work_came, told = Signal(), Signal(object)
    measured, failed = Signal(object), Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        # Touched by the thread's tasks alone.
        self._journal: Journal | None = None
        self._since = 0
        self._thread = WorkThread("queue", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)
        self._bringing: set[Task] = set()
        self._unmeasured: dict[int, Path] = {}
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll)

    @property
    def is_bringing(self) -> bool:
        """Whether work is on its way into the journal."""
        return bool(self._bringing)

    def look(self) -> None:
        """Ask what is new."""
        self._give(_nothing)

    def watch(self, on: bool) -> None:
        """Ask what is new several times a second, or no longer."""
        if not on:
            self._poll.stop()
        elif not self._poll.isActive():
            self._poll.start()

    def add(self, photos: Sequence[Wanted], *, clears: bool = True) -> None:
        """Put photos at the end.

        Args:
            photos: In their order.
            clears: Whether, if all before are over, the good among them leave the list.
        """
        self._bring(partial(_add, photos=tuple(photos), clears=clears))

    def pause(self, on: bool) -> None:
        """Begin no other photo, or go on."""
        act = partial(_pause, on=on)
        if on:
            self._give(act)
        else:
            self._bring(act)

    def cancel(self, ids: Iterable[int] | None = None) -> None:
        """Give up these, or all that is not over; then nothing is paused any more."""
        self._give(partial(_cancel, ids=_fixed(ids)))

    def retry(self, ids: Iterable[int] | None = None) -> None:
        """Let these wait again, or all that failed."""
        self._bring(_retry_failed if ids is None else partial(Journal.retry, ids=tuple(ids)))

    def move(self, ids: Sequence[int], before: int | None) -> None:
        """Move photos right before another one, or to the end."""
        self._give(partial(Journal.move, ids=tuple(ids), before=before))

    def clear(self, states: Iterable[State] = OVER) -> None:
        """Take photos that are over out of the list."""
        self._give(partial(_clear, states=tuple(states)))

    def discard(self) -> None:
        """Give up what waits, and forget it; what somebody has in hands stays his."""
        self._give(_discard)

    def give_up(self) -> None:
        """Give up all that is not over, and forget it."""
        self._give(_give_up)

    def remove(self, ids: Iterable[int]) -> None:
        """Take these out of the list, whatever became of them; not what somebody has in hands."""
        self._give(partial(_remove, ids=tuple(ids)))

    def stop(self) -> None:
        """Do what was wished so far, close the journal, end the thread."""
        self._poll.stop()
        closed = Event()
        self._thread.give(Task(partial(self._close, closed)))
        closed.wait()
        self._thread.stop()

    def _bring(self, act: Act) -> None:
        self._bringing.add(self._give(act))

    def _give(self, act: Act) -> Task:
        task = Task(partial(self._do, act), "The queue")
        self._thread.give(task)
        return task

    def _do(self, act: Act, _progress: Progress) -> News:
        put_aside = None
        if self._journal is None:
            self._journal = _opened(self._path)
            put_aside = self._journal.put_aside
        act(self._journal)
        changes = self._journal.changes(self._since)
        self._since = changes.change
        return News(changes, self._journal.paused, put_aside)

    def _close(self, closed: Event, _progress: Progress) -> None:
        try:
            if self._journal is not None:
                self._journal.close()
        finally:
            closed.set()

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        if isinstance(result, News):
            self._note_new(result.changes)
            self.told.emit(result)
        elif isinstance(result, dict):
            self.measured.emit(result)
        if task in self._bringing:
            self._bringing.remove(task)
            self.work_came.emit()
        if self._unmeasured and self._thread.is_idle:
            some = dict(list(self._unmeasured.items())[:_SIZES_AT_ONCE])
            for id_ in some:
                del self._unmeasured[id_]
            self._thread.give(Task(partial(_sizes, some)))

    def _note_new(self, changes: Changes) -> None:
        for entry in changes.entries:
            if _is_new(entry):
                self._unmeasured[entry.id] = entry.source

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        self._bringing.discard(task)
        self._poll.stop()  # said once, not four times a second
        self.failed.emit(error)

    @Slot()
    def _on_poll(self) -> None:
        if self._thread.is_idle:
            self.look()


def _is_new(entry: Entry) -> bool:
    return entry.state is State.WAITING and entry.tries == 0


def _fixed(ids: Iterable[int] | None) -> tuple[int, ...] | None:
    return None if ids is None else tuple(ids)


def _opened(path: Path) -> Journal:
    """The journal; nobody has chosen its place, so nobody can choose another one in the window.

    Raises:
        WriteError: If its place refuses it, or if it cannot be used.
    """
    try:
        return Journal(path)
    except WriteError as error:
        if not isinstance(error.__cause__, OSError | sqlite3.Error):
            raise
        raise WriteError(
            path.parent,
            Sentence(
                "the queue of exports is kept here, but {0}, so photos cannot be exported",
                error.cause,
            ),
            Sentence(
                "Have that put right, or set LOWLIGHT_STATE to a folder of yours, and start "
                "Lowlight again."
            ),
        ) from error


def _nothing(_journal: Journal) -> None:
    """Only the news are wanted."""


def _add(journal: Journal, photos: Sequence[Wanted], *, clears: bool) -> None:
    if journal.counts():
        _end_pause(journal)  # of photos that are over: it is no wish for these
    if clears and not _is_open(journal):
        journal.clear()
    journal.add(photos)


def _cancel(journal: Journal, *, ids: tuple[int, ...] | None) -> None:
    journal.cancel(ids)
    _end_pause(journal)


def _clear(journal: Journal, *, states: tuple[State, ...]) -> None:
    journal.clear(states)
    _end_pause(journal)


def _remove(journal: Journal, *, ids: tuple[int, ...]) -> None:
    journal.remove(ids)
    _end_pause(journal)


def _discard(journal: Journal) -> None:
    waiting = [e for e in journal.changes().entries if e.state is State.WAITING]
    journal.remove(e.id for e in waiting)
    for folder in {e.output.parent for e in waiting if e.output is not None}:
        remove_leftovers(folder)  # what was half written when the program was killed
    if not _is_open(journal):
        journal.clear()
    _end_pause(journal)


def _give_up(journal: Journal) -> None:
    _cancel(journal, ids=None)
    journal.clear()


def _end_pause(journal: Journal) -> None:
    """Where nothing is open, a pause would only hold up what comes next."""
    if journal.paused and not _is_open(journal):
        journal.paused = False


def _is_open(journal: Journal) -> bool:
    """Whether photos wait or are in somebody's hands."""
    counts = journal.counts()
    return counts[State.WAITING] + counts[State.RUNNING] > 0


def _pause(journal: Journal, *, on: bool) -> None:
    journal.paused = on


def _retry_failed(journal: Journal) -> None:
    journal.retry([e.id for e in journal.changes().entries if e.state is State.FAILED])


def _sizes(sources: Mapping[int, Path], progress: Progress) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for id_, source in sources.items():
        progress.at(0.0)
        with suppress(OSError, ValueError):  # it will fail in its turn, and say why
            sizes[id_] = os.stat(source).st_size  # noqa: PTH116 - a missing one is no exception there
    return sizes
