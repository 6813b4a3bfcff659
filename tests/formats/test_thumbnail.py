import io

import numpy as np
import pytest
from PIL import Image

from lowlight_desktop.formats.thumbnail import jpeg_thumbnail
from lowlight_desktop.photo.color_space import DISPLAY_P3, SRGB


@pytest.mark.parametrize(
    ("size", "small"),
    [((400, 240), (160, 96)), ((60, 1200), (8, 160)), ((30, 20), (30, 20)), ((5000, 2), (160, 1))],
)
def test_it_is_at_most_160_pixels_long(size: tuple[int, int], small: tuple[int, int]) -> None:
    jpeg = jpeg_thumbnail(np.zeros((size[1], size[0], 3), np.uint8), SRGB)
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        assert image.size == small


def test_its_colors_are_those_of_the_photo_in_srgb() -> None:
    red = np.full((64, 64, 3), (200, 40, 90), np.uint8)
    with Image.open(io.BytesIO(jpeg_thumbnail(red, SRGB))) as image:
        assert np.abs(np.asarray(image).astype(int) - red).max() <= 3  # quality 80
    with Image.open(io.BytesIO(jpeg_thumbnail(red, DISPLAY_P3))) as image:
        assert np.asarray(image)[..., 0].min() > 205  # the same numbers are more in sRGB
