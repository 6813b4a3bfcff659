"""Zoom and pan by wheel, mouse and keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.photo.region import Region
from tests.gui.canvas.scenes import HEIGHT, WIDTH, canvas_with, drag, hover, plain, settle

PHOTO_H, PHOTO_W = 1200, 1600
# The margin is 16 on every side.
FIT = min((WIDTH - 32) / PHOTO_W, (HEIGHT - 32) / PHOTO_H)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    return canvas_with(qtbot, plain(PHOTO_H, PHOTO_W, (90, 90, 90)))


def turn(canvas: Canvas, at: tuple[float, float], angle: int, pixels: int = 0) -> None:
    """Turn the wheel by eighths of a degree, or move fingers by pixels."""
    place = QPointF(*at)
    event = QWheelEvent(
        place,
        canvas.mapToGlobal(place),
        QPoint(0, pixels),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    QApplication.sendEvent(canvas, event)


def corner(canvas: Canvas) -> tuple[int, int]:
    region = canvas.view().region
    return region.left, region.top


def test_a_photo_fits_at_first(canvas: Canvas) -> None:
    assert canvas.is_fit
    assert canvas.scale() == FIT
    assert canvas.view().region == Region.whole(PHOTO_H, PHOTO_W)


def test_without_a_photo_there_is_no_view_and_nothing_moves(qtbot: QtBot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.zoom_to_actual()
    canvas.zoom_by(2.0)
    canvas.pan_by(1, 1)
    canvas.toggle_zoom()
    assert not canvas.is_fit
    with pytest.raises(RuntimeError, match="no photo"):
        canvas.view()


def test_four_notches_of_the_wheel_double_the_scale(canvas: Canvas) -> None:
    turn(canvas, (100, 75), 4 * 120)
    assert canvas.scale() == pytest.approx(2 * FIT)


def test_fingers_on_a_trackpad_zoom_smoothly(canvas: Canvas) -> None:
    turn(canvas, (100, 75), 1, pixels=1)
    assert FIT < canvas.scale() < 1.01 * FIT


def test_the_wheel_zooms_at_the_pointer(canvas: Canvas) -> None:
    canvas.zoom_to_actual()
    turn(canvas, (0, 0), 4 * 120)
    left, top = corner(canvas)
    canvas.zoom_by(0.5, QPointF(0, 0))
    assert corner(canvas) == pytest.approx((left, top), abs=1)


def test_the_wheel_stops_at_100_percent(canvas: Canvas) -> None:
    canvas.zoom_to_actual()
    canvas.zoom_by(0.95)
    turn(canvas, (100, 75), 120)
    assert canvas.scale() == 1.0


def test_dragging_takes_the_photo_along(canvas: Canvas) -> None:
    canvas.zoom_to_actual()
    left, top = corner(canvas)
    drag(canvas, (100, 75), (90, 80), (60, 95))
    assert corner(canvas) == (left + 40, top - 20)


def test_the_middle_button_pans_too(canvas: Canvas) -> None:
    canvas.zoom_to_actual()
    left, top = corner(canvas)
    drag(canvas, (100, 75), (60, 95), button=Qt.MouseButton.MiddleButton)
    assert corner(canvas) == (left + 40, top - 20)


def test_a_double_click_toggles_fit_and_100_percent_at_the_pointer(
    canvas: Canvas, qtbot: QtBot
) -> None:
    at = QPoint(60, 40)
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert canvas.scale() == 1.0
    # What was under the pointer still is; the fitted photo began at a whole device pixel, which
    # half a pixel before or after is 0.5 / FIT of the photo.
    x = (at.x() - (WIDTH - PHOTO_W * FIT) / 2) / FIT
    assert corner(canvas)[0] == pytest.approx(x - at.x(), abs=0.5 / FIT)
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert canvas.is_fit


def test_z_toggles_at_the_pointer(canvas: Canvas, qtbot: QtBot) -> None:
    hover(canvas, (60, 40))
    qtbot.keyClick(canvas, Qt.Key.Key_Z)
    by_key = canvas.view()
    canvas.zoom_to_fit()
    canvas.zoom_to_actual(QPointF(60, 40))
    assert by_key == canvas.view()


@pytest.mark.parametrize(
    ("key", "dx", "dy"),
    [
        (Qt.Key.Key_Left, -20, 0),  # a tenth of the canvas
        (Qt.Key.Key_Right, 20, 0),
        (Qt.Key.Key_Up, 0, -15),
        (Qt.Key.Key_Down, 0, 15),
    ],
)
def test_arrow_keys_look_in_their_direction(
    canvas: Canvas, qtbot: QtBot, key: Qt.Key, dx: int, dy: int
) -> None:
    canvas.zoom_to_actual()
    left, top = corner(canvas)
    qtbot.keyClick(canvas, key)
    assert corner(canvas) == (left + dx, top + dy)


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_0])
def test_plus_and_minus_zoom_and_home_and_0_fit(canvas: Canvas, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.scale() == pytest.approx(FIT * 2**0.5)  # two notches
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.scale() == pytest.approx(FIT)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    qtbot.keyClick(canvas, key)
    assert canvas.is_fit


def test_keys_with_ctrl_are_left_to_the_window(canvas: Canvas, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canvas.is_fit


def test_resizing_keeps_a_fitted_photo_fitted(canvas: Canvas) -> None:
    canvas.resize(400, 300)
    settle()
    assert canvas.is_fit
    assert canvas.scale() > FIT


def test_many_moves_are_announced_once(canvas: Canvas, qtbot: QtBot) -> None:
    views: list[object] = []
    canvas.view_changed.connect(views.append)
    with qtbot.waitSignal(canvas.view_changed):
        canvas.zoom_to_actual()
        for _ in range(10):
            canvas.pan_by(-3, 2)
    settle()
    assert views == [canvas.view()]


def test_what_does_not_move_is_not_announced(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.view_changed):
        canvas.zoom_to_fit()
        canvas.set_clipping(True)
        canvas.set_badge("Preview")
        settle()


def test_another_photo_of_the_same_size_is_announced(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.view_changed):
        canvas.clear()
        canvas.exchange_photo(PHOTO_H, PHOTO_W)
