from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.actions import make_actions
from lowlight_desktop.gui.presence import Presence
from lowlight_desktop.gui.strip.filmstrip import Filmstrip

PHOTOS = [Path("/shoot/1.jpg"), Path("/shoot/2.jpg")]


class Window(QWidget):
    """Something with a strip; counts how often its engine was loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded = 0
        self.strip, self.given = Filmstrip(self), make_actions(self)
        self.strip.add(PHOTOS)
        self.strip.set_current(PHOTOS[0])
        self.presence = Presence(self, self.given, self.strip, [self.load])

    def load(self) -> None:
        self.loaded += 1

    def action(self, name: str) -> QAction:
        return self.given[name]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    return window


def test_actions_turn_to_the_neighbors(window: Window) -> None:
    window.action("next").trigger()
    assert window.strip.current() == PHOTOS[1]
    window.action("previous").trigger()
    assert window.strip.current() == PHOTOS[0]


def test_a_window_fills_the_screen_and_comes_back(window: Window) -> None:
    window.action("full_screen").setChecked(True)
    assert window.isFullScreen()
    window.action("full_screen").setChecked(False)
    assert not window.isFullScreen()


def test_the_engine_is_loaded_once_the_window_stands(window: Window, qtbot: QtBot) -> None:
    assert window.loaded == 0
    window.show()
    assert window.loaded == 0  # not while it is shown
    qtbot.waitUntil(lambda: window.loaded == 1)


def test_a_maximized_window_comes_back_maximized(window: Window) -> None:
    window.showMaximized()
    window.action("full_screen").setChecked(True)
    window.action("full_screen").setChecked(False)
    assert window.isMaximized()
    assert not window.isFullScreen()


def test_a_window_that_fills_the_screen_from_the_start_says_so(window: Window) -> None:
    window.showFullScreen()
    assert window.action("full_screen").isChecked()
    window.action("full_screen").trigger()
    assert not window.isFullScreen()
