"""Zoom, pan and the way between the photo's pixels and the screen's."""

import numpy as np
import pytest

from lowlight_desktop.gui.canvas.viewport import Viewport, fitting, stepped
from lowlight_desktop.photo.region import Region

# A landscape photo of 6 megapixels in a pane of a usual window, with the margin at ratio 1.
PHOTO_H, PHOTO_W, PANE_H, PANE_W, MARGIN = 2000, 3000, 640, 1000, 16


def port() -> Viewport:
    return fitting(PHOTO_H, PHOTO_W, PANE_H, PANE_W, MARGIN)


def test_a_fitted_photo_lies_in_the_middle_and_touches_the_margin() -> None:
    fitted = port()
    assert fitted.is_fit
    assert fitted.scale == (PANE_H - 2 * MARGIN) / PHOTO_H  # the height is what is short
    assert fitted.top == MARGIN
    assert fitted.bottom == pytest.approx(PANE_H - MARGIN)
    assert fitted.left + fitted.right == pytest.approx(PANE_W, abs=1)  # whole device pixels


def test_a_photo_smaller_than_the_pane_is_not_enlarged() -> None:
    assert fitting(100, 150, PANE_H, PANE_W, MARGIN).scale == 1.0


@pytest.mark.parametrize(("x", "y"), [(500.0, 320.0), (410.0, 300.0), (640.5, 333.3)])
def test_zooming_keeps_the_place_under_the_pointer(x: float, y: float) -> None:
    before = port().zoomed(1.0, 500, 320)
    after = before.zoomed(2.7, x, y)
    x_before, y_before = before.to_photo(x, y)
    # The photo starts at a whole device pixel: half a pixel before and after.
    assert after.to_pane(x_before, y_before) == pytest.approx((x, y), abs=2.0)


def test_a_hundred_small_zooms_do_not_add_up_roundings() -> None:
    start = port().zoomed(1.0, 500, 320)
    moved = start
    for _ in range(100):
        moved = moved.zoomed(moved.scale * 1.01, 321, 234)
    assert moved.to_pane(*start.to_photo(321, 234)) == pytest.approx((321, 234), abs=2.0)


def test_the_scale_stays_between_a_quarter_of_fit_and_sixteen() -> None:
    assert port().zoomed(1e-6, 0, 0).scale == port().fit_scale / 4
    assert port().zoomed(1e6, 0, 0).scale == 16


@pytest.mark.parametrize(("dx", "dy"), [(1e6, 1e6), (-1e6, -1e6), (1e6, -1e6)])
def test_panning_never_loses_the_photo(dx: float, dy: float) -> None:
    moved = port().zoomed(1.0, 500, 320).panned(dx, dy)
    assert moved.left <= MARGIN
    assert moved.right >= PANE_W - MARGIN
    assert moved.top <= MARGIN
    assert moved.bottom >= PANE_H - MARGIN


def test_a_photo_smaller_than_its_pane_cannot_be_panned() -> None:
    assert port().panned(100, 100) == port()


def test_panning_moves_by_device_pixels() -> None:
    before = port().zoomed(2.0, 500, 320)
    after = before.panned(-30, 12)
    assert (after.left - before.left, after.top - before.top) == (-30, 12)


def test_resizing_keeps_a_fitted_photo_fitted() -> None:
    assert port().resized(300, 400, MARGIN) == fitting(PHOTO_H, PHOTO_W, 300, 400, MARGIN)


def test_resizing_keeps_the_middle_of_a_zoomed_photo() -> None:
    zoomed = port().zoomed(1.0, 100, 100).panned(-200, -100)
    resized = zoomed.resized(500, 800, MARGIN)
    assert (resized.x, resized.y, resized.scale) == (zoomed.x, zoomed.y, 1.0)


def test_the_visible_region_covers_what_the_pane_touches() -> None:
    zoomed = port().zoomed(1.0, 0, 0).panned(1e6, 1e6)  # the top left corner, behind the margin
    assert zoomed.visible() == Region(0, 0, PANE_H - MARGIN, PANE_W - MARGIN)
    assert port().visible() == Region.whole(PHOTO_H, PHOTO_W)


def test_a_pixel_of_the_photo_that_is_cut_counts_as_visible() -> None:
    zoomed = port().zoomed(16.0, 500, 320)
    seen = zoomed.visible()
    assert zoomed.to_pane(seen.left, seen.top)[0] <= 0
    assert zoomed.to_pane(seen.right, seen.bottom)[0] >= PANE_W


def test_a_pane_without_room_shows_at_least_a_pixel() -> None:
    squeezed = fitting(PHOTO_H, PHOTO_W, 0, 0, MARGIN)
    assert squeezed.visible().width >= 1


def test_four_notches_double_the_scale() -> None:
    assert stepped(2.0, 4, ()) == pytest.approx(4.0)
    assert stepped(2.0, -4, ()) == pytest.approx(1.0)


@pytest.mark.parametrize(("scale", "steps"), [(0.95, 1.0), (1.05, -1.0)])
def test_a_notch_does_not_jump_over_100_percent(scale: float, steps: float) -> None:
    assert stepped(scale, steps, (0.3, 1.0)) == 1.0


@pytest.mark.parametrize("steps", [1.0, -1.0])
def test_a_stop_does_not_hold_who_stands_on_it(steps: float) -> None:
    assert stepped(1.0, steps, (0.3, 1.0)) == pytest.approx(2 ** (steps / 4))


def test_a_larger_reading_of_the_same_photo_fits_where_the_smaller_did() -> None:
    small = fitting(100, 150, 400, 600, 10)
    assert small.exchanged(2000, 3000) == fitting(2000, 3000, 400, 600, 10)


def test_a_larger_reading_shows_the_part_that_was_visible() -> None:
    small = fitting(1000, 1500, 400, 600, 10).zoomed(1.0, 150, 100)
    large = small.exchanged(2000, 3000)
    assert large.scale == 0.5
    was, now = small.visible(), large.visible()
    # Half a pixel of the small one is one of the large: edges may move by that.
    assert abs(now.left - 2 * was.left) <= 2
    assert abs(now.bottom - 2 * was.bottom) <= 2


def sides(shown: Viewport) -> tuple[float, ...]:
    return shown.left, shown.top, shown.right, shown.bottom


@pytest.mark.parametrize("actual", [20.0, 64.0])  # as many as there are, or nobody knows yet
def test_a_small_reading_lies_where_the_photo_will_lie(actual: float) -> None:
    small = fitting(100, 150, 400, 600, 10, actual)
    whole = small.exchanged(2000, 3000)
    assert small.is_fit
    assert whole.is_fit
    np.testing.assert_allclose(sides(small), sides(whole), atol=1)


def test_100_percent_of_a_smaller_reading_is_100_percent_of_the_photo() -> None:
    half = fitting(1000, 1500, 400, 600, 10, 2.0).zoomed(2.0, 150, 100)
    assert half.exchanged(2000, 3000).scale == 1.0
    assert half.zoomed(1000.0, 150, 100).scale == 32.0  # 1600%, as of the photo
