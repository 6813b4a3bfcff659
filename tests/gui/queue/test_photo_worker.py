"""What the export's thread makes of a journal, above all which names it gives."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.gui.queue.photo_worker import At, Begun, Ended, FellBack, PhotoWorker
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State, Treatment, Wanted
from lowlight_desktop.studio.outcome import Outcome, Skipped
from tests.gui.photos import dark_photo

UNLIT = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
BRIGHTER = replace(UNLIT, finish=Finish(exposure_ev=2.0))


class Queue:
    """A journal and who works on it."""

    def __init__(self, folder: Path) -> None:
        self.path, self.out = folder / "queue", folder / "out"
        self._begin()

    def add(
        self, *sources: Path, recipe: Recipe = UNLIT, existing: Existing = Existing.NUMBER
    ) -> None:
        """Add photos in one call."""
        wish = ExportWish(ExportOptions(FileFormat.PNG, existing=existing), self.out)
        with Journal(self.path) as journal:
            journal.add(Wanted(source, Treatment(recipe, wish)) for source in sources)

    def work(self) -> list[Outcome]:
        """Do what waits; what became of it."""
        self._outcomes.clear()
        self._worker.work(Progress())
        return list(self._outcomes)

    def clear(self) -> None:
        """Take what is over out of the list."""
        with Journal(self.path) as journal:
            journal.clear()

    def lose(self) -> None:
        """Lose the journal."""
        self.close()
        for path in self.path.parent.glob("queue*"):
            path.unlink()
        self._begin()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def results(self) -> dict[str, bytes]:
        """The files by their names."""
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir())}

    def _begin(self) -> None:
        self._outcomes: list[Outcome] = []
        self._worker = PhotoWorker(self.path, "cpu", None, lambda: None, self._hear)

    def _hear(self, told: Begun | At | Ended | FellBack) -> None:
        if isinstance(told, Ended):
            assert isinstance(told.outcome, Outcome)
            self._outcomes.append(told.outcome)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    queue = Queue(tmp_path)
    yield queue
    queue.close()


@pytest.fixture
def namesakes(tmp_path: Path) -> tuple[Path, Path]:
    """Two photos of one name, in two folders."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    first = dark_photo(tmp_path / "one" / "a.png", seed=1)
    return first, dark_photo(tmp_path / "two" / "a.png", seed=2)


def is_same(outcomes: list[Outcome]) -> list[bool]:
    return [isinstance(outcome, Skipped) and outcome.is_same for outcome in outcomes]


def test_what_was_exported_is_not_made_again(queue: Queue, namesakes: tuple[Path, Path]) -> None:
    queue.add(*namesakes)
    queue.work()
    before = queue.results()
    assert list(before) == ["a-lit-2.png", "a-lit.png"]
    queue.add(*namesakes)  # while the first two are still in the list
    assert is_same(queue.work()) == [True, True]
    queue.clear()
    queue.add(*namesakes)
    assert is_same(queue.work()) == [True, True]
    assert queue.results() == before


def test_a_lost_journal_is_no_reason_to_make_anything_again(
    queue: Queue, namesakes: tuple[Path, Path]
) -> None:
    queue.add(*namesakes)
    queue.work()
    before = queue.results()
    queue.lose()
    queue.add(namesakes[1])  # the one that has the number
    assert is_same(queue.work()) == [True]
    assert queue.results() == before


def test_results_are_found_beside_a_file_that_somebody_else_has_put_there(
    queue: Queue, namesakes: tuple[Path, Path]
) -> None:
    queue.out.mkdir()
    (queue.out / "a-lit.png").write_bytes(b"of somebody else")
    queue.add(*namesakes)
    queue.work()
    before = queue.results()
    assert list(before) == ["a-lit-2.png", "a-lit-3.png", "a-lit.png"]
    assert before["a-lit.png"] == b"of somebody else"
    queue.add(*namesakes)
    assert is_same(queue.work()) == [True, True]
    assert queue.results() == before


