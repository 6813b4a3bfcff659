import threading

import pytest

from lowlight_desktop.develop.strips import in_lanes, map_strips


def test_results_come_in_order_whoever_is_first() -> None:
    second_is_done = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert second_is_done.wait(10)
        else:
            second_is_done.set()
        return number

    assert list(in_lanes(work, [0, 1], 2)) == [0, 1]


def test_strips_of_a_lane_are_worked_on_in_that_lane() -> None:
    def work(_thing: int) -> set[str]:
        return set(map_strips(lambda _rows: threading.current_thread().name, 1000))

    for names in in_lanes(work, range(4), 2):
        assert len(names) == 1
        assert threading.current_thread().name not in names


def test_what_fails_in_a_lane_fails_here() -> None:
    def work(number: int) -> None:
        if number == 3:
            raise ValueError("the fourth")

    with pytest.raises(ValueError, match="the fourth"):
        list(in_lanes(work, range(100), 2))
