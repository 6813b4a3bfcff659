import threading

import pytest

from lowlight_desktop.photo.timing import Timekeeper, part, timed
from tests.clock import Clock


def test_an_inner_part_is_not_counted_for_the_outer_one() -> None:
    clock = Clock(0.0)
    keeper = Timekeeper(clock)
    with keeper.part("outer"):
        clock.now = 1.0
        with keeper.part("inner"):
            clock.now = 4.0
        clock.now = 4.5
    clock.now = 10.0
    assert keeper.seconds() == {"inner": 3.0, "outer": 1.5}


def test_parts_at_once_share_the_clock() -> None:
    clock = Clock(0.0)
    keeper = Timekeeper(clock)
    goes_on, is_there = threading.Event(), threading.Event()

    def work() -> None:
        with keeper.part("other"):
            is_there.set()
            assert goes_on.wait(10)

    thread = threading.Thread(target=work)
    with keeper.part("one"):
        clock.now = 1.0
        thread.start()
        assert is_there.wait(10)
        clock.now = 3.0
    clock.now = 4.0
    goes_on.set()
    thread.join()
    assert keeper.seconds() == {"one": 2.0, "other": 2.0}


def test_nobody_keeps_time_unless_asked_to() -> None:
    with part("before"):
        pass
    with timed() as keeper, part("within"):
        pass
    with part("after"):
        pass
    assert list(keeper.seconds()) == ["within"]


def test_a_part_that_fails_ends() -> None:
    @part("fails")
    def fail() -> None:
        raise ValueError("the reason")

    with timed() as keeper:
        with pytest.raises(ValueError, match="reason"):
            fail()
        with part("next"):
            pass
        assert set(keeper.seconds()) == {"fails", "next"}
