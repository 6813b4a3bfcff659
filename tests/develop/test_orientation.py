import numpy as np
import pytest

from lowlight_desktop.develop.orientation import as_stored, place_as_stored, upright

STORED = np.arange(6).reshape(2, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turning_back_gives_what_was_stored(orientation: int) -> None:
    np.testing.assert_array_equal(as_stored(upright(STORED, orientation), orientation), STORED)


def test_orientation_six_turns_a_quarter_clockwise() -> None:
    np.testing.assert_array_equal(upright(STORED, 6), np.rot90(STORED, -1))


def test_what_is_no_orientation_turns_nothing() -> None:
    np.testing.assert_array_equal(upright(STORED, 0), STORED)


def test_writing_into_the_view_writes_into_the_picture() -> None:
    seen = np.zeros((3, 2), np.int_)
    as_stored(seen, 6)[...] = STORED
    np.testing.assert_array_equal(seen, upright(STORED, 6))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_pixel_is_found_where_it_is_stored(orientation: int) -> None:
    seen = upright(STORED, orientation)
    for place in np.ndindex(seen.shape):
        row, column = place
        assert STORED[place_as_stored((row, column), seen.shape, orientation)] == seen[place]
