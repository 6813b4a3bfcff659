from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.message import Message, MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from tests.gui.controls import button, control

BRIEF_MS = 20  # short, so that nobody waits
CLOSE = "Close the message"
BROKEN = "a.CRW: the file is damaged in the middle. Copy it again from the card."


class Window(QWidget):
    """A bar above a field."""

    def __init__(self, bar: MessageBar) -> None:
        super().__init__()
        self.bar, self.field = bar, QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.field)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window(MessageBar())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def bar(window: Window) -> MessageBar:
    return window.bar


@pytest.fixture
def brief_window(qtbot: QtBot) -> Window:
    window = Window(MessageBar(read_ms=BRIEF_MS))
    qtbot.addWidget(window)
    window.move(200, 200)  # not under the pointer
    window.show()
    qtbot.waitExposed(window)
    window.field.setFocus()
    return window


@pytest.fixture
def brief(brief_window: Window) -> MessageBar:
    return brief_window.bar


def _timer(bar: MessageBar) -> QTimer:
    timer = bar.findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer


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


def test_the_newest_message_is_shown_and_a_count_tells_of_the_others(
    qtbot: QtBot, bar: MessageBar
) -> None:
    for name in ("a", "b", "c"):
        bar.show_message(MessageKind.WARNING, f"{name} is missing.")
    assert "c is missing." in _texts(bar)
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
    bar.show_message(MessageKind.ERROR, "Another.")
    bar.show_message(MessageKind.ERROR, BROKEN)
    assert [message.sentence for message in bar.messages()] == [BROKEN, "Another."]


def test_messages_about_a_photo_go_when_it_is_left(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(MessageKind.WARNING, "About nothing.")
    bar.show_message(MessageKind.WARNING, "About a.", about=Path("a.jpg"))
    bar.show_message(MessageKind.WARNING, "About b.", about=Path("b.jpg"))
    bar.drop(Path("b.jpg"))
    assert "About a." in _texts(bar)
    bar.drop(None)
    assert [message.sentence for message in bar.messages()] == ["About a.", "About nothing."]


def test_information_leaves_by_itself(qtbot: QtBot, brief: MessageBar) -> None:
    brief.show_message(MessageKind.INFO, "Exported 3 photos.")
    qtbot.waitUntil(lambda: not brief.isVisible())


def test_errors_and_warnings_stay(qtbot: QtBot, brief: MessageBar) -> None:
    for kind in (MessageKind.ERROR, MessageKind.WARNING):
        brief.show_message(kind, f"{kind.value}.")
        brief.show_message(MessageKind.INFO, "Exported 3 photos.")
        qtbot.waitUntil(lambda: brief.messages()[0].kind is not MessageKind.INFO)
    assert [message.sentence for message in brief.messages()] == ["warning.", "error."]


def test_information_stays_while_it_is_pointed_at(qtbot: QtBot, brief: MessageBar) -> None:
    at = QPointF(4, 4)
    brief.show_message(MessageKind.INFO, "Exported 3 photos.")
    QApplication.sendEvent(brief, QEnterEvent(at, at, at))
    with qtbot.assertNotEmitted(_timer(brief).timeout, wait=5 * BRIEF_MS):
        pass
    assert brief.isVisible()
    QApplication.sendEvent(brief, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not brief.isVisible())


def test_information_stays_while_its_details_are_open(qtbot: QtBot, brief: MessageBar) -> None:
    brief.show_message(MessageKind.INFO, "Exported 3 photos.", "a.jpg")
    qtbot.mouseClick(button(brief, "Details"), Qt.MouseButton.LeftButton)
    for _ in range(3):
        with qtbot.waitSignal(_timer(brief).timeout):
            pass
    assert brief.isVisible()
    qtbot.mouseClick(button(brief, "Details"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not brief.isVisible())


def test_details_unfold_and_fold_again_with_the_next_message(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(MessageKind.ERROR, "Another.", "More")
    bar.show_message(MessageKind.ERROR, BROKEN, "Traceback")
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
    qtbot.mouseClick(button(bar, "Copy Message"), Qt.MouseButton.LeftButton)
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
    button(bar, "Copy Message").setFocus()
    qtbot.keyClick(button(bar, "Copy Message"), Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_a_choice_is_told_with_what_it_is_about_and_closes_the_message(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(MessageKind.INFO, "Go on?", about="work", choices=("Yes", "Never"))
    with qtbot.waitSignal(bar.chosen) as told:
        button(bar, "Never").click()
    assert told.args == ["work", "Never"]
    assert not bar.messages()


def test_choices_belong_to_their_message(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(MessageKind.INFO, "Go on?", choices=("Yes",))
    bar.show_message(MessageKind.ERROR, "Something is wrong.")
    assert "Yes" not in [choice.text() for choice in bar.findChildren(QPushButton)]
    button(bar, "Close the message").click()
    assert button(bar, "Yes")


def test_a_question_waits_for_its_answer(qtbot: QtBot) -> None:
    bar = MessageBar(read_ms=1)
    window = Window(bar)
    qtbot.addWidget(window)
    window.show()
    window.field.setFocus()
    bar.show_message(MessageKind.INFO, "Go on?", choices=("Yes",))
    bar.show_message(MessageKind.INFO, "It is done.")
    qtbot.waitUntil(lambda: len(bar.messages()) == 1)
    for _ in range(20):
        QCoreApplication.processEvents()
    assert bar.messages()[0].sentence == "Go on?"
