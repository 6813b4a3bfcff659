import pytest

from lowlight_desktop.studio.company import Company
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_who_is_alone_has_all_the_time(clock: Clock) -> None:
    with Company(clock).joined() as turn:
        clock.now += 10.0
    assert (turn.share_s, turn.at_a_time) == (10.0, 1)


def test_shares_of_two_at_a_time_add_up_to_the_time_of_both(clock: Clock) -> None:
    company = Company(clock)
    with company.joined() as first:
        clock.now += 2.0
        with company.joined() as second:
            clock.now += 16.0
    assert first.share_s == 10.0  # 2 alone and half of 16
    assert second.share_s == 8.0
    assert first.share_s + second.share_s == 18.0
    assert (first.at_a_time, second.at_a_time) == (2, 2)


def test_a_share_can_be_asked_for_in_between(clock: Clock) -> None:
    company = Company(clock)
    with company.joined() as turn:
        clock.now += 3.0
        assert company.share_of(turn) == 3.0
        clock.now += 4.0
    assert turn.share_s == 7.0


def test_time_between_turns_is_nobodys(clock: Clock) -> None:
    company = Company(clock)
    with company.joined():
        clock.now += 1.0
    clock.now += 1000.0
    with company.joined() as turn:
        clock.now += 1.0
    assert turn.share_s == 1.0


def test_beside_somebody_who_goes_first_nothing_is_measured(clock: Clock) -> None:
    company = Company(clock)
    joined = company.joined
    with joined() as before, joined(ahead=True) as ahead, joined() as after:
        clock.now += 1.0
    with company.joined() as later:
        clock.now += 1.0
    assert before.is_disturbed
    assert ahead.is_disturbed
    assert after.is_disturbed
    assert not later.is_disturbed


def test_who_fails_leaves(clock: Clock) -> None:
    company = Company(clock)
    with pytest.raises(RuntimeError), company.joined():
        raise RuntimeError
    with company.joined() as turn:
        clock.now += 6.0
    assert turn.share_s == 6.0
