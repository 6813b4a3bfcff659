import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.crashes.crash_desk import CrashDesk
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.crashes.watch import CrashWatch
from tests.gui.controls import button


def refuse(_progress: Progress | None = None) -> None:
    raise ZeroDivisionError("night by zero")


def silent(*_told: object) -> None:
    """Python's hook would print, and pytest-qt's fail the test."""


@pytest.fixture
def messages(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MessageBar]:
    """A message bar under which errors are told."""
    monkeypatch.setattr(sys, "excepthook", silent)
    monkeypatch.setattr(threading, "excepthook", silent)
    watch = CrashWatch(folder=tmp_path / "crashes")
    watch.begin()
    bar = MessageBar()
    qtbot.addWidget(bar)
    CrashDesk(watch, bar, bar)
    yield bar
    watch.end()


def wait_for(messages: MessageBar, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(messages.messages()))


def test_a_slot_that_fails_is_told_with_the_report_to_copy(
    messages: MessageBar, qtbot: QtBot, tmp_path: Path
) -> None:
    QTimer.singleShot(0, refuse)
    wait_for(messages, qtbot)
    (message,) = messages.messages()
    assert message.kind is MessageKind.ERROR
    assert "goes on" in message.sentence
    (report,) = (tmp_path / "crashes").iterdir()
    assert message.details == report.read_text()
    assert "ZeroDivisionError: night by zero" in message.details


def test_a_task_that_fails_in_another_thread_is_told_too(
    messages: MessageBar, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    parent = QObject()
    thread = WorkThread("work", parent)
    with qtbot.waitSignal(thread.failed):
        thread.give(Task(refuse, "Lighting night.jpg"))
    wait_for(messages, qtbot)
    assert "Lighting night.jpg failed" in messages.messages()[0].details
    thread.stop()
    caplog.clear()


def test_what_fails_again_and_again_is_told_once(messages: MessageBar, qtbot: QtBot) -> None:
    timer = QTimer(interval=0)
    timer.timeout.connect(refuse)
    timer.start()
    wait_for(messages, qtbot)
    button(messages, "Close the message").click()
    for _ in range(5):
        with qtbot.waitSignal(timer.timeout):
            pass
    timer.stop()
    assert not messages.messages()


def test_its_folder_is_shown_on_demand(
    messages: MessageBar, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    QTimer.singleShot(0, refuse)
    wait_for(messages, qtbot)
    button(messages, "Show Folder").click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "crashes"))]


def test_a_report_that_cannot_be_saved_can_be_copied(
    messages: MessageBar, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "crashes").write_text("no folder")
    QTimer.singleShot(0, refuse)
    wait_for(messages, qtbot)
    (message,) = messages.messages()
    assert "cannot be saved" in message.sentence
    assert message.choices == ()
    button(messages, "Copy Message").click()
    assert "Traceback" in QGuiApplication.clipboard().text()
