from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.screen_room import keep_on_screen


def window_of(size: QSize, least: QSize, qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.setMinimumSize(least)
    window.resize(size)
    return window


def test_a_window_larger_than_the_screen_fills_it(qtbot: QtBot) -> None:
    room = QGuiApplication.primaryScreen().availableSize()
    window = window_of(room + QSize(300, 100), room + QSize(100, -100), qtbot)
    keep_on_screen(window)
    assert window.isMaximized()
    assert window.size() == room
    window.showNormal()
    assert window.size().boundedTo(room) == window.size()


def test_a_window_that_has_room_keeps_its_size(qtbot: QtBot) -> None:
    size = QGuiApplication.primaryScreen().availableSize() - QSize(10, 60)
    window = window_of(size, QSize(50, 50), qtbot)
    keep_on_screen(window)
    assert not window.isMaximized()
    assert (window.size(), window.minimumSize()) == (size, QSize(50, 50))


def test_a_window_as_large_as_the_screen_has_no_room_for_its_frame(qtbot: QtBot) -> None:
    room = QGuiApplication.primaryScreen().availableSize()
    window = window_of(room, QSize(50, 50), qtbot)
    keep_on_screen(window)
    assert window.isMaximized()
