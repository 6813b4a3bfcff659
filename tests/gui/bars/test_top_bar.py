import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.actions import make_actions
from lowlight_desktop.gui.bars.overlay_menu import OverlayMenu
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.photo.network_map import GAIN, NetworkMap
from tests.gui.controls import button, control

LOCAL = NetworkMap("local", "Local correction", "EV", signed=True)


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    owner = QWidget()
    qtbot.addWidget(owner)
    return owner


@pytest.fixture
def bar(qtbot: QtBot, owner: QWidget) -> TopBar:
    bar = TopBar(make_actions(owner))
    qtbot.addWidget(bar)
    bar.show()
    return bar


def maps_of(bar: TopBar) -> dict[str, QAction]:
    menu = bar.findChild(OverlayMenu)
    assert isinstance(menu, OverlayMenu)
    return {action.text(): action for action in menu.actions() if action.isCheckable()}


def test_the_first_map_is_chosen_and_another_is_announced(bar: TopBar) -> None:
    assert bar.map_id() is None
    chosen = QSignalSpy(bar.map_chosen)
    bar.set_maps((GAIN, LOCAL))
    assert (bar.map_id(), chosen.count()) == (GAIN.id, 0)
    maps_of(bar)["Local correction"].trigger()
    assert (bar.map_id(), chosen.at(0)) == ("local", ["local"])


def test_the_chosen_map_stays_if_the_next_network_has_it(bar: TopBar) -> None:
    bar.set_maps((GAIN, LOCAL))
    maps_of(bar)["Local correction"].trigger()
    bar.set_maps((GAIN, LOCAL))
    assert bar.map_id() == "local"
    bar.set_maps((GAIN,))
    assert bar.map_id() == GAIN.id
    assert len(maps_of(bar)) == 1
    bar.set_maps(())
    assert bar.map_id() is None


def test_the_opacity_is_announced(bar: TopBar, qtbot: QtBot) -> None:
    slider = control(bar, QSlider, "Opacity of the map")
    with qtbot.waitSignal(bar.opacity_changed) as told:
        slider.setValue(25)
    assert told.args == [0.25]
    assert bar.opacity() == 0.25


def test_the_overlays_settings_take_no_room_of_the_bar(bar: TopBar, owner: QWidget) -> None:
    before = bar.minimumSizeHint()
    bar.set_maps((GAIN, LOCAL))
    overlay = owner.findChild(QAction, "overlay")
    assert isinstance(overlay, QAction)
    overlay.setChecked(True)
    assert bar.minimumSizeHint() == before


def test_the_presets_are_the_menu_that_was_given(bar: TopBar) -> None:
    presets = button(bar, "Presets")
    assert isinstance(presets, QToolButton)
    assert not presets.isVisible()
    menu = QMenu(bar)
    bar.set_presets_menu(menu)
    assert presets.isVisible()
    assert presets.menu() is menu
