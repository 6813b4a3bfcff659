"""Pointing, drawing and comparing by hand."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.canvas.canvas import Canvas, Compare
from lowlight_desktop.gui.canvas.readout import PixelAt, ev_above_black
from lowlight_desktop.gui.canvas.split_handle import SplitHandle
from lowlight_desktop.photo.stroke import Stroke
from tests.gui.canvas.scenes import (
    HEIGHT,
    WIDTH,
    TestBrush,
    canvas_with,
    drag,
    hover,
    mouse,
    noise,
    plain,
    seen,
    settle,
    whole,
)

# As large as the canvas: at 100 % a place of the canvas is 0.005 of the photo's width from the
# next, and the photo cannot be lost.
PHOTO_H, PHOTO_W = HEIGHT, WIDTH
GREEN, RED = (20, 180, 60), (200, 30, 40)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """A photo whose pixels are where those of the canvas are."""
    shown = canvas_with(qtbot, noise(PHOTO_H, PHOTO_W))
    shown.zoom_to_actual()
    settle()
    return shown


def handle_of(canvas: Canvas) -> SplitHandle:
    return cast("SplitHandle", canvas.findChild(SplitHandle))


def test_the_pixel_under_the_pointer_is_announced(canvas: Canvas, qtbot: QtBot) -> None:
    rgb = tuple(noise(PHOTO_H, PHOTO_W)[20, 30].tolist())
    with qtbot.waitSignal(canvas.hovered) as announced:
        hover(canvas, (30.5, 20.5))
    assert announced.args == [PixelAt(30, 20, rgb, ev_above_black(rgb))]


def test_leaving_the_canvas_ends_the_read_out(canvas: Canvas, qtbot: QtBot) -> None:
    hover(canvas, (30.5, 20.5))
    with qtbot.waitSignal(canvas.hovered) as announced:
        canvas.leaveEvent(QMouseEvent.clone(_leave()))
        settle()
    assert announced.args == [None]


def _leave() -> QMouseEvent:
    place = QPointF(0, 0)
    none = Qt.MouseButton.NoButton
    return QMouseEvent(
        QMouseEvent.Type.Leave, place, place, none, none, Qt.KeyboardModifier.NoModifier
    )


def test_the_read_out_follows_the_picture_under_a_resting_pointer(
    canvas: Canvas, qtbot: QtBot
) -> None:
    hover(canvas, (30.5, 20.5))
    with qtbot.waitSignal(canvas.hovered) as announced:
        canvas.show_base(whole(plain(PHOTO_H, PHOTO_W, GREEN)))
    assert announced.args is not None
    assert announced.args[0].rgb == GREEN


def test_a_click_tells_its_place_as_shares_of_the_photo(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.clicked) as clicked:
        drag(canvas, (50, 75))
    assert clicked.args == [0.25, 0.5]


def test_a_drag_is_not_a_click(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.clicked):
        drag(canvas, (50, 75), (60, 75), (50, 75))


def test_a_stroke_is_announced_when_the_button_is_released(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_brush(TestBrush(0.1, 0.2, 0.3))
    with qtbot.waitSignal(canvas.stroke_drawn) as drawn:
        drag(canvas, (50, 75), (100, 75))
    assert drawn.args == [Stroke(((0.25, 0.5), (0.5, 0.5)), 0.1, 0.2, 0.3)]


def test_a_stroke_is_seen_while_it_is_drawn(canvas: Canvas) -> None:
    canvas.show_base(whole(plain(PHOTO_H, PHOTO_W, GREEN)))
    canvas.set_brush(TestBrush(radius=0.1, softness=0.0))
    mouse(canvas, QMouseEvent.Type.MouseButtonPress, (50, 75))
    mouse(canvas, QMouseEvent.Type.MouseMove, (120, 75))
    shown = seen(canvas)
    assert tuple(shown[75, 80].tolist()) != GREEN
    assert tuple(shown[120, 80].tolist()) == GREEN  # 45 away, the radius being 20


def test_an_eraser_is_seen_on_what_it_takes_away(canvas: Canvas) -> None:
    canvas.show_base(whole(plain(PHOTO_H, PHOTO_W, GREEN)))
    canvas.set_limits((Stroke(((0.5, 0.5),), 0.5, 0.0, 1.0),), visible=False)
    canvas.set_brush(TestBrush(radius=0.1, softness=0.0, erases=True))
    mouse(canvas, QMouseEvent.Type.MouseButtonPress, (50, 75))
    mouse(canvas, QMouseEvent.Type.MouseMove, (120, 75))
    shown = seen(canvas)
    assert tuple(shown[75, 80].tolist()) == GREEN
    assert tuple(shown[120, 80].tolist()) != GREEN


def test_escape_forgets_the_stroke(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_brush(TestBrush())
    mouse(canvas, QMouseEvent.Type.MouseButtonPress, (50, 75))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(canvas.stroke_drawn):
        mouse(canvas, QMouseEvent.Type.MouseButtonRelease, (100, 75))


def test_with_space_the_brush_pans(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_brush(TestBrush())
    canvas.zoom_by(4.0)
    left = canvas.view().region.left
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(canvas.stroke_drawn):
        drag(canvas, (100, 75), (60, 75))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view().region.left == left + 10  # 40 at a scale of 4
    with qtbot.waitSignal(canvas.stroke_drawn):
        drag(canvas, (100, 75), (60, 75))


def test_the_brush_is_drawn_around_the_pointer(canvas: Canvas) -> None:
    canvas.show_base(whole(plain(PHOTO_H, PHOTO_W, GREEN)))
    canvas.set_brush(TestBrush(radius=0.1, softness=0.0))
    hover(canvas, (100, 75))
    changed = (seen(canvas) != GREEN).any(2)
    assert changed[75, 120]  # 0.1 of 200 away
    assert not changed[75, 112]
    assert canvas.cursor().shape() is Qt.CursorShape.BlankCursor


def test_dragging_the_line_moves_it_and_says_so(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, RED)))
    canvas.set_compare(Compare.SPLIT)
    handle = handle_of(canvas)
    assert handle.isVisible()
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(canvas.split_moved):
        qtbot.mouseMove(handle, middle - QPoint(50, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert canvas.split() == pytest.approx(0.25, abs=0.01)  # a pixel is 0.005
    assert handle.geometry().center().x() == pytest.approx(50, abs=1)


def test_keys_move_the_line(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, RED)))
    canvas.set_compare(Compare.SPLIT)
    with qtbot.waitSignal(canvas.split_moved) as moved:
        qtbot.keyClick(handle_of(canvas), Qt.Key.Key_Right)
    assert moved.args == [pytest.approx(0.51)]
    qtbot.keyClick(handle_of(canvas), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.split() == pytest.approx(0.41)


def test_a_double_click_brings_the_line_to_the_middle(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, RED)))
    canvas.set_compare(Compare.SPLIT)
    canvas.set_split(0.9)
    qtbot.mouseDClick(handle_of(canvas), Qt.MouseButton.LeftButton)
    assert canvas.split() == 0.5


def test_there_is_no_line_without_an_original(canvas: Canvas) -> None:
    canvas.set_compare(Compare.SPLIT)
    assert not handle_of(canvas).isVisible()


def test_program_moving_the_line_is_silent(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.split_moved):
        canvas.set_split(0.2)
    assert canvas.split() == 0.2


def test_side_by_side_both_halves_point_at_the_same_pixel(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_base(whole(plain(PHOTO_H, PHOTO_W, GREEN)))
    canvas.show_before(whole(plain(PHOTO_H, PHOTO_W, RED)))
    canvas.set_compare(Compare.SIDE)
    found: list[PixelAt] = []
    canvas.hovered.connect(found.append)
    # The right half begins at 102 of 200, the gap being 4.
    for x in (40.5, 142.5):
        hover(canvas, (x, 75.5))
    before, after = found
    assert (before.x, before.y) == (after.x, after.y)
    assert (before.rgb, after.rgb) == (RED, GREEN)


def test_drops_are_left_to_the_window(canvas: Canvas) -> None:
    assert not canvas.acceptDrops()


def test_canvas_and_line_have_names_for_those_who_do_not_see_them(canvas: Canvas) -> None:
    for widget in (canvas, handle_of(canvas)):
        assert widget.accessibleName()
        assert widget.accessibleDescription()
        assert widget.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_focus_by_keyboard_shows_a_ring(canvas: Canvas) -> None:
    canvas.clearFocus()
    canvas.activateWindow()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    ring = canvas.palette().highlight().color()
    assert tuple(seen(canvas)[0, 50].tolist()) == (ring.red(), ring.green(), ring.blue())
