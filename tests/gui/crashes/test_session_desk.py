from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.owner import owner
from lowlight_desktop.gui.crashes.crash_desk import CrashDesk
from lowlight_desktop.gui.crashes.session_desk import SessionDesk
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.studio.crashes.mishap import Mishap
from lowlight_desktop.studio.crashes.running import Ended, Running
from lowlight_desktop.studio.crashes.session import Session, from_text
from lowlight_desktop.studio.crashes.watch import CrashWatch
from tests.gui.controls import button
from tests.gui.plain_photos import plain_photo
from tests.gui.window import drop, open_window, wait_until_refined

SEGFAULT = Mishap("Segmentation fault", "Thread 0x1", [])


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path) -> SessionDesk:
    crashes = CrashDesk(CrashWatch(), window.parts.messages, window)
    return SessionDesk(window, Running(tmp_path), crashes)


@pytest.fixture
def photos(tmp_path: Path) -> tuple[Path, Path]:
    return plain_photo(tmp_path / "dusk.png"), plain_photo(tmp_path / "dawn.png")


def noted(folder: Path) -> Session:
    return from_text((folder / f"{owner()}.json").read_text())


def said(window: MainWindow) -> str:
    return " ".join(message.sentence for message in window.parts.messages.messages())


def test_what_is_open_is_noted_before_it_is_read(
    window: MainWindow, desk: SessionDesk, photos: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, list(photos))
    qtbot.waitUntil(lambda: window.parts.strip.current() is not None)
    assert noted(tmp_path) == Session(photos, photos[0])
    window.show_photo(photos[1])
    assert noted(tmp_path).current == photos[1]
    wait_until_refined(window, qtbot)
    window.parts.strip.remove([photos[0]])
    window.parts.strip.removed.emit((photos[0],))
    assert noted(tmp_path).photos == (photos[1],)


def test_after_a_crash_the_photos_are_open_again_and_the_report_is_there(
    window: MainWindow, desk: SessionDesk, photos: tuple[Path, Path], qtbot: QtBot
) -> None:
    assert desk.recover((Ended(Session(photos, photos[1]), SEGFAULT),), opens_others=False)
    assert window.parts.strip.paths() == photos
    assert window.parts.strip.current() == photos[1]
    (message,) = window.parts.messages.messages()
    assert "ended unexpectedly" in message.sentence
    assert "2 photos are open again" in message.sentence
    assert "Segmentation fault" in message.details
    wait_until_refined(window, qtbot)


def test_a_session_that_crashes_when_it_comes_back_is_only_offered(
    window: MainWindow,
    desk: SessionDesk,
    photos: tuple[Path, Path],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    desk.recover((Ended(Session(photos, photos[1]), SEGFAULT),), opens_others=False)
    again = noted(tmp_path)
    assert again.is_recovered
    wait_until_refined(window, qtbot)
    window.close()
    other = open_window(tmp_path, qtbot)
    crashes = CrashDesk(CrashWatch(), other.parts.messages, other)
    desk_of_other = SessionDesk(other, Running(tmp_path), crashes)
    desk_of_other.recover((Ended(again, SEGFAULT),), opens_others=False)
    assert other.parts.strip.paths() == ()
    assert "2 photos were open" in said(other)
    button(other.parts.messages, "Open Again").click()
    assert other.parts.strip.paths() == photos
    wait_until_refined(other, qtbot)
    other.close()


def test_who_opens_other_photos_is_asked(
    window: MainWindow, desk: SessionDesk, photos: tuple[Path, Path]
) -> None:
    desk.recover((Ended(Session(photos, photos[0]), None),), opens_others=True)
    assert window.parts.strip.paths() == ()
    assert "ended before it was closed" in said(window)


def test_who_looks_at_the_report_first_is_still_asked(
    window: MainWindow,
    desk: SessionDesk,
    photos: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", bool)
    desk.recover((Ended(Session(photos, photos[0]), SEGFAULT),), opens_others=True)
    button(window.parts.messages, "Show Folder").click()
    qtbot.waitUntil(lambda: button(window.parts.messages, "Open Again").isVisible())


def test_a_crash_with_nothing_open_has_a_report_all_the_same(
    window: MainWindow, desk: SessionDesk
) -> None:
    assert not desk.recover((Ended(Session(), SEGFAULT),), opens_others=False)
    assert "ended unexpectedly" in said(window)


@pytest.mark.parametrize("ended", [(), (Ended(Session(), None),)])
def test_a_run_that_ended_with_nothing_open_is_not_mentioned(
    window: MainWindow, desk: SessionDesk, ended: tuple[Ended, ...]
) -> None:
    assert not desk.recover(ended, opens_others=False)
    assert not said(window)
