"""Who holds which name in a journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lowlight_desktop.gui.queue.held_names import HeldNames
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import IN_MEMORY, Changes, Journal
from lowlight_desktop.studio.journal_entry import Entry, State, Treatment, Wanted, Written

NAME = Path("/out/a-lit.jpg")


class CountingJournal(Journal):
    """Counts the entries that it was asked for."""

    read = 0

    def changes(self, since: int = 0) -> Changes:
        changes = super().changes(since)
        self.read += len(changes.entries)
        return changes


@pytest.fixture
def journal() -> Iterator[CountingJournal]:
    with CountingJournal(IN_MEMORY) as journal:
        yield journal


def add(journal: Journal, *sources: str) -> list[Entry]:
    treatment = Treatment(Recipe(), ExportWish())
    ids = journal.add(Wanted(Path(source), treatment) for source in sources)
    return [entry for id_ in ids if (entry := journal.entry(id_)) is not None]


@pytest.mark.parametrize("state", State)
def test_a_name_is_kept_from_other_photos_but_if_its_holder_was_skipped(
    journal: CountingJournal, state: State
) -> None:
    (holder,) = add(journal, "/one/a.cr2")
    journal.name(holder.id, NAME)
    match state:
        case State.WAITING:
            pass
        case State.RUNNING:
            journal.claim()
        case State.DONE:
            journal.done(holder.id, Written(NAME, 1, "digest", "key"), 1.0)
        case State.SKIPPED:
            journal.skipped(holder.id)
        case State.FAILED:
            journal.failed(holder.id, "no")
        case State.CANCELLED:
            journal.cancel()
    same, other = add(journal, "/one/a.cr2")[0], add(journal, "/two/a.cr2")[0]
    held = HeldNames(journal)
    held.follow()
    assert held.is_free(NAME, holder)
    assert held.is_free(NAME, same)
    assert held.is_free(NAME, other) == (state is State.SKIPPED)
    assert held.is_free(NAME.with_name("A-LIT.JPG"), other) == (state is State.SKIPPED)


def test_what_was_added_together_shares_no_name(journal: CountingJournal) -> None:
    first, second = add(journal, "/one/a.cr2", "/one/a.cr2")
    journal.name(first.id, NAME)
    journal.skipped(first.id)
    held = HeldNames(journal)
    held.follow()
    assert not held.is_free(NAME, second)


def test_the_name_that_was_written_is_held_too_and_all_are_free_when_it_is_cleared(
    journal: CountingJournal,
) -> None:
    (holder,), (other,) = add(journal, "/one/a.cr2"), add(journal, "/two/a.cr2")
    held, numbered = HeldNames(journal), NAME.with_name("a-lit-2.jpg")
    journal.name(holder.id, NAME)
    journal.done(holder.id, Written(numbered, 1, "digest", "key"), 1.0)
    held.follow()
    assert not held.is_free(NAME, other)
    assert not held.is_free(numbered, other)
    journal.clear()
    held.follow()
    assert held.is_free(NAME, other)
    assert held.is_free(numbered, other)


def test_a_place_that_was_kept_is_free_when_the_photo_is_not_in_hand_any_more(
    journal: CountingJournal,
) -> None:
    (holder,), (other,) = add(journal, "/one/a.cr2"), add(journal, "/two/a.cr2")
    held = HeldNames(journal)
    begun = journal.claim()
    assert begun is not None
    held.follow()
    held.hold(begun, NAME)
    held.follow()
    assert not held.is_free(NAME, other)
    journal.failed(holder.id, "no")
    held.follow()
    assert held.is_free(NAME, other)


def test_photos_that_come_one_by_one_are_read_once_each(journal: CountingJournal) -> None:
    held = HeldNames(journal)
    for i in range(50):
        (entry,) = add(journal, f"/one/{i}.cr2")
        held.follow()
        journal.name(entry.id, NAME.with_name(f"{i}.jpg"))
    assert journal.read <= 2 * 50  # each when it comes, and when it has its name
