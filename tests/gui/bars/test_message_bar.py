import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.message import Message, MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from tests.gui.controls import button, control

CLOSE = "Close the message"
BROKEN = "a.CRW: the file is damaged in the middle. Copy it again from the card."


class Window(QWidget):
    """A bar above a field."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.field = MessageBar(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.field)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def bar(window: Window) -> MessageBar:
    return window.bar


def _details(bar: MessageBar) -> QPlainTextEdit:
    return control(bar, QPlainTextEdit, "Details of the message")


def _texts(bar: MessageBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


def test_the_bar_is_hidden_while_there_is_nothing_to_say(qtbot: QtBot, bar: MessageBar) -> None:
    assert not bar.isVisible()
    bar.show_message(MessageKind.ERROR, BROKEN)
    assert bar.isVisible()
    assert BROKEN in _texts(bar)
    bar.clear()
    assert not bar.isVisible()


def test_messages_queue_with_a_count_and_close_one_by_one(qtbot: QtBot, bar: MessageBar) -> None:
    for name in ("a", "b", "c"):
        bar.show_message(MessageKind.WARNING, f"{name} is missing.")
    assert "a is missing." in _texts(bar)
    assert any(text.startswith("2 ") for text in _texts(bar))
    qtbot.mouseClick(button(bar, CLOSE), Qt.MouseButton.LeftButton)
    assert "b is missing." in _texts(bar)
    qtbot.mouseClick(button(bar, CLOSE), Qt.MouseButton.LeftButton)
    assert not any("more" in text for text in _texts(bar))
    qtbot.mouseClick(button(bar, CLOSE), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_the_same_message_is_not_said_twice(qtbot: QtBot, bar: MessageBar) -> None:
    for _ in range(3):
        bar.show_message(MessageKind.ERROR, BROKEN)
    assert bar.messages() == (Message(MessageKind.ERROR, BROKEN),)


def test_details_unfold_and_fold_again_with_the_next_message(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(MessageKind.ERROR, BROKEN, "Traceback")
    bar.show_message(MessageKind.ERROR, "Another.", "More")
    assert not _details(bar).isVisible()
    qtbot.mouseClick(button(bar, "Details"), Qt.MouseButton.LeftButton)
    assert _details(bar).isVisible()
    assert _details(bar).toPlainText() == "Traceback"
    qtbot.mouseClick(button(bar, CLOSE), Qt.MouseButton.LeftButton)
    assert not _details(bar).isVisible()


def test_a_message_without_details_offers_none(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(MessageKind.INFO, "Exported 3 photos.")
    assert not button(bar, "Details").isVisible()


def test_copy_takes_the_sentence_and_the_details(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(MessageKind.ERROR, BROKEN, "Traceback")
    qtbot.mouseClick(button(bar, "Copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"{BROKEN}\n\nTraceback"


def test_a_message_never_takes_the_keyboard(qtbot: QtBot, window: Window) -> None:
    bar, field = window.bar, window.field
    field.setFocus()
    bar.show_message(MessageKind.ERROR, BROKEN, "Traceback")
    assert field.hasFocus()
    qtbot.mouseClick(button(bar, "Details"), Qt.MouseButton.LeftButton)
    assert field.hasFocus()


def test_escape_closes_the_message_once_the_bar_has_the_keyboard(
    qtbot: QtBot, bar: MessageBar
) -> None:
    bar.show_message(MessageKind.ERROR, BROKEN)
    button(bar, "Copy").setFocus()
    qtbot.keyClick(button(bar, "Copy"), Qt.Key.Key_Escape)
    assert not bar.isVisible()
