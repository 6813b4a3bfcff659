"""The queue in the whole window."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.queue_button import QueueButton
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State, Treatment, Wanted
from lowlight_desktop.studio.user_folders import state_folder
from tests.gui.controls import button
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, open_window

UNLIT = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
PNG = ExportOptions(FileFormat.PNG)


def journal() -> Journal:
    return Journal(state_folder() / "window.queue")


def export(window: MainWindow, photos: list[Path], folder: Path) -> None:
    for photo in photos:
        window.parts.album.apply(photo, UNLIT, "Exposure")
    window.parts.exporting.start(photos, ExportWish(PNG, folder))


def queue_button(window: MainWindow) -> QueueButton:
    found = window.findChild(QueueButton)
    assert isinstance(found, QueueButton)
    return found


def states(window: MainWindow) -> list[State]:
    return [entry.state for entry in window.parts.queue.model.entries()]


def test_there_is_no_button_while_the_queue_is_empty(window: MainWindow) -> None:
    assert not queue_button(window).isVisible()


def test_the_button_counts_and_opens_the_sheet_with_thumbnails(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photos = [dark_photo(tmp_path / f"{i}.png", seed=i) for i in range(1, 4)]
    export(window, photos, tmp_path / "out")
    qtbot.waitUntil(lambda: queue_button(window).text() == "Exports 3/3", timeout=LONG_MS)
    assert states(window) == [State.DONE] * 3
    glanced = [window.parts.glances.glanced] * 3
    with qtbot.waitSignals(glanced, timeout=LONG_MS):
        qtbot.mouseClick(queue_button(window), Qt.MouseButton.LeftButton)
    assert window.parts.queue.isVisible()
    assert window.parts.actions["queue"].isChecked()
    qtbot.mouseClick(queue_button(window), Qt.MouseButton.LeftButton)
    assert not window.parts.queue.isVisible()


def test_closing_the_sheet_unchecks_its_button(window: MainWindow, qtbot: QtBot) -> None:
    window.parts.actions["queue"].trigger()
    assert window.parts.queue.isVisible()
    qtbot.mouseClick(button(window.parts.queue, "Close the queue"), Qt.MouseButton.LeftButton)
    assert not window.parts.actions["queue"].isChecked()


def test_failures_are_told_shown_and_tried_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    good, late = dark_photo(tmp_path / "good.png"), tmp_path / "late.png"
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS) as told:
        export(window, [late, good], tmp_path / "out")
    assert told.args is not None
    assert told.args[2]  # something failed
    qtbot.mouseClick(button(window.parts.messages, "Show"), Qt.MouseButton.LeftButton)
    sheet = window.parts.queue
    qtbot.waitUntil(lambda: states(window) == [State.FAILED, State.DONE], timeout=LONG_MS)
    at_foot = queue_button(window)
    qtbot.waitUntil(lambda: at_foot.text() == "Exports 2/2, 1 failed", timeout=LONG_MS)
    sheet.show_failed()
    assert len(sheet.view.chosen()) == 1
    dark_photo(late)
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        qtbot.mouseClick(button(sheet, "Retry Failed"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(window) == [State.DONE] * 2, timeout=LONG_MS)
    qtbot.waitUntil(lambda: at_foot.text() == "Exports 2/2", timeout=LONG_MS)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "good-lit.png",
        "late-lit.png",
    ]


def test_a_paused_queue_is_reordered_cancelled_in_part_and_goes_on(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photos = [dark_photo(tmp_path / f"{i}.png", seed=i) for i in range(1, 4)]
    window.parts.actions["queue"].trigger()
    sheet = window.parts.queue
    sheet.pause_requested.emit(True)
    export(window, photos, tmp_path / "out")
    qtbot.waitUntil(lambda: states(window) == [State.WAITING] * 3, timeout=LONG_MS)
    sheet.view.setFocus()
    sheet.view.choose([2])
    qtbot.keyClick(sheet.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    def names() -> list[str]:
        return [entry.source.name for entry in sheet.model.entries()]

    qtbot.waitUntil(lambda: names() == ["1.png", "3.png", "2.png"], timeout=LONG_MS)
    sheet.view.choose([0])
    qtbot.keyClick(sheet.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: State.CANCELLED in states(window), timeout=LONG_MS)
    qtbot.waitUntil(button(sheet, "Resume").isEnabled, timeout=LONG_MS)
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        qtbot.mouseClick(button(sheet, "Resume"), Qt.MouseButton.LeftButton)
    with journal() as opened:
        done = [e.source.name for e in opened.changes().entries if e.state is State.DONE]
    # The queue's own order: so small, and side by side, the second may end first.
    assert done == ["3.png", "2.png"]


def test_clearing_empties_the_list_and_leaves_the_files(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, [dark_photo(tmp_path / "a.png")], tmp_path / "out")
    qtbot.waitUntil(lambda: states(window) == [State.DONE], timeout=LONG_MS)
    window.parts.queue.clear_requested.emit()
    qtbot.waitUntil(lambda: states(window) == [], timeout=LONG_MS)
    assert not queue_button(window).isVisible()
    assert (tmp_path / "out" / "a-lit.png").exists()


def test_what_a_killed_window_left_is_offered_and_a_new_export_answers_the_question(
    tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "a.png")
    with journal() as opened:
        opened.add([Wanted(photo, Treatment(UNLIT, ExportWish(PNG, tmp_path / "out")), 1)])
    window = open_window(tmp_path, qtbot)
    said = window.parts.messages
    qtbot.waitUntil(lambda: bool(said.messages()), timeout=LONG_MS)
    assert said.messages()[0].choices == ("Resume", "Discard")
    other = dark_photo(tmp_path / "b.png")
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, [other], tmp_path / "out")
    assert not any(message.choices for message in said.messages())
    assert len(list((tmp_path / "out").iterdir())) == 2
    window.close()


def test_a_damaged_list_is_put_aside_and_told(tmp_path: Path, qtbot: QtBot) -> None:
    state_folder().mkdir(parents=True, exist_ok=True)
    (state_folder() / "window.queue").write_bytes(b"no database" * 100)
    window = open_window(tmp_path, qtbot)
    qtbot.waitUntil(lambda: bool(window.parts.messages.messages()), timeout=LONG_MS)
    assert "window.queue.bak" in window.parts.messages.messages()[0].sentence
    window.close()
