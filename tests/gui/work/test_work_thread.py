import subprocess
import sys
from collections.abc import Iterator
from threading import Event, current_thread

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.sentence import Sentence


@pytest.fixture
def thread(qtbot: QtBot) -> Iterator[WorkThread]:
    thread = WorkThread("test")
    yield thread
    thread.stop()


def outcomes(thread: WorkThread) -> list[tuple[str, Task]]:
    seen: list[tuple[str, Task]] = []

    def on_done(task: Task, _result: object) -> None:
        seen.append(("done", task))

    def on_failed(task: Task, _error: Exception) -> None:
        seen.append(("failed", task))

    def on_cancelled(task: Task) -> None:
        seen.append(("cancelled", task))

    thread.done.connect(on_done)
    thread.failed.connect(on_failed)
    thread.cancelled.connect(on_cancelled)
    return seen


def fails(_: Progress) -> object:
    raise ModelError(Sentence("The network is missing."))


def test_work_is_done_in_another_thread_and_answered_in_this_one(
    thread: WorkThread, qtbot: QtBot
) -> None:
    task = Task(lambda _: current_thread())
    with qtbot.waitSignal(thread.done) as answer:
        thread.give(task)
    assert answer.args is not None
    assert answer.args[0] is task
    assert answer.args[1] is not current_thread()


def test_every_task_gets_exactly_one_answer_in_order(thread: WorkThread, qtbot: QtBot) -> None:
    seen = outcomes(thread)
    tasks = [Task(lambda _: 1), Task(fails), Task(lambda _: 2)]
    tasks.append(cancelled := Task(lambda _: 3))
    cancelled.token.cancel()
    for task in tasks:
        thread.give(task)
    qtbot.waitUntil(lambda: thread.is_idle)
    assert seen == list(zip(["done", "failed", "done", "cancelled"], tasks, strict=True))


def test_running_work_that_is_cancelled_stops_at_its_next_report(
    thread: WorkThread, qtbot: QtBot
) -> None:
    begun, go_on = Event(), Event()

    def work(progress: Progress) -> object:
        begun.set()
        go_on.wait()
        progress.at(0.5)
        raise AssertionError

    task = Task(work)
    with qtbot.waitSignal(thread.cancelled):
        thread.give(task)
        assert begun.wait(5)
        task.token.cancel()
        go_on.set()


def test_stopping_cancels_what_is_left_and_nothing_is_answered_after(qtbot: QtBot) -> None:
    thread = WorkThread("test")
    seen = outcomes(thread)
    for _ in range(20):
        thread.give(Task(lambda _: 1))
    thread.stop()
    known = len(seen)
    qtbot.wait(1)
    assert len(seen) == known
    assert thread.is_idle


def test_progress_is_reported_as_it_comes(thread: WorkThread, qtbot: QtBot) -> None:
    told: list[float] = []

    def on_progress(_task: Task, fraction: float) -> None:
        told.append(fraction)

    thread.progressed.connect(on_progress)
    with qtbot.waitSignal(thread.done):
        thread.give(Task(lambda progress: progress.at(0.5)))
    assert told == [0.0, 0.5]


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own there")
def test_a_program_that_was_started_nice_stays_as_nice() -> None:
    script = """
import os
from lowlight_desktop.gui.work.work_thread import _give_way
started = 15
os.setpriority(os.PRIO_PROCESS, 0, started)
_give_way()
print(os.getpriority(os.PRIO_PROCESS, 0) - started)
"""
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "0\n"
