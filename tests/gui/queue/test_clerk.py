import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.queue.clerk import Clerk, News
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State, Treatment, Wanted
from tests.formats.test_leftovers import died_in

TREATMENT = Treatment(Recipe(), ExportWish())


class Listener:
    """Keeps what a clerk tells."""

    def __init__(self, clerk: Clerk) -> None:
        self.news: list[News] = []
        self.sizes: dict[int, int] = {}
        clerk.told.connect(self.news.append)
        clerk.measured.connect(self.sizes.update)

    @property
    def states(self) -> dict[int, State]:
        """What is known of each photo by now."""
        known: dict[int, State] = {}
        for news in self.news:
            known |= {entry.id: entry.state for entry in news.changes.entries}
            known = {id_: s for id_, s in known.items() if id_ not in news.changes.gone}
        return known


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    clerk = Clerk(tmp_path / "queue")
    yield clerk
    clerk.stop()


def wanted(count: int, folder: Path = Path("/photos")) -> list[Wanted]:
    return [Wanted(folder / f"{i}.jpg", TREATMENT, i) for i in range(1, count + 1)]


def test_what_is_added_is_told_and_is_on_the_disk(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = Listener(clerk)
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(3))
        assert clerk.is_bringing
    assert not clerk.is_bringing
    assert list(heard.states.values()) == [State.WAITING] * 3
    with Journal(tmp_path / "queue") as journal:
        assert journal.counts()[State.WAITING] == 3


def test_a_new_batch_takes_the_good_of_the_last_one_out_and_keeps_its_failures(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = Listener(clerk)
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(2))
    with Journal(tmp_path / "queue") as journal:
        journal.skipped(1)
        journal.failed(2, "It is no photo.")
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(1))
    assert heard.states == {2: State.FAILED, 3: State.WAITING}


def test_a_batch_that_is_added_to_another_one_leaves_it_alone(clerk: Clerk, qtbot: QtBot) -> None:
    heard = Listener(clerk)
    with qtbot.waitSignals([clerk.work_came] * 2):
        clerk.add(wanted(2))
        clerk.add(wanted(1))
    assert len(heard.states) == 3


def test_sizes_are_told_and_files_that_are_gone_have_none(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "2.jpg").write_bytes(b"x" * 1234)
    heard = Listener(clerk)
    clerk.add(wanted(3, tmp_path))
    qtbot.waitUntil(lambda: heard.sizes == {2: 1234})


def test_retrying_and_going_on_bring_work_but_a_pause_does_not(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = Listener(clerk)
    with qtbot.assertNotEmitted(clerk.work_came), qtbot.waitSignal(clerk.told):
        clerk.pause(on=True)
    assert heard.news[-1].paused
    with qtbot.waitSignal(clerk.work_came):
        clerk.pause(on=False)
    with qtbot.waitSignal(clerk.work_came):
        clerk.retry()
    assert not heard.news[-1].paused


def test_all_wishes_of_a_moment_are_done_before_it_stops(tmp_path: Path, qtbot: QtBot) -> None:
    clerk = Clerk(tmp_path / "queue")
    clerk.add(wanted(3))
    clerk.cancel([2])
    clerk.stop()
    with Journal(tmp_path / "queue") as journal:
        states = [entry.state for entry in journal.changes().entries]
    assert states == [State.WAITING, State.CANCELLED, State.WAITING]


def test_what_is_discarded_leaves_but_for_failures(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = Listener(clerk)
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(3))
    with Journal(tmp_path / "queue") as journal:
        journal.failed(1, "It is no photo.")
    with qtbot.waitSignal(clerk.told):
        clerk.discard()
    assert heard.states == {1: State.FAILED}


def test_what_was_half_written_is_discarded_too(clerk: Clerk, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    left = died_in(folder)
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(1))
    with Journal(tmp_path / "queue") as journal:
        journal.name(1, folder / "night.tif")
    clerk.discard()
    qtbot.waitUntil(lambda: not left.exists())


def test_a_damaged_journal_is_put_aside_and_told(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "queue").write_bytes(b"no database" * 100)
    clerk = Clerk(tmp_path / "queue")
    heard = Listener(clerk)
    with qtbot.waitSignal(clerk.told):
        clerk.look()
    clerk.stop()
    assert heard.news[0].put_aside == tmp_path / "queue.bak"


def test_a_journal_that_cannot_be_made_is_told_with_what_does_not_work_and_what_to_do(
    tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / "file" / "lowlight"
    clerk = Clerk(folder / "window.queue")
    with qtbot.waitSignal(clerk.failed) as told:
        clerk.look()
    clerk.stop()
    assert told.args is not None
    assert str(told.args[0]) == (
        f"{folder}: the queue of exports is kept here, but a part of the path is a file, not a "
        "folder, so photos cannot be exported. Have that put right, or set LOWLIGHT_STATE to a "
        "folder of yours, and start Lowlight again."
    )


def test_a_journal_of_a_newer_version_is_told_as_such(tmp_path: Path, qtbot: QtBot) -> None:
    Journal(tmp_path / "queue").close()
    with closing(sqlite3.connect(tmp_path / "queue")) as database:
        database.execute("PRAGMA user_version = 99")
    clerk = Clerk(tmp_path / "queue")
    with qtbot.waitSignal(clerk.failed) as told:
        clerk.look()
    clerk.stop()
    assert told.args is not None
    assert "newer version" in str(told.args[0])
    assert "LOWLIGHT_STATE" not in str(told.args[0])


def paused(path: Path) -> bool:
    with Journal(path) as journal:
        return journal.paused


def test_a_pause_ends_with_the_photos_that_it_was_for(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(2))
    with qtbot.waitSignal(clerk.told):
        clerk.pause(on=True)
    with qtbot.waitSignal(clerk.told):
        clerk.cancel([1])
    assert paused(tmp_path / "queue")  # the other still waits
    with qtbot.waitSignal(clerk.told):
        clerk.cancel()
    assert not paused(tmp_path / "queue")


def test_a_pause_of_photos_that_are_over_is_none_for_those_that_come(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    with Journal(tmp_path / "queue") as journal:
        journal.add(wanted(1))
        journal.paused = True
        journal.failed(1, "It is no photo.")
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(2))
    assert not paused(tmp_path / "queue")


def test_discarding_leaves_what_another_window_has_in_hands(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = Listener(clerk)
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(3))
    with Journal(tmp_path / "queue") as journal:
        assert journal.claim() is not None
        with qtbot.waitSignal(clerk.told):
            clerk.discard()
        assert heard.states == {1: State.RUNNING}
        with qtbot.waitSignal(clerk.told):
            clerk.give_up()
        assert heard.states == {}


def test_what_failed_can_be_taken_out_of_the_list(
    clerk: Clerk, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = Listener(clerk)
    with qtbot.waitSignal(clerk.work_came):
        clerk.add(wanted(2))
    with Journal(tmp_path / "queue") as journal:
        journal.failed(1, "It is no photo.")
    with qtbot.waitSignal(clerk.told):
        clerk.remove([1])
    assert heard.states == {2: State.WAITING}
