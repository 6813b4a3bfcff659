"""The pixel under the pointer in numbers."""

import numpy as np
import pytest

from lowlight_desktop.gui.canvas.layers import Layer, Stack
from lowlight_desktop.gui.canvas.readout import PixelAt, ev_above_black, pixel_at
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import Frame
from tests.gui.canvas.scenes import plain, whole


@pytest.mark.parametrize(
    ("value", "ev"),
    [
        (0, 0.0),
        (1, 0.0),  # one 8-bit step above black is where counting begins
        (2, 1.0),  # the curve is straight up to 10 of 255
        (8, 3.0),
        (255, 11.6859),  # log2(255 * 12.92)
    ],
)
def test_ev_counts_doublings_of_light_from_the_darkest_gray(value: int, ev: float) -> None:
    assert ev_above_black((value, value, value)) == pytest.approx(ev, abs=1e-3)


def test_ev_weighs_channels_as_eyes_do() -> None:
    white, green = ev_above_black((255, 255, 255)), ev_above_black((0, 255, 0))
    assert white - green == pytest.approx(-np.log2(0.7152), abs=1e-3)  # Rec. 709


def test_a_reduced_base_is_read_where_it_shows_the_place() -> None:
    base = np.array([[(1, 2, 3), (4, 5, 6)]], np.uint8)
    stack = Stack(Layer(whole(base, 100, 200), None))
    left, right = pixel_at(stack, 99.9, 50.0), pixel_at(stack, 100.0, 99.9)
    assert left == PixelAt(99, 50, (1, 2, 3), ev_above_black((1, 2, 3)))
    assert right == PixelAt(100, 99, (4, 5, 6), ev_above_black((4, 5, 6)))


def test_the_detail_is_read_where_there_is_one() -> None:
    detail = Frame(plain(10, 10, (9, 9, 9)), Region(20, 30, 30, 40), is_proxy=False)
    stack = Stack(Layer(whole(plain(100, 100, (5, 5, 5))), None), Layer(detail, None))
    inside, outside = pixel_at(stack, 30, 20), pixel_at(stack, 40, 20)
    assert inside is not None
    assert outside is not None
    assert (inside.rgb, outside.rgb) == ((9, 9, 9), (5, 5, 5))


@pytest.mark.parametrize("place", [(-0.1, 5.0), (5.0, -0.1), (10.0, 5.0), (5.0, 10.0)])
def test_beside_the_photo_there_is_no_pixel(place: tuple[float, float]) -> None:
    assert pixel_at(Stack(Layer(whole(plain(10, 10, (5, 5, 5))), None)), *place) is None
