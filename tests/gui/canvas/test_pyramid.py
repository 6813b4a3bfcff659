"""Pictures for the screen and their halves."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QColorSpace

from lowlight_desktop.gui.canvas.pyramid import Pyramid, halved, raster, screen_pixels
from tests.gui.canvas.scenes import noise, pixels_of, plain


def test_a_raster_shares_the_memory_of_its_array() -> None:
    pixels = screen_pixels(plain(2, 3, (10, 20, 30)), None)
    shown = raster(pixels)
    pixels[1, 2] = (3, 2, 1, 255)  # BGRA
    assert shown.image.pixelColor(2, 1) == QColor(1, 2, 3)


def test_without_a_profile_pixels_stay_as_they_are() -> None:
    photo = noise(5, 7)
    np.testing.assert_array_equal(pixels_of(raster(screen_pixels(photo, None)).image), photo)


def test_a_profile_of_the_display_changes_colors_and_not_grays() -> None:
    space = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    to_p3 = srgb.transformationToColorSpace(space)
    photo = np.array([[[255, 0, 0], [128, 128, 128]]], np.uint8)
    shown = pixels_of(raster(screen_pixels(photo, to_p3)).image)
    # sRGB red in Display P3 is (234, 51, 35): Color.js 0.5, color(display-p3 0.917 0.2 0.139).
    np.testing.assert_allclose(shown[0, 0], (234, 51, 35), atol=1)
    np.testing.assert_allclose(shown[0, 1], (128, 128, 128), atol=1)


def test_halving_rounds_up_and_takes_means() -> None:
    gray = np.zeros((3, 5, 4), np.uint8)
    gray[:, ::2] = 200
    half = halved(gray)
    assert half.shape == (2, 3, 4)
    # Five columns in three, 5/3 wide each: the first holds 1 and 2/3, the second 1/3, 1, 1/3.
    np.testing.assert_allclose(half[0, :2, 0], (200 * 0.6, 200 * 0.6), atol=1)


@pytest.mark.parametrize(
    ("scale", "width"), [(4.0, 64), (1.0, 64), (0.6, 64), (0.5, 32), (0.3, 32), (0.25, 16)]
)
def test_the_smallest_level_that_is_not_too_small_is_drawn(scale: float, width: int) -> None:
    pyramid = Pyramid(screen_pixels(noise(64, 64), None))
    assert pyramid.image(scale).width() == width


def test_a_level_is_made_once() -> None:
    made: list[int] = []

    def halve(pixels: np.ndarray) -> np.ndarray:
        made.append(len(pixels))
        return halved(pixels)

    pyramid = Pyramid(screen_pixels(noise(64, 64), None), halve)
    for _ in range(3):
        pyramid.image(0.25)
    assert made == [64, 32]


def test_a_line_of_pixels_has_no_end_of_halves() -> None:
    assert Pyramid(screen_pixels(noise(1, 64), None)).image(0.01).height() == 1
