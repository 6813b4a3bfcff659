import pytest

from lowlight_desktop.gui.queue.shares import shares
from lowlight_desktop.studio.export import RENDERED


def test_one_photo_has_the_whole_sum() -> None:
    assert shares(0.4, 1) == [0.4]


def test_the_first_is_finished_before_the_second_has_anything() -> None:
    assert shares(0.5, 3) == [0.5, 0.0, 0.0]
    assert shares(RENDERED + 0.3, 3) == pytest.approx([RENDERED, 0.3, 0.0])


def test_nothing_is_lost_and_nobody_is_done_before_it_is_written() -> None:
    given = shares(2.5, 4)
    assert sum(given) == pytest.approx(2.5)
    assert max(given) <= RENDERED


def test_no_photo_has_no_share() -> None:
    assert shares(0.0, 0) == []
    assert shares(-1e-9, 1) == [0.0]  # sums of floats
