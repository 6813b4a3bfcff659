from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.watching.watch_dialog import WatchDialog, WatchOrder
from lowlight_desktop.studio.presets import BUILT_IN
from tests.gui.controls import button, control


def dialog(order: WatchOrder, qtbot: QtBot) -> WatchDialog:
    made = WatchDialog(BUILT_IN, order)
    qtbot.addWidget(made)
    return made


def test_it_gives_back_what_it_was_opened_with(tmp_path: Path, qtbot: QtBot) -> None:
    order = WatchOrder(tmp_path, tmp_path / "out", BUILT_IN[2], existing=True)
    assert dialog(order, qtbot).order() == order


def test_only_a_folder_that_is_there_can_be_watched(tmp_path: Path, qtbot: QtBot) -> None:
    made = dialog(WatchOrder(Path()), qtbot)
    watch = button(made, "Watch")
    assert not watch.isEnabled()
    field = control(made, QLineEdit, "Folder to watch")
    field.setText(str(tmp_path / "none"))
    assert not watch.isEnabled()
    field.setText(str(tmp_path))
    assert watch.isEnabled()
    assert made.order() == WatchOrder(tmp_path)


def test_results_in_the_folder_itself_lie_beside_their_photos(tmp_path: Path, qtbot: QtBot) -> None:
    assert dialog(WatchOrder(tmp_path, tmp_path), qtbot).order().output == Path()


def test_a_folder_that_cannot_take_results_is_told_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a file").touch()
    made = dialog(WatchOrder(tmp_path, tmp_path / "a file"), qtbot)
    made.show()
    button(made, "Watch").click()
    assert made.isVisible()
    control(made, QLineEdit, "Folder for results").clear()
    button(made, "Watch").click()
    assert not made.isVisible()
