"""A thread that does one task after the other and says once what became of each."""

import gc
import logging
import os
import sys
import threading
from functools import partial

from PySide6.QtCore import QObject, QThread, Signal, Slot

from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.photo.errors import Cancelled, LowlightError
from lowlight_desktop.photo.progress import Progress

logger = logging.getLogger(__name__)

_NICENESS = 10


class _Worker(QObject):
    done, failed = Signal(object, object), Signal(object, object)
    cancelled, progressed = Signal(object), Signal(object, float)

    def __init__(self) -> None:
        super().__init__()
        self._gives_way = False

    @Slot(object)
    def work(self, task: Task) -> None:
        # With the first task, not when the thread starts: Qt would look at our methods from there
        # while the window is still made, and PySide 6.11 ends the program now and then.
        if not self._gives_way:
            self._gives_way = True
            _give_way()
        progress = Progress(partial(self.progressed.emit, task), task.token)
        try:
            progress.at(0.0)  # a task cancelled while waiting costs nothing
            result = task.run(progress)
        except Cancelled:
            self.cancelled.emit(task)
        except LowlightError as error:
            self.failed.emit(task, error)
        except Exception as error:  # the one border of this thread
            logger.exception("%s failed", task.what or "A task")
            self.failed.emit(task, error)
        else:
            self.done.emit(task, result)


class WorkThread(QObject):
    """One background thread. What a task uses is used by this thread alone: nothing is locked.

    Signals:
        done: (Task, its result).
        failed: (Task, the exception).
        cancelled: (Task).
        progressed: (Task, fraction 0 to 1).
        Exactly one of done, failed and cancelled comes for each task, in the order of the tasks.
    """

    done, failed = Signal(object, object), Signal(object, object)
    cancelled, progressed = Signal(object), Signal(object, float)
    _given = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: list[Task] = []
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._given.connect(self._worker.work)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._worker.cancelled.connect(self._on_cancelled)
        self._worker.progressed.connect(self.progressed)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether every task has got its answer."""
        return not self._open

    def give(self, task: Task) -> None:
        """Do this after what was given before."""
        self._open.append(task)
        self._given.emit(task)

    def stop(self) -> None:
        """Cancel everything, wait for the thread to end; no answer comes after this."""
        for task in self._open:
            task.token.cancel()
        self._thread.quit()
        self._thread.wait()
        self._open.clear()

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        if self._answered(task):
            self.done.emit(task, result)

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        if self._answered(task):
            self.failed.emit(task, error)

    @Slot(object)
    def _on_cancelled(self, task: Task) -> None:
        if self._answered(task):
            self.cancelled.emit(task)

    def _answered(self, task: Task) -> bool:
        """Whether somebody still waits for the answer: after `stop` nobody does."""
        if task not in self._open:
            return False
        self._open.remove(task)
        return True


def _give_way() -> None:
    """Let the window go first where all processors are busy; torch's own threads inherit it."""
    if sys.platform == "linux":  # elsewhere a thread has no niceness of its own
        thread = (os.PRIO_PROCESS, threading.get_native_id())
        # Who was started with a higher one already, as by `nice`, may not lower it.
        os.setpriority(*thread, max(_NICENESS, os.getpriority(*thread)))


def share_the_lock_often() -> None:
    """Let a thread that computes in Python give way to the window every millisecond, not five."""
    sys.setswitchinterval(0.001)


def spare_what_stays() -> None:
    """Let Python's collector look no more through what is there already.

    Modules are most of it once torch is loaded: a full round takes a tenth of a second, in which no
    thread works, and comes whenever thousands of small things are made.
    """
    gc.freeze()
