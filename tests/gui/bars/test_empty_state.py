from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.bars.recent_folders import FolderLine
from tests.gui.controls import button

FOLDERS = [Path(f"/photos/{i}") for i in range(8)]


def _state(qtbot: QtBot) -> EmptyState:
    state = EmptyState()
    qtbot.addWidget(state)
    state.resize(800, 600)
    state.show()
    qtbot.waitExposed(state)
    return state


def _lines(state: EmptyState) -> list[FolderLine]:
    return [line for line in state.findChildren(FolderLine) if line.isVisible()]


def _says(state: EmptyState, text: str) -> bool:
    return any(text in label.text() for label in state.findChildren(QLabel))


def test_it_invites_and_changes_while_photos_are_held_over_it(qtbot: QtBot) -> None:
    state = _state(qtbot)
    assert _says(state, "Drop night photos here")
    before = state.grab().toImage()
    state.set_dragging(True)
    assert not _says(state, "Drop night photos here")
    assert state.grab().toImage() != before
    state.set_dragging(False)
    assert state.grab().toImage() == before


def test_files_and_folders_can_be_opened_by_keyboard(qtbot: QtBot) -> None:
    state = _state(qtbot)
    with qtbot.waitSignal(state.open_files):
        qtbot.keyClick(button(state, "Open Photos…"), Qt.Key.Key_Space)
    with qtbot.waitSignal(state.open_folder):
        qtbot.keyClick(button(state, "Open Folder…"), Qt.Key.Key_Space)


def test_the_newest_folders_are_offered(qtbot: QtBot) -> None:
    state = _state(qtbot)
    assert not _lines(state)
    state.set_recent(FOLDERS)
    assert [line.toolTip() for line in _lines(state)] == [str(f) for f in FOLDERS[:5]]
    state.set_recent(FOLDERS[3:4])
    qtbot.waitUntil(lambda: len(_lines(state)) == 1)


def test_a_recent_folder_can_be_chosen(qtbot: QtBot) -> None:
    state = _state(qtbot)
    state.set_recent(FOLDERS[:2])
    with qtbot.waitSignal(state.recent_chosen) as chosen:
        qtbot.mouseClick(_lines(state)[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [FOLDERS[1]]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_recent_folder_is_opened_by_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    state = _state(qtbot)
    state.set_recent(FOLDERS[:1])
    with qtbot.waitSignal(state.recent_chosen):
        qtbot.keyClick(_lines(state)[0], key)