@pytest.mark.parametrize("is_cleared", [False, True])
def test_another_look_gets_a_new_number(
    queue: Queue, namesakes: tuple[Path, Path], *, is_cleared: bool
) -> None:
    photo, _ = namesakes
    queue.add(photo)
    queue.work()
    before = queue.results()
    if is_cleared:
        queue.clear()
    queue.add(photo, recipe=BRIGHTER)
    (outcome,) = queue.work()
    assert isinstance(outcome, Exported)
    assert outcome.output == queue.out / "a-lit-2.png"
    after = queue.results()
    assert after["a-lit.png"] == before["a-lit.png"] != after["a-lit-2.png"]
    queue.add(photo)
    queue.add(photo, recipe=BRIGHTER)
    assert is_same(queue.work()) == [True, True]
    assert queue.results() == after


@pytest.mark.parametrize("is_first_over", [False, True])
def test_photos_of_one_name_do_not_replace_each_other_even_if_they_come_one_by_one(
    queue: Queue, namesakes: tuple[Path, Path], *, is_first_over: bool
) -> None:
    first, second = namesakes
    queue.add(first, existing=Existing.OVERWRITE)
    if is_first_over:
        queue.work()
    queue.add(second, existing=Existing.OVERWRITE)
    assert all(isinstance(outcome, Exported) for outcome in queue.work())
    before = queue.results()
    assert list(before) == ["a-lit-2.png", "a-lit.png"]
    queue.add(second, recipe=BRIGHTER, existing=Existing.OVERWRITE)
    queue.work()
    after = queue.results()
    assert list(after) == list(before)
    assert after["a-lit.png"] == before["a-lit.png"]
    assert after["a-lit-2.png"] != before["a-lit-2.png"]  # its own result may be replaced


def test_a_photo_that_replaces_files_spares_the_one_that_another_is_about_to_write(
    queue: Queue, namesakes: tuple[Path, Path]
) -> None:
    queue.out.mkdir()
    (queue.out / "a-lit.png").write_bytes(b"of somebody else")
    first, second = namesakes
    queue.add(first)  # will be a-lit-2.png, which nobody has yet when the other is named
    queue.add(second, existing=Existing.OVERWRITE)
    assert {o.output.name for o in queue.work() if isinstance(o, Exported)} == {
        "a-lit-2.png",
        "a-lit-3.png",
    }
    assert queue.results()["a-lit.png"] == b"of somebody else"


def test_a_photo_that_is_cancelled_and_wanted_again_at_once_is_done(
    tmp_path: Path,
) -> None:
    told: list[Begun | At | Ended | FellBack] = []

    def hear(event: Begun | At | Ended | FellBack) -> None:
        if isinstance(event, Begun) and not told:
            with Journal(path) as journal:  # another thread's, in the same moment
                journal.cancel([event.id])
                journal.retry([event.id])
        told.append(event)

    path, out = tmp_path / "queue", tmp_path / "out"
    photos = [dark_photo(tmp_path / f"{i}.png", seed=i) for i in range(3)]
    with Journal(path) as journal:
        wish = ExportWish(ExportOptions(FileFormat.PNG), out)
        journal.add(Wanted(photo, Treatment(UNLIT, wish)) for photo in photos)
    worker = PhotoWorker(path, "cpu", None, lambda: None, hear)
    worker.work(Progress())
    worker.close()
    with Journal(path) as journal:
        assert [e.state for e in journal.changes().entries] == [State.DONE] * 3
    assert len(list(out.iterdir())) == 3


def test_a_wish_that_cannot_be_read_is_one_failed_photo(queue: Queue, tmp_path: Path) -> None:
    queue.add(dark_photo(tmp_path / "a.png"))
    queue.add(dark_photo(tmp_path / "b.png"), recipe=BRIGHTER)
    with sqlite3.connect(queue.path) as database:
        database.execute("UPDATE treatments SET text = '{\"recipe\": 1}' WHERE id = 1")
    database.close()
    (outcome,) = queue.work()
    assert isinstance(outcome, Exported)
    with Journal(queue.path) as journal:
        failed, done = journal.changes().entries
    assert (failed.state, done.state) == (State.FAILED, State.DONE)
    assert "cannot be read" in failed.error
