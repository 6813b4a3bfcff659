"""When a file that arrives is whole, told by a clock that the tests hold in their hands."""

from pathlib import Path

from lowlight_desktop.studio.arrivals import Arrivals, Stamp

SETTLE_S = 5.0
A, B = Path("a.cr2"), Path("b.cr2")
SMALL, LARGE = Stamp(10, 1, 7), Stamp(20, 2, 7)


def always(_path: Path) -> bool:
    return True


def never(_path: Path) -> bool:
    return False


def ready(
    arrivals: Arrivals, now_s: float, seen: dict[Path, Stamp], *, is_open: bool = True
) -> list[Path]:
    """The names of what is ready."""
    found = arrivals.look(seen, now_s, always if is_open else never)
    return [path for path, _ in found]


def test_a_file_is_ready_when_it_has_not_changed_for_long_enough() -> None:
    arrivals = Arrivals(SETTLE_S)
    assert ready(arrivals, 100.0, {A: SMALL}) == []
    assert ready(arrivals, 104.9, {A: SMALL}) == []
    assert arrivals.look({A: SMALL}, 105.0, always) == [(A, SMALL)]


def test_a_file_that_grows_waits_anew_with_every_change() -> None:
    arrivals = Arrivals(SETTLE_S)
    for second in range(0, 60, 4):  # slower than looks, faster than settling
        assert ready(arrivals, second, {A: Stamp(second + 1, second)}) == []
    assert ready(arrivals, 61.0, {A: Stamp(57, 56)}) == [A]


def test_a_change_of_time_alone_counts_as_a_change() -> None:
    # Windows and SMB give a file its whole size first, and its content afterwards.
    arrivals = Arrivals(SETTLE_S)
    ready(arrivals, 0.0, {A: Stamp(10, 1)})
    assert ready(arrivals, 5.0, {A: Stamp(10, 2)}) == []


def test_a_ready_file_stays_ready_until_it_is_done() -> None:
    arrivals = Arrivals(SETTLE_S)
    ready(arrivals, 0.0, {A: SMALL})
    assert ready(arrivals, 5.0, {A: SMALL}) == [A]
    assert ready(arrivals, 6.0, {A: SMALL}) == [A]
    arrivals.done(A, SMALL)
    assert ready(arrivals, 7.0, {A: SMALL}) == []
    assert arrivals.waiting == 0


def test_a_newer_file_of_the_same_name_is_ready_again() -> None:
    arrivals = Arrivals(SETTLE_S)
    arrivals.done(A, SMALL)
    ready(arrivals, 0.0, {A: LARGE})
    assert ready(arrivals, 5.0, {A: LARGE}) == [A]


def test_a_file_renamed_while_it_waits_settles_under_its_new_name_alone() -> None:
    arrivals = Arrivals(SETTLE_S)
    ready(arrivals, 0.0, {A: SMALL})
    assert ready(arrivals, 4.0, {B: SMALL}) == []
    assert ready(arrivals, 9.0, {B: SMALL}) == [B]
    assert arrivals.waiting == 1


def test_a_done_file_that_comes_back_is_still_done() -> None:
    arrivals = Arrivals(SETTLE_S)
    arrivals.done(A, SMALL)
    ready(arrivals, 0.0, {})  # a share that is mounted anew is an empty folder for a moment
    ready(arrivals, 10.0, {A: SMALL})
    assert ready(arrivals, 20.0, {A: SMALL}) == []


def test_an_empty_or_closed_file_waits_and_is_tried_in_the_end() -> None:
    for empty, is_open in ((Stamp(0, 1), True), (SMALL, False)):
        arrivals = Arrivals(SETTLE_S, patience_s=60.0)
        ready(arrivals, 0.0, {A: empty}, is_open=is_open)
        assert ready(arrivals, 59.0, {A: empty}, is_open=is_open) == []
        assert ready(arrivals, 60.0, {A: empty}, is_open=is_open) == [A]


def test_files_come_in_the_order_of_their_arrival() -> None:
    arrivals = Arrivals(SETTLE_S)
    ready(arrivals, 0.0, {B: SMALL})
    assert ready(arrivals, 1.0, {A: LARGE, B: SMALL}) == []
    assert ready(arrivals, 9.0, {A: LARGE, B: SMALL}) == [B, A]


def test_what_shall_be_tried_later_is_unless_it_changes() -> None:
    arrivals = Arrivals(SETTLE_S)
    ready(arrivals, 0.0, {A: SMALL, B: SMALL})
    for path in (A, B):
        arrivals.later(path, 65.0)
    assert ready(arrivals, 20.0, {A: SMALL, B: LARGE}) == []
    assert ready(arrivals, 25.0, {A: SMALL, B: LARGE}) == [B]
    assert ready(arrivals, 65.0, {A: SMALL, B: LARGE}) == [A, B]


def test_a_restart_waits_anew_for_what_is_not_done_only() -> None:
    arrivals = Arrivals(SETTLE_S)
    arrivals.done(A, SMALL)
    ready(arrivals, 0.0, {A: SMALL, B: SMALL})
    arrivals.restart()
    assert ready(arrivals, 100.0, {A: SMALL, B: SMALL}) == []
    assert ready(arrivals, 105.0, {A: SMALL, B: SMALL}) == [B]


def test_a_done_file_under_a_new_name_is_recognized_only_if_the_old_name_is_gone() -> None:
    arrivals = Arrivals(SETTLE_S)
    arrivals.done(A, SMALL)
    ready(arrivals, 0.0, {B: SMALL})
    assert arrivals.earlier_name(B) == A
    ready(arrivals, 1.0, {A: SMALL, B: SMALL})  # a link, or a disk without numbers
    assert arrivals.earlier_name(B) is None


def test_disks_without_numbers_tell_nothing_about_names() -> None:
    arrivals = Arrivals(SETTLE_S)
    arrivals.done(A, Stamp(10, 1, 0))
    ready(arrivals, 0.0, {B: Stamp(10, 1, 0)})
    assert arrivals.earlier_name(B) is None


def test_the_next_look_is_due_when_the_first_file_may_be_ready() -> None:
    arrivals = Arrivals(SETTLE_S)
    assert arrivals.next_s(0.0) is None
    ready(arrivals, 0.0, {A: SMALL})
    ready(arrivals, 2.0, {A: SMALL, B: SMALL})
    assert arrivals.next_s(2.0) == 3.0
    arrivals.later(A, 60.0)
    assert arrivals.next_s(2.0) == SETTLE_S
