import numpy as np
import pytest

from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.region import Region


def test_pixels_cannot_be_changed() -> None:
    image = Image(np.zeros((2, 3, 3), np.float32), WORKING)
    with pytest.raises(ValueError, match="read-only"):
        image.pixels[0, 0, 0] = 1.0


def test_float64_is_refused() -> None:
    with pytest.raises(TypeError, match="float32"):
        Image(np.zeros((2, 3, 3)), WORKING)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 4), (0, 3, 3)])
def test_shapes_that_are_no_picture_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="H, W, 3"):
        Image(np.zeros(shape, np.float32), WORKING)


def test_alpha_must_fit() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Image(np.zeros((2, 3, 3), np.float32), WORKING, np.zeros((3, 2), np.float32))


def test_a_grown_region_stays_in_the_photo() -> None:
    assert Region(10, 0, 20, 30).grown(5, height=22, width=31) == Region(5, 0, 22, 31)


def test_a_region_in_its_surroundings_keeps_its_size() -> None:
    inner = Region(10, 12, 20, 30).inside(Region(4, 5, 40, 50))
    assert inner == Region(6, 7, 16, 25)
