import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.photo.param import Param
from tests.gui.panel.hands import drag, move, press, release, wheel

EXPOSURE = Param("exposure_ev", "Exposure", 0.0, -5.0, 5.0, "EV", "Brighter or darker, in stops.")
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def slider(qtbot: QtBot) -> ParamSlider:
    slider = ParamSlider(EXPOSURE)
    qtbot.addWidget(slider)
    slider.resize(344, 24)  # as wide as in the panel
    slider.show()
    return slider


def track_of(slider: ParamSlider) -> Track:
    track = slider.findChild(Track)
    assert isinstance(track, Track)
    return track


def field_of(slider: ParamSlider) -> ValueField:
    field = slider.findChild(ValueField)
    assert isinstance(field, ValueField)
    return field


def place_of(slider: ParamSlider, value: float) -> QPoint:
    track = track_of(slider)
    share = (value - EXPOSURE.low) / (EXPOSURE.high - EXPOSURE.low)
    return QPoint(round(track.x_of(round(share * track.maximum()))), track.height() // 2)


def test_program_setting_a_value_is_silent(slider: ParamSlider, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(slider.edited), qtbot.assertNotEmitted(slider.settled):
        slider.set_value(0.125)
    assert slider.value() == 0.125  # exactly, though the slider's places are 0.01 EV apart


def test_a_drag_is_announced_while_it_moves_and_settles_once(slider: ParamSlider) -> None:
    edited, settled = QSignalSpy(slider.edited), QSignalSpy(slider.settled)
    track = track_of(slider)
    press(track, place_of(slider, 0.0))
    for value in (1.0, 2.0, 3.0):
        move(track, place_of(slider, value))
    assert (edited.count(), settled.count()) == (3, 0)
    release(track, place_of(slider, 3.0))
    assert settled.count() == 1
    assert slider.value() == pytest.approx(3.0, abs=0.1)  # a pixel is 0.07 EV
    assert edited.at(2)[0] == slider.value()


def test_touching_the_handle_changes_nothing(slider: ParamSlider) -> None:
    slider.set_value(0.123)
    edited, settled = QSignalSpy(slider.edited), QSignalSpy(slider.settled)
    drag(track_of(slider), place_of(slider, 0.123))
    assert (edited.count(), settled.count()) == (0, 0)
    assert slider.value() == 0.123


def test_a_press_beside_the_handle_brings_it_there(slider: ParamSlider) -> None:
    drag(track_of(slider), place_of(slider, -3.0))
    assert slider.value() == pytest.approx(-3.0, abs=0.1)


def test_a_drag_stops_exactly_at_the_default(slider: ParamSlider) -> None:
    slider.set_value(2.0)
    beside = place_of(slider, 0.0) + QPoint(2, 0)
    drag(track_of(slider), place_of(slider, 2.0), place_of(slider, 1.0), beside)
    assert slider.value() == 0.0


@pytest.mark.parametrize("part", [Track, QLabel])
def test_a_double_click_resets_in_one_step(
    slider: ParamSlider, qtbot: QtBot, part: type[QWidget]
) -> None:
    slider.set_value(2.0)
    edited, settled = QSignalSpy(slider.edited), QSignalSpy(slider.settled)
    widget = slider.findChild(part)
    assert isinstance(widget, QWidget)
    qtbot.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert slider.value() == 0.0
    assert (edited.count(), settled.count()) == (1, 1)


def test_the_first_click_of_a_double_click_is_no_step_of_its_own(
    slider: ParamSlider, qtbot: QtBot
) -> None:
    slider.set_value(2.0)
    track, beside = track_of(slider), place_of(slider, -3.0)
    settled = QSignalSpy(slider.settled)
    drag(track, beside)
    assert slider.value() < 0
    qtbot.mouseDClick(track, Qt.MouseButton.LeftButton, pos=beside)
    release(track, beside)
    assert slider.value() == 0.0
    assert settled.count() == 1


def test_arrow_keys_move_and_settle_once_after_the_last(slider: ParamSlider, qtbot: QtBot) -> None:
    settled = QSignalSpy(slider.settled)
    with qtbot.waitSignal(slider.settled):  # after a pause
        for _ in range(2):
            qtbot.keyClick(track_of(slider), Key.Key_Right)
            assert settled.count() == 0
        qtbot.keyPress(track_of(slider), Key.Key_Right)
        qtbot.keyRelease(track_of(slider), Key.Key_Right)
    assert slider.value() == pytest.approx(0.15)  # three steps of 0.05 EV
    assert settled.count() == 1


def test_with_shift_keys_and_wheel_move_by_the_smallest_number(
    slider: ParamSlider, qtbot: QtBot
) -> None:
    track, shift = track_of(slider), Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(track, Key.Key_Right, shift)
    qtbot.keyClick(track, Key.Key_Up, shift)
    qtbot.keyClick(track, Key.Key_Left, shift)
    assert slider.value() == pytest.approx(0.01)
    wheel(track, 2, shift | Qt.KeyboardModifier.ControlModifier)
    assert slider.value() == pytest.approx(0.03)


def test_a_key_that_is_held_is_one_move(slider: ParamSlider, qtbot: QtBot) -> None:
    settled, track = QSignalSpy(slider.settled), track_of(slider)
    qtbot.keyClick(track, Key.Key_Right)
    for _ in range(12):  # as long as a pause, and half as long again
        again = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Right, NONE, "", autorep=True)
        QCoreApplication.sendEvent(track, again)
        qtbot.wait(50)
    assert settled.count() == 0
    with qtbot.waitSignal(slider.settled):
        qtbot.keyRelease(track, Key.Key_Right)
    assert settled.count() == 1


def test_the_wheel_moves_a_slider_with_the_focus_that_was_pointed_at(
    slider: ParamSlider, qtbot: QtBot
) -> None:
    track = track_of(slider)
    track.setFocus()
    qtbot.waitUntil(track.hasFocus)
    place = QPointF(track.rect().center())
    QCoreApplication.sendEvent(track, QEnterEvent(place, place, track.mapToGlobal(place)))
    assert not wheel(track, 1).isAccepted()  # what scrolls has brought it under the pointer
    assert slider.value() == 0.0
    move(track, track.rect().center())
    with qtbot.waitSignal(slider.settled):  # after a pause
        assert wheel(track, 2).isAccepted()
        assert wheel(track, 1).isAccepted()
    assert slider.value() == pytest.approx(0.15)  # three notches of 0.05 EV


def test_with_ctrl_the_wheel_moves_any_slider(slider: ParamSlider, qtbot: QtBot) -> None:
    with qtbot.waitSignal(slider.settled):
        wheel(track_of(slider), -1, Qt.KeyboardModifier.ControlModifier)
    assert slider.value() == pytest.approx(-0.05)


def test_small_turns_of_a_trackpad_add_up(slider: ParamSlider, qtbot: QtBot) -> None:
    with qtbot.waitSignal(slider.settled):
        for _ in range(4):
            wheel(track_of(slider), 0.25, Qt.KeyboardModifier.ControlModifier)
    assert slider.value() == pytest.approx(0.05)  # one notch


def test_a_typed_value_counts_with_its_unit(slider: ParamSlider, qtbot: QtBot) -> None:
    edited, settled = QSignalSpy(slider.edited), QSignalSpy(slider.settled)
    field = field_of(slider)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "-1.255 EV")
    qtbot.keyClick(field, Key.Key_Return)
    assert slider.value() == -1.255
    assert (edited.count(), settled.count()) == (1, 1)
    assert track_of(slider).hasFocus()


