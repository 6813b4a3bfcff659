"""A map's numbers as pixels for the canvas."""

import numpy as np

from lowlight_desktop.develop.color_map import color_table
from lowlight_desktop.gui.canvas.color_map import colored


def test_both_ends_and_what_lies_beyond_get_the_outer_colors() -> None:
    values = np.array([[-1.0, 0.5, 3.0, 9.0, np.nan]], np.float32)
    first, low, high, beyond, unknown = colored(values, 0.5, 3.0)[0]
    table = color_table()
    for shown, step in ((first, 0), (low, 0), (high, 255), (beyond, 255), (unknown, 0)):
        np.testing.assert_array_equal(shown[2::-1], table[step])
        assert shown[3] == 255


def test_a_map_without_a_range_is_drawn_all_the_same() -> None:
    np.testing.assert_array_equal(
        colored(np.zeros((1, 1), np.float32), 0.0, 0.0)[0, 0, 2::-1], color_table()[0]
    )
