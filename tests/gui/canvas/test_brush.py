"""A stroke in the making, and its tint."""

import numpy as np
import pytest

from lowlight_desktop.develop.limits import kept
from lowlight_desktop.gui.canvas.brush import StrokeInMaking
from lowlight_desktop.gui.canvas.limit_tint import tint_of, with_stroke
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke
from tests.gui.canvas.scenes import TestBrush


def test_a_stroke_keeps_the_brush_and_counts_in_shares_of_the_photo() -> None:
    making = StrokeInMaking(TestBrush(0.1, 0.2, 0.3, True), 100, 200)
    making.add(50, 50)
    making.add(150, 25)
    assert making.stroke() == Stroke(((0.25, 0.5), (0.75, 0.25)), 0.1, 0.2, 0.3, True)


def test_places_that_change_nothing_are_left_out() -> None:
    making = StrokeInMaking(TestBrush(radius=0.1), 100, 200)
    for x in np.arange(0, 100, 0.5):
        making.add(float(x), 50)
    # A tenth of the radius, which is 20 pixels: of 200 places about one every 2 pixels is kept.
    assert 40 <= len(making.stroke().points) <= 50


def test_a_hand_that_leaves_the_canvas_far_behind_still_makes_a_stroke() -> None:
    making = StrokeInMaking(TestBrush(), 100, 200)
    making.add(-1e5, 1e5)
    assert making.stroke().points == ((-1.0, 2.0),)  # as far as `Stroke` allows


@pytest.mark.parametrize("erases", [False, True])
def test_the_stroke_being_drawn_looks_as_it_will_when_it_is_finished(erases: bool) -> None:
    region, size = Region(3, 5, 40, 50), (60, 80)
    first = Stroke(((0.2, 0.3), (0.6, 0.5)), 0.2, 0.5, 0.8)
    live = Stroke(((0.5, 0.2), (0.4, 0.6)), 0.15, 0.3, 0.7, erases)
    cover = 1 - kept((Stroke(live.points, 0.15, 0.3, 0.7),), region, size)
    shown = with_stroke(kept((first,), region, size), cover, erases=erases)
    # Another order of sums in float32.
    np.testing.assert_allclose(shown, kept((first, live), region, size), atol=1e-6)


def test_the_tint_is_clear_where_all_light_stays_and_striped_where_none_does() -> None:
    tint = tint_of(np.array([[1.0] * 6, [0.0] * 6], np.float32), 0.5)
    assert not tint[0].any()
    assert (tint[1, :, 3] == 128).all()  # half of 255
    dark, bright = sorted(int(stripe.astype(int)[:3].sum()) for stripe in (tint[1, 0], tint[1, 3]))
    assert bright > 4 * dark


def test_the_stripes_belong_to_the_photo_not_to_the_pane() -> None:
    no_light = np.zeros((8, 12), np.float32)
    whole = tint_of(no_light, 0.5)
    np.testing.assert_array_equal(tint_of(no_light[2:, 5:], 0.5, 2 + 5), whole[2:, 5:])
