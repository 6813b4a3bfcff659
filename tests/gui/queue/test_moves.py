from lowlight_desktop.gui.queue.moves import Move, down, up
from lowlight_desktop.studio.journal_entry import State
from tests.gui.queue.entries import entry

DONE, FAILED = State.DONE, State.FAILED
QUEUE = [entry(1, DONE), entry(2), entry(3, FAILED), entry(4), entry(5), entry(6)]


def test_up_goes_before_the_nearest_that_waits() -> None:
    assert up(QUEUE, {4}) == Move((4,), 2)
    assert up(QUEUE, {5, 6}) == Move((5, 6), 4)


def test_the_first_that_waits_cannot_go_up() -> None:
    assert up(QUEUE, {2}) is None
    assert up(QUEUE, {1, 3}) is None  # these do not wait


def test_down_goes_behind_the_nearest_that_waits() -> None:
    assert down(QUEUE, {2}) == Move((2,), 5)
    assert down(QUEUE, {2, 4}) == Move((2, 4), 6)
    assert down(QUEUE, {5}) == Move((5,), None)


def test_the_last_cannot_go_down() -> None:
    assert down(QUEUE, {6}) is None


def test_scattered_photos_come_together() -> None:
    assert up(QUEUE, {4, 6}) == Move((4, 6), 2)
