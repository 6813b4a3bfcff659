"""What a watch takes for the end of its photo, whatever the user does to the rows meanwhile."""

from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.gui.watching.watched_rows import WatchedRows
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.journal_entry import Entry, State
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped
from tests.gui.queue.entries import entry, news

PHOTO = Path("/card/a.jpg")
OTHERS = entry(3, State.DONE, source=PHOTO)  # exported by the user, before


def at(state: State, id_: int = 7, ended_at: float | None = 1.0) -> Entry:
    """The watch's own row of the photo."""
    return replace(entry(id_, state, source=PHOTO, error="a.jpg: broken."), ended_at=ended_at)


@pytest.fixture
def rows() -> WatchedRows:
    """A watch that waits for its first photo."""
    rows = WatchedRows()
    assert rows.hear(news([OTHERS])) is None
    assert rows.ask(PHOTO) is None
    return rows


@pytest.fixture
def failed(rows: WatchedRows) -> WatchedRows:
    """A watch that has been told that it failed."""
    assert isinstance(rows.hear(news([at(State.FAILED)])), Failed)
    return rows


def test_the_end_of_its_own_row_is_the_answer(rows: WatchedRows) -> None:
    assert rows.hear(news([at(State.WAITING)])) is None
    assert rows.hear(news([at(State.RUNNING)])) is None
    assert isinstance(rows.hear(news([at(State.DONE)])), Exported)
    assert rows.hear(news([at(State.DONE)])) is None  # said once
    assert rows.has(PHOTO)


def test_a_row_of_the_users_own_is_not_taken_for_it(rows: WatchedRows) -> None:
    assert rows.hear(news([replace(OTHERS, seconds=2.0)])) is None


def test_a_failed_photo_is_tried_in_its_row_and_its_old_failure_is_no_answer(
    failed: WatchedRows,
) -> None:
    assert failed.ask(PHOTO) == at(State.FAILED)
    assert failed.hear(news([])) is None
    assert failed.hear(news([at(State.RUNNING)])) is None
    assert isinstance(failed.hear(news([at(State.FAILED, ended_at=2.0)])), Failed)


def test_what_the_user_has_retried_with_success_is_the_answer_at_once(failed: WatchedRows) -> None:
    assert failed.hear(news([at(State.DONE)])) is None  # nobody waits
    assert isinstance(failed.ask(PHOTO), Exported)
    assert failed.ask(PHOTO) is None  # and if it comes again, it is another photo


def test_what_the_user_has_just_retried_is_waited_for(failed: WatchedRows) -> None:
    failed.hear(news([at(State.WAITING, ended_at=None)]))
    assert isinstance(failed.ask(PHOTO), Entry)
    assert isinstance(failed.hear(news([at(State.DONE)])), Exported)


def test_a_row_that_was_removed_before_gets_a_new_one(failed: WatchedRows) -> None:
    assert failed.hear(news([], gone=[7])) is None
    assert failed.ask(PHOTO) is None
    assert isinstance(failed.hear(news([at(State.DONE, 8)])), Exported)


@pytest.mark.parametrize("seen", [True, False])
def test_a_row_that_is_removed_while_it_is_waited_for_counts_as_skipped(
    rows: WatchedRows, seen: bool
) -> None:
    if seen:
        rows.hear(news([at(State.WAITING)]))
    answer: Outcome | None = rows.hear(news([], gone=[7]))
    assert answer == Skipped(PHOTO, PHOTO)


def test_rows_that_others_remove_do_not_matter(rows: WatchedRows) -> None:
    assert rows.hear(news([], gone=[3])) is None
    assert isinstance(rows.hear(news([at(State.DONE)])), Exported)


def test_a_file_that_changed_since_is_another_photo(failed: WatchedRows, tmp_path: Path) -> None:
    (path := tmp_path / "b.jpg").write_bytes(b"new")
    assert failed.ask(path) is None
    broken = replace(entry(9, State.FAILED, source=path, error="b"), ended_at=1.0)
    assert isinstance(failed.hear(news([broken])), Failed)
    failed.hear(news([replace(broken, state=State.DONE)]))  # of what lay there in 1970
    assert failed.ask(path) is None


def test_a_new_watch_knows_no_rows(failed: WatchedRows) -> None:
    failed.forget()
    assert not failed.has(PHOTO)
    assert failed.ask(PHOTO) is None
