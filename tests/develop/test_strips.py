import threading

import numpy as np
import pytest

from lowlight_desktop.develop.strips import (
    ahead_in_lanes,
    by_strips,
    for_each_strip,
    in_lanes,
    map_strips,
)
from lowlight_desktop.photo.image import Pixels


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


def test_only_a_few_are_made_ahead() -> None:
    made: list[int] = []

    def work(number: int) -> int:
        made.append(number)
        return number

    results = ahead_in_lanes(work, range(100), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    results.close()
    assert len(made) <= 3 + 2 * 2, "all are taken at once"
    assert list(ahead_in_lanes(work, range(5), 3)) == [0, 1, 2, 3, 4]


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def assert_two_threads_work() -> None:
    both = threading.Barrier(2)  # broken unless two threads are at work
    names: set[str] = set()

    def work(_rows: slice) -> None:
        both.wait(10)
        names.add(threading.current_thread().name)

    for_each_strip(work, 4, 2)
    assert threading.current_thread().name in names
    assert len(names) == 2


@pytest.mark.usefixtures("two_processors")
def test_every_strip_is_worked_on_once_and_this_thread_helps() -> None:
    worked: list[tuple[int, int]] = []
    for_each_strip(lambda rows: worked.append((rows.start, rows.stop)), 1000, 64)
    assert sorted(worked) == [(top, min(top + 64, 1000)) for top in range(0, 1000, 64)]
    assert_two_threads_work()


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("fails", [0, 3, 15])
def test_a_strip_that_fails_fails_here_and_the_next_photo_has_lanes_again(fails: int) -> None:
    def work(rows: slice) -> None:
        if rows.start == fails * 64:
            raise ValueError("this strip")

    with pytest.raises(ValueError, match="this strip"):
        for_each_strip(work, 1000, 64)
    assert_two_threads_work()


@pytest.mark.parametrize("height", [1, 64, 65, 200])
def test_a_picture_by_strips_is_what_its_strips_become(height: int) -> None:
    picture = np.random.default_rng(0).random((height, 7, 3), np.float32)
    mask = picture[..., 0]

    def doubled(strip: Pixels) -> Pixels:
        return strip * 2

    def masked(strip: Pixels, by: Pixels) -> Pixels:
        return strip * by[..., None]

    np.testing.assert_array_equal(by_strips(doubled, picture, rows=64), picture * 2)
    both = by_strips(masked, picture, mask, rows=64)
    np.testing.assert_array_equal(both, picture * mask[..., None])
