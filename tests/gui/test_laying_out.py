from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
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
