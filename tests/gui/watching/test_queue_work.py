from pathlib import Path

import pytest

from lowlight_desktop.gui.watching.queue_work import QueueWork, outcome_of
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.journal_entry import State
from lowlight_desktop.studio.outcome import Failed, Skipped
from tests.gui.queue.entries import entry

PHOTO = Path("/photos/a.jpg")


def test_a_photo_is_asked_for_and_its_end_handed_back() -> None:
    asked: list[Path] = []
    work = QueueWork(asked.append)
    work.answer(Skipped(PHOTO, PHOTO))
    assert work.do(PHOTO) == Skipped(PHOTO, PHOTO)
    assert asked == [PHOTO]


def test_a_watch_that_ends_gets_no_answer() -> None:
    work = QueueWork(lambda _path: None)
    work.stop()
    with pytest.raises(Cancelled):
        work.do(PHOTO)


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING])
def test_what_is_not_over_has_no_outcome(state: State) -> None:
    assert outcome_of(entry(1, state)) is None


def test_the_end_of_a_photo_is_its_outcome() -> None:
    done = outcome_of(entry(1, State.DONE, seconds=2.0))
    assert isinstance(done, Exported)
    assert done.output.name == "night-1-lit.jpg"
    said = f"{PHOTO}: it is no photo. Look."
    failed = outcome_of(entry(1, State.FAILED, source=PHOTO, error=said))
    assert isinstance(failed, Failed)
    assert str(failed.error) == said
    assert isinstance(outcome_of(entry(1, State.CANCELLED)), Skipped)  # not tried again
