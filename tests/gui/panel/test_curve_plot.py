import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.curve_editor import CurveEditor
from lowlight_desktop.gui.panel.curve_plot import CurvePlot
from lowlight_desktop.gui.panel.light_curve import HANDLES, STRAIGHT, lit
from tests.gui.panel.hands import drag

NETWORK = (0.5, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
OWN = (0.6, 0.2, 0.7, -0.2, 0.1, 0.3, 0.0)
Key = Qt.Key


@pytest.fixture
def plot(qtbot: QtBot) -> CurvePlot:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.resize(344, 152)  # as large as in the panel
    plot.show()
    return plot


@pytest.fixture
def editor(qtbot: QtBot) -> CurveEditor:
    editor = CurveEditor()
    qtbot.addWidget(editor)
    editor.fold_out().set_folded(False)
    editor.resize(344, 400)
    editor.show()
    return editor


def test_program_setting_a_curve_is_silent(plot: CurvePlot, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(plot.edited), qtbot.assertNotEmitted(plot.settled):
        plot.set_curve(OWN, NETWORK)


@pytest.mark.parametrize(
    ("own", "network", "shown"),
    [(OWN, NETWORK, OWN), (None, NETWORK, NETWORK), (None, None, STRAIGHT)],
)
def test_the_handles_stand_on_the_curve(
    plot: CurvePlot,
    own: tuple[float, ...] | None,
    network: tuple[float, ...] | None,
    shown: tuple[float, ...],
) -> None:
    plot.set_curve(own, network)
    assert plot.curve() == shown
    for x, handle in zip(HANDLES, plot.handles(), strict=True):
        away = handle.center() - plot.point(x, lit(x, shown))
        assert max(abs(away.x()), abs(away.y())) <= 0.5  # widgets stand on whole pixels


def test_a_dragged_handle_follows_and_settles_once(plot: CurvePlot) -> None:
    plot.set_curve(None, NETWORK)
    edited, settled = QSignalSpy(plot.edited), QSignalSpy(plot.settled)
    handle = plot.handles()[1]
    start, middle = handle.center(), handle.rect().center()
    drag(handle, middle, middle + QPoint(0, 12))
    assert edited.count() == 1
    assert settled.count() == 1
    assert handle.center().y() - start.y() == pytest.approx(12, abs=1.0)
    steps = plot.curve()
    assert steps[1] < NETWORK[1]
    assert (steps[0], *steps[2:]) == (NETWORK[0], *NETWORK[2:])


def test_a_handle_that_is_only_touched_does_not_move(plot: CurvePlot, qtbot: QtBot) -> None:
    plot.set_curve(OWN, NETWORK)
    handle = plot.handles()[0]
    with qtbot.assertNotEmitted(plot.edited), qtbot.assertNotEmitted(plot.settled):
        drag(handle, handle.rect().center() + QPoint(4, 3))


def test_keys_move_a_handle_and_settle_once_after_the_last(plot: CurvePlot, qtbot: QtBot) -> None:
    plot.set_curve(OWN, None)
    settled = QSignalSpy(plot.settled)
    handle = plot.handles()[3]
    with qtbot.waitSignal(plot.settled):  # after a pause
        for _ in range(2):
            qtbot.keyClick(handle, Key.Key_Up)
            assert settled.count() == 0
    assert plot.curve()[3] == pytest.approx(OWN[3] + 0.04)  # two steps of the keys
    assert settled.count() == 1


def test_tab_goes_through_the_handles(plot: CurvePlot, qtbot: QtBot) -> None:
    handles = plot.handles()
    handles[0].setFocus()
    qtbot.waitUntil(handles[0].hasFocus)
    for handle in handles[1:]:
        qtbot.keyClick(plot.focusWidget(), Key.Key_Tab)
        assert handle.hasFocus()


def test_a_double_click_gives_a_handle_back_to_the_network(plot: CurvePlot, qtbot: QtBot) -> None:
    plot.set_curve(OWN, NETWORK)
    settled = QSignalSpy(plot.settled)
    qtbot.mouseDClick(plot.handles()[2], Qt.MouseButton.LeftButton)
    assert plot.curve() == (*OWN[:2], NETWORK[2], *OWN[3:])
    assert settled.count() == 1


def test_a_double_click_beside_the_handles_asks_for_the_networks_curve(
    plot: CurvePlot, qtbot: QtBot
) -> None:
    plot.set_curve(OWN, NETWORK)
    with qtbot.waitSignal(plot.reset):
        qtbot.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(300, 140))


def test_the_networks_curve_is_painted_beside_an_own_one(plot: CurvePlot) -> None:
    plot.set_curve(OWN, None)
    alone = plot.grab().toImage()
    plot.set_curve(OWN, NETWORK)
    assert plot.grab().toImage() != alone


def test_every_handle_says_what_it_does(plot: CurvePlot) -> None:
    handle = plot.handles()[3]
    assert handle.accessibleName() == "Light curve, handle 4 of 7"
    assert handle.accessibleDescription() == "Brightness 50% becomes 50%"  # a straight curve


def test_plot_and_sliders_show_the_same_numbers(editor: CurveEditor, qtbot: QtBot) -> None:
    editor.set_curve(None, NETWORK)
    assert tuple(slider.value() for slider in editor.sliders()) == NETWORK
    qtbot.keyClick(editor.plot().handles()[0], Key.Key_Up)
    assert editor.sliders()[0].value() == pytest.approx(0.52)  # 0.5 and one step of the keys
    editor.sliders()[0].reset()
    assert editor.plot().curve() == NETWORK


def test_without_an_own_curve_a_slider_begins_from_the_networks(
    editor: CurveEditor, qtbot: QtBot
) -> None:
    editor.set_curve(None, NETWORK)
    edited = QSignalSpy(editor.edited)
    editor.sliders()[6].edited.emit(0.25)
    assert edited.at(0)[0] == (*NETWORK[:6], 0.25)


def test_resetting_the_plot_chooses_the_networks_curve(editor: CurveEditor) -> None:
    editor.set_curve(OWN, NETWORK)
    edited, settled = QSignalSpy(editor.edited), QSignalSpy(editor.settled)
    editor.plot().reset.emit()
    assert edited.at(0)[0] is None
    assert settled.count() == 1
    assert editor.sliders()[0].value() == NETWORK[0]


def test_the_plot_tells_what_the_photo_gets_and_handles_move_the_curve_in_it(
    plot: CurvePlot,
) -> None:
    plot.set_curve(None, STRAIGHT)
    plot.set_added((0.2,) * 33)
    handle = plot.handles()[3]
    assert abs(handle.center().y() - plot.point(0.5, 0.7).y()) <= 0.5
    edited = QSignalSpy(plot.edited)
    handle.dragged.emit(3, plot.point(0.5, 0.8).y())
    steps = edited.at(0)[0]
    # A tenth more in all is a tenth more of the curve.
    assert lit(0.5, steps) == pytest.approx(0.6, abs=0.01)


def test_there_is_no_curve_until_it_is_known_what_the_network_adds(plot: CurvePlot) -> None:
    plot.set_curve(None, NETWORK)
    plot.set_added(None)
    empty = plot.grab().toImage()
    plot.set_curve(OWN, NETWORK)
    assert plot.grab().toImage() == empty
    assert all(handle.isVisible() for handle in plot.handles())  # the keyboard stays where it is
    plot.set_added((0.0, 0.1, 0.0))
    assert plot.grab().toImage() != empty
    assert all(handle.isVisible() for handle in plot.handles())
