"""Colors for numbers."""

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.develop.color_map import (
    color_steps,
    color_table,
    mixed_colors,
    signed_color_table,
    stream_colors,
    table_of,
)
from lowlight_desktop.photo.color_space import Transfer

TABLES = pytest.mark.parametrize("table", [color_table(), signed_color_table()])


def lightness(table: NDArray[np.uint8]) -> NDArray[np.float32]:
    """CIE L* of a table, 0 to 100."""
    linear = linearize((table / np.float32(255)).astype(np.float32), Transfer.SRGB)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)


@TABLES
def test_every_step_is_lighter_than_the_one_before(table: NDArray[np.uint8]) -> None:
    assert (np.diff(lightness(table)) > 0).all()


def test_signed_numbers_are_gray_at_zero_blue_below_and_orange_above() -> None:
    table = signed_color_table().astype(int)
    assert np.ptp(table[127:129], axis=1).max() < 6
    below, above = table[64], table[192]
    assert below[2] - below[0] > 60
    assert above[0] - above[2] > 60
    assert table_of(-3.0, 3.0) is signed_color_table()
    assert table_of(0.0, 3.0) is table_of(-0.5, 3.0) is color_table()


def test_lightness_rises_evenly() -> None:
    steps = np.diff(lightness(color_table()))
    # 8-bit rounding alone moves a step of 0.35 by about 0.2.
    assert np.abs(steps - steps.mean()).max() < 0.35


def test_both_ends_and_what_lies_beyond_get_the_outer_steps() -> None:
    values = np.array([[-1.0, 0.5, 1.75, 3.0, 9.0, np.nan, np.inf]], np.float32)
    # 1.75 is the middle of the range: 127.5 of 255 steps, rounded up.
    assert color_steps(values, 0.5, 3.0).tolist() == [[0, 0, 128, 255, 255, 0, 255]]


def test_a_map_without_a_range_has_steps_all_the_same() -> None:
    assert color_steps(np.zeros((1, 1), np.float32), 0.0, 0.0).tolist() == [[0]]


def test_streams_are_told_apart_and_mix() -> None:
    colors = stream_colors().astype(int)
    assert all(np.abs(colors[i] - colors[i - 1]).max() > 60 for i in range(3))
    alone = mixed_colors(np.eye(3, dtype=np.float32)[None])
    assert np.array_equal(alone[0], stream_colors())
    even = mixed_colors(np.full((1, 1, 3), 1 / 3, np.float32))[0, 0].astype(int)
    assert even.max() - even.min() < 40  # hardly a color
