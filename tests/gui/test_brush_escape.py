"""Esc puts the brush down, unless something nearer wants it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.photo.recipe import Quality
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import Frame
from tests.gui.controls import button

ESCAPE = Qt.Key.Key_Escape


class Window(QWidget):
    """Message bar, canvas and panel in one window, the brush in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.canvas, self.panel = MessageBar(), Canvas(), RightPanel()
        self.panel.set_models((Quality.FAST,))
        self.panel.brush_changed.connect(self.canvas.set_brush)
        row = QHBoxLayout(self)
        for part in (self.bar, self.canvas, self.panel):
            row.addWidget(part)
        self.panel.set_brush(True)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(1200, 700)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    window.canvas.exchange_photo(60, 80)
    whole = Region.whole(60, 80)
    window.canvas.show_base(Frame(np.zeros((60, 80, 3), np.uint8), whole, is_proxy=False))
    window.canvas.setFocus()
    return window


def has_brush(window: Window) -> bool:
    return window.panel.light_section().brush().brush() is not None


def test_escape_puts_the_brush_down(window: Window, qtbot: QtBot) -> None:
    changed = QSignalSpy(window.panel.brush_changed)
    assert has_brush(window)
    qtbot.keyClick(window.canvas, ESCAPE)
    assert not has_brush(window)
    assert changed.at(0) == [None]


def test_escape_first_forgets_the_stroke_that_is_being_drawn(window: Window, qtbot: QtBot) -> None:
    drawn = QSignalSpy(window.canvas.stroke_drawn)
    middle = window.canvas.rect().center()
    qtbot.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(window.canvas, middle + QPoint(5, 5))
    qtbot.keyClick(window.canvas, ESCAPE)
    assert has_brush(window)
    qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert drawn.count() == 0
    qtbot.keyClick(window.canvas, ESCAPE)
    assert not has_brush(window)


def test_escape_in_a_value_gives_up_typing_and_keeps_the_brush(
    window: Window, qtbot: QtBot
) -> None:
    field = window.panel.findChildren(ValueField)[0]
    was = field.text()
    field.begin("7")
    qtbot.keyClick(field, ESCAPE)
    assert (field.text(), has_brush(window)) == (was, True)


def test_escape_in_a_message_closes_it_and_keeps_the_brush(window: Window, qtbot: QtBot) -> None:
    window.bar.show_message(MessageKind.ERROR, "Something is wrong.")
    copy = button(window.bar, "Copy Message")
    copy.setFocus()
    qtbot.keyClick(copy, ESCAPE)
    assert (window.bar.isVisible(), has_brush(window)) == (False, True)