def test_what_is_no_number_is_not_taken(slider: ParamSlider, qtbot: QtBot) -> None:
    slider.set_value(1.0)
    field = field_of(slider)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "bright")
    with qtbot.assertNotEmitted(slider.edited):
        qtbot.keyClick(field, Key.Key_Return)
    assert field.text() == "+1.00\xa0EV"


def test_escape_gives_a_typed_value_up(slider: ParamSlider, qtbot: QtBot) -> None:
    field = field_of(slider)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "3")
    with qtbot.assertNotEmitted(slider.edited):
        qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == "0.00\xa0EV"


def test_a_digit_on_the_slider_begins_to_type(slider: ParamSlider, qtbot: QtBot) -> None:
    track, field = track_of(slider), field_of(slider)
    track.setFocus()
    qtbot.waitUntil(track.hasFocus)
    qtbot.keyClick(track, Key.Key_2)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, ".5")
    qtbot.keyClick(field, Key.Key_Return)
    assert slider.value() == 2.5


def test_without_the_focus_the_wheel_is_left_to_what_scrolls(qtbot: QtBot) -> None:
    window, other, slider = QWidget(), QLineEdit(), ParamSlider(EXPOSURE)
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.addWidget(other)
    rows.addWidget(slider)
    window.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert not wheel(track_of(slider), 1).isAccepted()
    assert slider.value() == 0.0


def test_every_part_has_a_name_for_those_who_cannot_see_it(slider: ParamSlider) -> None:
    assert track_of(slider).accessibleName() == "Exposure"
    assert field_of(slider).accessibleName() == "Exposure"
    assert "Brighter or darker" in track_of(slider).toolTip()
