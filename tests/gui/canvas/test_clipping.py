"""Warnings for what is burnt out or drowned."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from lowlight_desktop.gui.canvas.clipping import (
    CLEAR_CODE,
    HIGHLIGHT_CODE,
    SHADOW_CODE,
    clipping_codes,
    clipping_pyramid,
    halved_codes,
)


@pytest.mark.parametrize(
    ("rgb", "code"),
    [
        ((254, 0, 0), HIGHLIGHT_CODE),  # one channel is enough
        ((253, 253, 253), CLEAR_CODE),
        ((255, 255, 255), HIGHLIGHT_CODE),
        ((1, 1, 1), SHADOW_CODE),
        ((0, 0, 2), CLEAR_CODE),  # all channels must be drowned
    ],
)
def test_highlights_need_one_full_channel_and_shadows_three_empty_ones(
    rgb: tuple[int, int, int], code: int
) -> None:
    assert clipping_codes(np.array([[rgb]], np.uint8)).item() == code


def test_a_single_burnt_pixel_survives_reduction() -> None:
    codes = np.full((5, 5), CLEAR_CODE, np.uint8)
    codes[4, 4] = HIGHLIGHT_CODE
    assert halved_codes(halved_codes(codes))[1, 1] == HIGHLIGHT_CODE


def test_a_single_black_pixel_is_noise_and_does_not() -> None:
    codes = np.full((2, 2), SHADOW_CODE, np.uint8)
    assert halved_codes(codes).item() == SHADOW_CODE
    codes[0, 1] = CLEAR_CODE
    assert halved_codes(codes).item() == CLEAR_CODE


def test_highlights_are_red_and_shadows_blue_and_the_rest_is_clear() -> None:
    rgb = np.array([[(255, 255, 255), (0, 0, 0), (90, 90, 90)]], np.uint8)
    red, blue, clear = (clipping_pyramid(rgb).image(1.0).pixelColor(x, 0) for x in range(3))
    assert red.red() > 2 * max(red.green(), red.blue())
    assert blue.blue() > 2 * max(blue.red(), blue.green())
    assert clear == QColor(0, 0, 0, 0)
