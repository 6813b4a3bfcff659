from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.covering import Covering
from lowlight_desktop.gui.laying_out import window_body


def test_a_message_lies_over_the_picture_and_does_not_move_it(qtbot: QtBot) -> None:
    bar, picture, sheet, panel = MessageBar(), QWidget(), QWidget(), QWidget()
    sheet.hide()
    panel.setFixedWidth(100)
    body = window_body(QWidget(), (bar, picture, sheet), panel, (QWidget(),))
    qtbot.addWidget(body)
    body.resize(700, 400)
    body.show()
    qtbot.waitExposed(body)
    before = picture.geometry()
    bar.show_message(MessageKind.ERROR, "Something is wrong, and it takes two lines. " * 3)
    # 100 px: as high as its two lines, and not much more.
    qtbot.waitUntil(lambda: bar.width() == 600 and 0 < bar.height() < 100)
    assert picture.geometry() == before
    assert bar.mapTo(body, QPoint()) == picture.mapTo(body, QPoint())
    top = body.childAt(picture.mapTo(body, QPoint(20, 20)))
    assert top is not None
    assert top is bar or bar.isAncestorOf(top)


def test_what_lies_over_the_picture_tells_how_much_it_covers(qtbot: QtBot) -> None:
    bar, picture, sheet = MessageBar(), QWidget(), QWidget()
    sheet.setFixedHeight(90)
    sheet.hide()
    body = window_body(QWidget(), (bar, picture, sheet), QWidget(), (QWidget(),))
    told: list[tuple[int, int]] = []
    Covering(bar, sheet, lambda top, foot: told.append((top, foot)))
    qtbot.addWidget(body)
    body.resize(700, 400)
    with qtbot.waitExposed(body):
        body.show()
    bar.show_message(MessageKind.ERROR, "Something is wrong.")
    sheet.show()
    qtbot.waitUntil(lambda: told[-1] == (bar.height(), 90))
    bar.clear()
    assert told[-1] == (0, 90)
    sheet.hide()
    assert told[-1] == (0, 0)
