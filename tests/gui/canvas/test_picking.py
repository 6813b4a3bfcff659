"""Choosing a place of the photo, with the mouse and with keys."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.canvas.canvas import Canvas, Compare
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import MapFrame
from tests.gui.canvas.scenes import (
    HEIGHT,
    WIDTH,
    TestBrush,
    canvas_with,
    drag,
    mouse,
    plain,
    seen,
    settle,
    whole,
)

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
FAR = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """A photo whose pixels are where those of the canvas are, and a place is to be picked."""
    shown = canvas_with(qtbot, plain(HEIGHT, WIDTH, BLACK))
    shown.zoom_to_actual()
    shown.set_picking(True)
    settle()
    return shown


def pixel(place: list[float], height: int = HEIGHT, width: int = WIDTH) -> tuple[float, float]:
    """Row and column of a place in shares of the photo."""
    return round(place[1] * height, 6), round(place[0] * width, 6)


def test_a_cross_says_that_a_place_is_to_be_picked(canvas: Canvas) -> None:
    assert canvas.cursor().shape() is Qt.CursorShape.CrossCursor
    assert "arrow keys" in canvas.accessibleDescription()
    canvas.set_picking(False)
    assert canvas.cursor().shape() is not Qt.CursorShape.CrossCursor
    assert "zoom" in canvas.accessibleDescription()


def test_the_brush_goes_before_the_cross(canvas: Canvas) -> None:
    canvas.set_brush(TestBrush())
    settle()
    assert canvas.cursor().shape() is Qt.CursorShape.BlankCursor


def test_two_quick_clicks_are_two_places_and_no_zoom(canvas: Canvas, qtbot: QtBot) -> None:
    clicked = QSignalSpy(canvas.clicked)
    scale = canvas.scale()
    drag(canvas, (50, 75))
    mouse(canvas, QMouseEvent.Type.MouseButtonDblClick, (50, 75))
    mouse(canvas, QMouseEvent.Type.MouseButtonRelease, (50, 75))
    assert clicked.count() == 2
    assert canvas.scale() == scale


def test_with_space_or_a_drag_the_photo_moves_and_nothing_is_picked(
    canvas: Canvas, qtbot: QtBot
) -> None:
    canvas.zoom_by(4.0)
    clicked, left = QSignalSpy(canvas.clicked), canvas.view().region.left
    drag(canvas, (100, 75), (60, 75))
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.cursor().shape() is Qt.CursorShape.OpenHandCursor
    drag(canvas, (100, 75), (60, 75))
    drag(canvas, (100, 75))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view().region.left == left + 20  # twice 40 at a scale of 4
    assert clicked.count() == 0


def test_the_first_arrow_brings_the_mark_into_the_middle(canvas: Canvas, qtbot: QtBot) -> None:
    clicked = QSignalSpy(canvas.clicked)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert pixel(clicked.at(0)) == (75.5, 100.5)  # of 150 and 200; the middle of a pixel


@pytest.mark.parametrize(
    ("key", "modifiers", "row", "column"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 75, 108),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 75, 92),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, 83, 100),
        (Qt.Key.Key_Up, FAR, 11, 100),
        (Qt.Key.Key_Right, FAR, 75, 164),
    ],
)
def test_arrows_move_the_mark_by_8_pixels_and_with_shift_by_64(
    canvas: Canvas,
    qtbot: QtBot,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    row: int,
    column: int,
) -> None:
    canvas.set_mark((100.2 / WIDTH, 75.9 / HEIGHT))
    clicked = QSignalSpy(canvas.clicked)
    qtbot.keyClick(canvas, key, modifiers)
    assert pixel(clicked.at(0)) == (row + 0.5, column + 0.5)


def test_the_mark_stays_on_the_photo(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_mark((0.99, 0.01))
    clicked = QSignalSpy(canvas.clicked)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, FAR)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, FAR)
    assert pixel(clicked.at(0))[1] == 199.5
    assert pixel(clicked.at(1))[0] == 0.5


def test_the_photo_follows_a_mark_that_leaves_the_canvas(canvas: Canvas, qtbot: QtBot) -> None:
    def mark(x: float, y: float) -> None:
        canvas.set_mark((x, y))

    canvas.clicked.connect(mark)
    canvas.zoom_by(4.0)  # 50 of 200 columns are visible
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, FAR)
    region = canvas.view().region
    assert region.left + 5 < 164 < region.right - 5  # 24 pixels of the screen are 6 of the photo


def test_arrows_pan_again_when_nothing_is_to_be_picked(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_picking(False)
    canvas.zoom_by(4.0)
    left = canvas.view().region.left
    with qtbot.assertNotEmitted(canvas.clicked):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view().region.left > left


@pytest.mark.parametrize("rgb", [BLACK, WHITE])
def test_the_mark_is_seen_on_any_photo_and_leaves_its_place_free(
    canvas: Canvas, rgb: tuple[int, int, int]
) -> None:
    canvas.show_base(whole(plain(HEIGHT, WIDTH, rgb)))
    canvas.set_mark((0.5, 0.5))
    shown = seen(canvas).astype(int)
    ring = np.abs(shown[65:86, 90:111] - rgb).max()
    assert ring > 150  # of 255
    assert tuple(shown[75, 100].tolist()) == rgb
    canvas.set_mark(None)
    assert (seen(canvas)[65:86, 90:111] == rgb).all()


def test_side_by_side_both_halves_are_marked(canvas: Canvas) -> None:
    canvas.show_before(whole(plain(HEIGHT, WIDTH, BLACK)))
    canvas.set_compare(Compare.SIDE)
    settle()
    bare = seen(canvas)
    canvas.set_mark((0.5, 0.5))
    changed = (seen(canvas) != bare).any(2)
    assert changed[:, : WIDTH // 2 - 10].any()
    assert changed[:, WIDTH // 2 + 10 :].any()


def test_the_mark_stays_on_its_place_when_the_whole_photo_follows_its_draft(
    canvas: Canvas,
) -> None:
    canvas.set_mark((0.5, 0.5))
    canvas.zoom_to_fit()
    settle()
    before = seen(canvas)
    canvas.exchange_photo(HEIGHT * 2, WIDTH * 2)
    settle()
    np.testing.assert_array_equal(seen(canvas)[60:90, 85:115], before[60:90, 85:115])
    canvas.clear()
    canvas.exchange_photo(HEIGHT, WIDTH)  # another photo has its own places
    canvas.show_base(whole(plain(HEIGHT, WIDTH, BLACK)))
    assert (seen(canvas)[65:86, 90:111] == BLACK).all()


def test_the_hint_gives_way_to_the_legend(canvas: Canvas) -> None:
    corner = np.s_[HEIGHT - 60 : HEIGHT - 20, 24:]
    bare = seen(canvas)[corner]
    canvas.set_hint("Click")
    hinted = seen(canvas)[corner]
    assert (hinted != bare).any()
    values = np.zeros((2, 2), np.float32)
    frame = MapFrame(values, Region.whole(HEIGHT, WIDTH), 0.0, 1.0, "Attention", "")
    canvas.set_map(frame, 0.0)
    with_legend = seen(canvas)[corner]
    canvas.set_hint("")
    QApplication.processEvents()
    np.testing.assert_array_equal(seen(canvas)[corner], with_legend)
