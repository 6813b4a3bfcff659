"""What the canvas shows, pixel by pixel."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QColorSpace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lowlight_desktop.develop.color_map import color_table
from lowlight_desktop.gui.canvas.canvas import Canvas, Compare
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.view import Frame, MapFrame
from tests.gui.canvas.scenes import HEIGHT, WIDTH, canvas_with, noise, plain, seen, whole

# Larger than the canvas: at 100 % it covers it.
PHOTO_H, PHOTO_W = 400, 500
RED, GREEN, GRAY = (200, 30, 40), (20, 180, 60), (90, 90, 90)


def cut(photo: Rgb8, canvas: Canvas) -> Rgb8:
    """The part of the photo that is visible."""
    return photo[canvas.view().region.slices]


def middle_of(picture: Rgb8, share: float = 0.5) -> tuple[int, ...]:
    """The pixel at a share of the width, half way down."""
    return tuple(picture[HEIGHT // 2, round(share * WIDTH)].tolist())


def test_at_100_percent_the_screen_shows_the_frame_bit_for_bit(qtbot: QtBot) -> None:
    photo = noise(PHOTO_H, PHOTO_W)
    canvas = canvas_with(qtbot, photo)
    canvas.zoom_to_actual(QPointF(90, 70))
    np.testing.assert_array_equal(seen(canvas), cut(photo, canvas))


@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "2"])
def test_100_percent_is_a_device_pixel_on_every_display(ratio: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": ratio, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-m", "tests.gui.canvas.at_ratio"],
        env=environment,
        capture_output=True,
        check=True,
    )
    found = json.loads(run.stdout)
    assert found["ratio"] == float(ratio)
    assert found["is_exact"]


def test_a_canvas_does_not_import_torch() -> None:
    code = "import sys, lowlight_desktop.gui.canvas.canvas; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout.strip() == b"False"


def test_above_100_percent_pixels_are_squares(qtbot: QtBot) -> None:
    photo = noise(PHOTO_H, PHOTO_W)
    canvas = canvas_with(qtbot, photo)
    canvas.zoom_to_actual()
    canvas.zoom_by(2.0)
    region, shown = canvas.view().region, seen(canvas)
    doubled = photo[region.slices].repeat(2, axis=0).repeat(2, axis=1)
    # The canvas begins in the first or in the second half of a pixel.
    offsets = [(y, x) for y in range(2) for x in range(2)]
    pieces = [doubled[y : y + HEIGHT, x : x + WIDTH] for y, x in offsets]
    assert any(p.shape == shown.shape and np.array_equal(p, shown) for p in pieces)


def test_below_100_percent_fine_texture_becomes_its_mean(qtbot: QtBot) -> None:
    photo = np.zeros((1200, 1600, 3), np.uint8)
    photo[::2] = 200  # lines that would flicker where pixels are left out
    canvas = canvas_with(qtbot, photo)
    inner = seen(canvas)[40:-40, 40:-40]
    np.testing.assert_allclose(inner, 100, atol=2)


def test_a_reduced_base_fills_the_place_of_the_photo(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, GRAY))
    canvas.show_base(whole(plain(20, 25, RED), PHOTO_H, PHOTO_W))
    canvas.zoom_to_actual()
    np.testing.assert_array_equal(seen(canvas), plain(HEIGHT, WIDTH, RED))


def test_a_detail_lies_over_the_base_in_its_own_place(qtbot: QtBot) -> None:
    photo = plain(PHOTO_H, PHOTO_W, GRAY)
    canvas = canvas_with(qtbot, photo)
    canvas.zoom_to_actual()
    region = canvas.view().region
    part = Region(region.top + 20, region.left + 30, region.top + 60, region.left + 90)
    detail = noise(40, 60)
    canvas.show_detail(Frame(detail, part, is_proxy=False))
    photo[part.slices] = detail
    np.testing.assert_array_equal(seen(canvas), cut(photo, canvas))
    canvas.pan_by(-17, 9)  # it is stale now, and still where it belongs
    np.testing.assert_array_equal(seen(canvas), cut(photo, canvas))


@pytest.mark.parametrize("how", ["show_detail", "show_base"])
def test_a_detail_of_another_look_is_not_shown(qtbot: QtBot, how: str) -> None:
    photo = plain(PHOTO_H, PHOTO_W, GRAY)
    canvas = canvas_with(qtbot, photo)
    canvas.zoom_to_actual()
    region = canvas.view().region
    detail = plain(region.height, region.width, RED)
    canvas.show_detail(Frame(detail, region, is_proxy=False))
    if how == "show_detail":
        canvas.show_detail(None)
    else:
        canvas.show_base(whole(photo))
    np.testing.assert_array_equal(seen(canvas), cut(photo, canvas))


def test_another_photo_shows_nothing_of_the_last_one(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, RED))
    canvas.clear()
    canvas.exchange_photo(PHOTO_H, PHOTO_W)
    base = canvas.palette().base().color()
    assert middle_of(seen(canvas)) == (base.red(), base.green(), base.blue())


def test_a_frame_that_is_not_of_this_photo_is_refused(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(10, 10, RED))
    with pytest.raises(ValueError, match="not a part"):
        canvas.show_base(whole(plain(10, 11, RED)))


def test_split_shows_before_left_of_the_line_and_after_right(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, GREEN))
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, RED)))
    canvas.set_compare(Compare.SPLIT)
    canvas.set_split(0.25)
    shown = seen(canvas)
    # The photo is 147.5 wide at fit, from 26 on: the line is at 63.
    assert (middle_of(shown, 0.2), middle_of(shown, 0.5)) == (RED, GREEN)


def test_side_by_side_shows_the_same_place_twice(qtbot: QtBot) -> None:
    after, before = noise(PHOTO_H, PHOTO_W, 1), noise(PHOTO_H, PHOTO_W, 2)
    canvas = canvas_with(qtbot, after)
    canvas.show_before(whole(before))
    canvas.set_compare(Compare.SIDE)
    canvas.zoom_to_actual()
    canvas.pan_by(13, -21)
    shown, width = seen(canvas), canvas.view().region.width
    assert width == (WIDTH - 4) // 2  # the gap is 4
    # Below the labels.
    np.testing.assert_array_equal(shown[60:, :width], cut(before, canvas)[60:])
    np.testing.assert_array_equal(shown[60:, -width:], cut(after, canvas)[60:])


def test_peeking_shows_the_original(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, GREEN))
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, RED)))
    canvas.set_peek(True)
    assert middle_of(seen(canvas)) == RED
    canvas.set_peek(False)
    assert middle_of(seen(canvas)) == GREEN


@pytest.mark.parametrize("mode", list(Compare))
def test_without_an_original_the_photo_stays_visible(qtbot: QtBot, mode: Compare) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, GREEN))
    canvas.set_compare(mode)
    canvas.zoom_to_actual()
    assert middle_of(seen(canvas), 0.7) == GREEN


def test_a_map_is_mixed_in_by_its_opacity_and_explained(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, (0, 0, 0)))
    values = np.ones((8, 10), np.float32)
    frame = MapFrame(values, Region.whole(PHOTO_H, PHOTO_W), 0.0, 1.0, "Light added", "EV")
    canvas.set_map(frame, 0.0)
    legend_only, above = seen(canvas), (40, WIDTH // 2)  # a place above the legend
    assert tuple(legend_only[above].tolist()) == (0, 0, 0)
    canvas.set_map(frame, 1.0)
    full = seen(canvas)[above]
    np.testing.assert_array_equal(full, color_table()[-1])
    canvas.set_map(frame, 0.5)
    np.testing.assert_allclose(seen(canvas)[above], full / 2, atol=1)
    canvas.set_map(None, 0.5)
    assert not np.array_equal(seen(canvas), legend_only)  # the legend is gone


def test_clipping_is_marked_only_when_asked(qtbot: QtBot) -> None:
    photo = plain(PHOTO_H, PHOTO_W, (255, 255, 255))
    photo[:, : PHOTO_W // 2] = 0
    canvas = canvas_with(qtbot, photo)
    canvas.set_clipping(True)
    shown = seen(canvas)
    left, right = QColor(*middle_of(shown, 0.3)), QColor(*middle_of(shown, 0.7))
    assert left.blue() > 2 * left.red()
    assert right.red() > 2 * right.blue()
    canvas.set_clipping(False)
    assert middle_of(seen(canvas), 0.3) == (0, 0, 0)


PHOTOS = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "gray": GRAY,
    "street lamps": (224, 165, 70),
    "blue hour": (60, 90, 160),
}


@pytest.mark.parametrize("color", PHOTOS.values(), ids=PHOTOS.keys())
def test_limits_are_seen_on_any_photo_but_only_when_asked(
    qtbot: QtBot, color: tuple[int, int, int]
) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, color))
    without = seen(canvas)
    strokes = (Stroke(((0.5, 0.5),), 0.3, 0.0, 1.0),)
    canvas.set_limits(strokes, visible=True)
    row, middle = HEIGHT // 2, WIDTH // 2
    stripes = seen(canvas)[row, middle - 24 : middle + 24].astype(int) @ (0.2126, 0.7152, 0.0722)
    assert np.ptp(stripes) > 60  # of 255: a stripe and the next one
    canvas.set_limits(strokes, visible=False)
    np.testing.assert_array_equal(seen(canvas), without)


def test_a_badge_is_drawn_in_the_corner_and_taken_away(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, GRAY))
    without = seen(canvas)
    canvas.set_badge("Preview")
    changed = np.argwhere((seen(canvas) != without).any(2))
    assert changed.min(0)[0] > HEIGHT / 2
    assert changed.max(0)[1] > WIDTH / 2
    canvas.set_badge("")
    np.testing.assert_array_equal(seen(canvas), without)


def test_words_keep_clear_of_what_lies_over_top_and_foot(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, GRAY))
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, GRAY)))
    without = seen(canvas)
    canvas.set_peek(True)  # names it
    canvas.set_badge("Preview")

    def rows() -> tuple[int, int]:
        changed = np.argwhere((seen(canvas) != without).any(2))
        return int(changed.min(0)[0]), int(changed.max(0)[0])

    top, foot = rows()
    canvas.set_covered(20, 30)
    assert rows() == (top + 20, foot - 30)
    canvas.set_covered(0, 0)
    assert rows() == (top, foot)


def test_a_profile_of_the_display_is_applied_to_what_is_shown_already(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, (255, 0, 0)))
    canvas.set_display(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    np.testing.assert_allclose(middle_of(seen(canvas)), (234, 51, 35), atol=1)
    canvas.set_display(None)
    assert middle_of(seen(canvas)) == (255, 0, 0)


def test_an_empty_canvas_is_its_surround(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, RED))
    canvas.clear()
    QApplication.processEvents()
    base = canvas.palette().base().color()
    np.testing.assert_array_equal(
        seen(canvas), plain(HEIGHT, WIDTH, (base.red(), base.green(), base.blue()))
    )
