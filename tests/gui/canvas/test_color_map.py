"""Colors for numbers."""

import numpy as np

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.gui.canvas.color_map import color_table, colored
from lowlight_desktop.photo.color_space import Transfer


def lightness() -> np.ndarray:
    """CIE L* of the table, 0 to 100."""
    linear = linearize((color_table() / np.float32(255)).astype(np.float32), Transfer.SRGB)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)


def test_every_step_is_lighter_than_the_one_before() -> None:
    assert (np.diff(lightness()) > 0).all()


def test_lightness_rises_evenly() -> None:
    steps = np.diff(lightness())
    # 8-bit rounding alone moves a step of 0.35 by about 0.2.
    assert np.abs(steps - steps.mean()).max() < 0.35


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
