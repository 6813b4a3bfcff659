from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.shortcuts_dialog import ShortcutsDialog, shortcut_rows
from tests.gui.controls import control


def _actions() -> list[QAction]:
    made: list[QAction] = []
    for text, keys in (("&Open Photos…", ["Ctrl+O"]), ("Fit && 100 %", ["Z", "F"]), ("About", [])):
        action = QAction(text)
        action.setShortcuts([QKeySequence(key) for key in keys])
        made.append(action)
    return made


def test_actions_are_listed_with_their_keys(qtbot: QtBot) -> None:
    assert shortcut_rows(_actions()) == (("Open Photos", "Ctrl+O"), ("Fit & 100 %", "Z, F"))


def test_the_table_can_be_searched_by_words_and_keys(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(_actions(), [("Zoom at the pointer", "Wheel")])
    qtbot.addWidget(dialog)
    table = control(dialog, QTableWidget, "Shortcuts")
    search = control(dialog, QLineEdit, "Search shortcuts")

    def shown() -> list[int]:
        return [row for row in range(table.rowCount()) if not table.isRowHidden(row)]

    assert shown() == [0, 1, 2]
    search.setText("wheel")
    assert shown() == [2]
    search.setText("ctrl+o")
    assert shown() == [0]
    search.clear()
    assert shown() == [0, 1, 2]


def test_escape_closes_it(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog([])
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
