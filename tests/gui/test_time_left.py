"""How long what is running will still take."""

import pytest

from lowlight_desktop.gui.time_left import TimeLeft
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def after(clock: Clock, left: TimeLeft, *told: tuple[float, float]) -> TimeLeft:
    """What is known after some seconds each, and how much was done then."""
    for seconds, fraction in told:
        clock.now += seconds
        left = left.at(fraction)
    return left


def test_at_the_beginning_it_is_what_was_expected(clock: Clock) -> None:
    assert TimeLeft.of(40.0, 0.0, clock).seconds == 40.0


def test_between_two_words_of_it_the_clock_goes_on(clock: Clock) -> None:
    left = TimeLeft.of(40.0, 0.0, clock)
    clock.now += 15.0
    assert left.seconds == 25.0
    clock.now += 60.0
    assert left.seconds == 0.0


def test_what_goes_as_expected_ends_as_expected(clock: Clock) -> None:
    left = after(clock, TimeLeft.of(40.0, 0.0, clock), (10.0, 0.25), (20.0, 0.75))
    assert left.seconds == pytest.approx(10.0)


def test_what_goes_slower_is_found_out_on_the_way(clock: Clock) -> None:
    # It will take 40 s and not 10.
    left = after(clock, TimeLeft.of(10.0, 0.0, clock), (20.0, 0.5))
    assert left.seconds == pytest.approx(0.5 * 5.0 + 0.5 * 20.0)
    assert after(clock, left, (16.0, 0.9)).seconds == pytest.approx(0.1 * 1.0 + 0.9 * 4.0)


def test_what_nobody_expected_is_told_by_its_own_pace(clock: Clock) -> None:
    left = TimeLeft.of(0.0, 0.0, clock)
    assert left.seconds is None
    assert after(clock, left, (1.0, 0.05)).seconds is None
    assert after(clock, left, (9.0, 0.2)).seconds == pytest.approx(40.0)


@pytest.mark.parametrize("expected_s", [0.0, 40.0])
def test_what_went_on_counts_from_there(clock: Clock, expected_s: float) -> None:
    # Half was done before: only what was done since tells its pace.
    left = after(clock, TimeLeft.of(expected_s, 0.5, clock), (10.0, 0.75))
    assert left.seconds == pytest.approx(10.0)


def test_the_usual_clock_is_the_systems() -> None:
    found = TimeLeft.of(40.0, 0.0).seconds
    assert found is not None
    assert 39.0 < found <= 40.0
