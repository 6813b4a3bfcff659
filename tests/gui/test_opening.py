"""Which photos come in, and what is remembered of where they were."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.bars.recent_folders import FolderLine
from lowlight_desktop.gui.main_window import MainWindow
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, wait_until_refined


def recent(window: MainWindow) -> list[str]:
    """The folders that the empty page offers."""
    (page,) = window.findChildren(EmptyState)
    return [line.toolTip() for line in page.findChildren(FolderLine) if not line.isHidden()]


def test_a_file_named_in_several_ways_is_one_photo(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shoot").mkdir()
    photo = dark_photo(tmp_path / "shoot" / "night.png")
    monkeypatch.chdir(tmp_path)
    named = [Path("shoot"), Path("shoot/night.png"), Path("shoot/../shoot/night.png"), photo]
    window.open_paths(named)
    wait_until_refined(window, qtbot)
    assert window.parts.strip.paths() == (photo,)
    assert recent(window) == [str(photo.parent)]


def test_all_folders_that_are_opened_at_once_are_remembered(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder in folders:
        folder.mkdir()
        dark_photo(folder / "night.png")
    window.open_paths(folders)
    wait_until_refined(window, qtbot)
    assert recent(window) == [str(folder) for folder in folders]


@pytest.mark.parametrize("is_disk_away", [False, True])
def test_a_recent_folder_that_is_gone_is_told_and_the_page_stays(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, is_disk_away: bool
) -> None:
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    gone = disk / "gone"
    for folder in (disk, gone, kept):
        folder.mkdir()
        dark_photo(folder / "night.png")
    window.open_paths([gone, kept])
    wait_until_refined(window, qtbot)
    window.parts.strip.select_all()
    (listed,) = window.parts.strip.findChildren(QListView)
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    gone.rename(tmp_path / "elsewhere")
    if is_disk_away:
        disk.rename(tmp_path / "pulled")
    (page,) = window.findChildren(EmptyState)
    page.recent_chosen.emit(gone)
    qtbot.waitUntil(lambda: bool(window.parts.messages.messages()), timeout=LONG_MS)
    (message,) = window.parts.messages.messages()
    assert message.sentence == "The folder gone is not there any more."
    assert page.isVisible()
    assert not window.parts.strip.paths()
    # A disk may come back; a folder that was deleted does not.
    left = [str(gone), str(kept)] if is_disk_away else [str(kept)]
    qtbot.waitUntil(lambda: recent(window) == left)
