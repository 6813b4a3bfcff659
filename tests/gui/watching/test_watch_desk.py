"""A watched folder in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.watching.watch_desk import WatchDesk
from lowlight_desktop.gui.watching.watch_dialog import WatchDialog, WatchOrder
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.journal_entry import State
from lowlight_desktop.studio.presets import Preset
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, open_window

UNLIT = Preset("Plain", Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0)), "")
SETTLED_S = 0.1  # files are whole at once here


@pytest.fixture
def desk(window: MainWindow) -> WatchDesk:
    found = window.findChild(WatchDesk)
    assert isinstance(found, WatchDesk)
    return found


@pytest.fixture
def card(tmp_path: Path) -> Path:
    (tmp_path / "card").mkdir()
    return tmp_path / "card"


def states(window: MainWindow) -> list[State]:
    return [entry.state for entry in window.parts.queue.model.entries()]


def _exporter(window: MainWindow) -> Exporter:
    exporter = window.findChild(Exporter)
    assert isinstance(exporter, Exporter)
    return exporter


def said(window: MainWindow) -> str:
    labels = " ".join(label.text() for label in window.findChildren(QLabel))
    return labels + " ".join(m.sentence for m in window.parts.messages.messages())


def test_what_arrives_is_exported_through_the_queue_and_told(
    window: MainWindow, desk: WatchDesk, card: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.start(WatchOrder(card, tmp_path / "out", UNLIT, existing=True), SETTLED_S)
    assert window.parts.actions["watch"].isChecked()
    dark_photo(card / "a.png")
    qtbot.waitUntil(lambda: states(window) == [State.DONE], timeout=LONG_MS)
    dark_photo(card / "b.png", seed=2)
    qtbot.waitUntil(lambda: states(window) == [State.DONE] * 2, timeout=LONG_MS)
    assert len(list((tmp_path / "out").iterdir())) == 2
    qtbot.waitUntil(lambda: "Watching card: 2 exported" in said(window), timeout=LONG_MS)
    assert "exported to" not in said(window)  # no sentence for each


def test_a_broken_photo_is_told_and_the_next_one_is_done(
    window: MainWindow, desk: WatchDesk, card: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (card / "a.png").write_bytes(b"no photo")
    desk.start(WatchOrder(card, tmp_path / "out", UNLIT, existing=True), SETTLED_S)
    qtbot.waitUntil(lambda: "a.png" in said(window), timeout=LONG_MS)
    dark_photo(card / "b.png")
    qtbot.waitUntil(lambda: states(window) == [State.FAILED, State.DONE], timeout=LONG_MS)


@pytest.mark.parametrize("users_way", ["retries it", "removes it"])
def test_the_watch_goes_on_whatever_the_user_does_to_a_failed_row(
    window: MainWindow,
    desk: WatchDesk,
    card: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    users_way: str,
) -> None:
    monkeypatch.setattr("lowlight_desktop.studio.watch._RETRY_S", 2.0)  # not a minute
    (out := tmp_path / "out").write_text("in the way")
    dark_photo(card / "a.png")
    desk.start(WatchOrder(card, out, UNLIT, existing=True), SETTLED_S)
    qtbot.waitUntil(lambda: states(window) == [State.FAILED], timeout=LONG_MS)
    out.unlink()
    queue = window.parts.queue
    if users_way == "retries it":
        queue.retry_requested.emit(None)
    else:
        queue.remove_requested.emit(tuple(entry.id for entry in queue.model.entries()))
    # The watch tries it once more by itself.
    qtbot.waitUntil(lambda: (out / "a-lit.jpg").exists(), timeout=LONG_MS)
    dark_photo(card / "b.png", seed=2)
    qtbot.waitUntil(lambda: (out / "b-lit.jpg").exists(), timeout=LONG_MS)
    assert sorted(path.name for path in out.iterdir()) == ["a-lit.jpg", "b-lit.jpg"]
    qtbot.waitUntil(lambda: not _exporter(window).is_busy, timeout=LONG_MS)


def test_results_keep_the_folders_of_the_watched_one(
    window: MainWindow, desk: WatchDesk, card: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (card / "100").mkdir()
    dark_photo(card / "100" / "a.png")
    desk.start(WatchOrder(card, tmp_path / "out", UNLIT, existing=True), SETTLED_S)
    qtbot.waitUntil((tmp_path / "out/100/a-lit.jpg").exists, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not _exporter(window).is_busy, timeout=LONG_MS)


def test_a_watch_that_is_ended_lets_arrivals_lie(
    window: MainWindow, desk: WatchDesk, card: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    order = WatchOrder(card, tmp_path / "out", UNLIT, existing=True)
    desk.start(order, SETTLED_S)
    window.parts.actions["watch"].trigger()
    assert not window.parts.actions["watch"].isChecked()
    dark_photo(card / "a.png")
    (tmp_path / "other").mkdir()
    dark_photo(tmp_path / "other" / "b.png")
    desk.start(WatchOrder(tmp_path / "other", tmp_path / "out", UNLIT, existing=True), SETTLED_S)
    qtbot.waitUntil(lambda: states(window) == [State.DONE], timeout=LONG_MS)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b-lit.jpg"]


def test_closing_while_a_photo_waits_in_a_paused_queue_ends_the_watch(
    window: MainWindow, desk: WatchDesk, card: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.parts.queue.pause_requested.emit(True)
    dark_photo(card / "a.png")
    desk.start(WatchOrder(card, tmp_path / "out", UNLIT, existing=True), SETTLED_S)
    qtbot.waitUntil(lambda: states(window) == [State.WAITING], timeout=LONG_MS)
    qtbot.waitUntil(lambda: not _exporter(window).is_busy, timeout=LONG_MS)
    assert window.close()  # nothing is in hand: nothing is asked
    again = open_window(tmp_path, qtbot)
    qtbot.waitUntil(lambda: "1 photos of the last export" in said(again), timeout=LONG_MS)
    again.close()


def test_the_menu_asks_for_a_folder_and_watches_it(
    window: MainWindow,
    card: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = WatchOrder(card, tmp_path / "out", UNLIT, existing=True)

    class Answered(WatchDialog):
        def exec(self) -> int:
            return True

        def order(self) -> WatchOrder:
            return order

    monkeypatch.setattr("lowlight_desktop.gui.watching.watch_desk.WatchDialog", Answered)
    window.parts.actions["watch"].trigger()
    assert window.parts.actions["watch"].isChecked()
    qtbot.waitUntil(lambda: "Watching card" in said(window), timeout=LONG_MS)


def test_a_folder_that_is_gone_is_told_until_it_is_back(
    window: MainWindow, desk: WatchDesk, card: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.start(WatchOrder(card, tmp_path / "out", UNLIT), SETTLED_S)
    qtbot.waitUntil(lambda: "Watching card" in said(window), timeout=LONG_MS)
    card.rmdir()
    qtbot.waitUntil(lambda: bool(window.parts.messages.messages()), timeout=LONG_MS)
    card.mkdir()
    qtbot.waitUntil(lambda: not window.parts.messages.messages(), timeout=LONG_MS)
