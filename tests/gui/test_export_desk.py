"""Exports from the menus, without the dialog."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.dialogs.preset_bar import PresetBar
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.strip.strip_menu import StripMenu
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, drop, open_window

WEB = ExportPreset("Web & mail", ExportWish(ExportOptions(long_edge_px=2048)))
ARCHIVE = ExportPreset("Archive", ExportWish(ExportOptions(FileFormat.TIFF, depth=16)))

Started = list[tuple[tuple[Path, ...], ExportWish]]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    card = tmp_path / "card"
    card.mkdir()
    return [dark_photo(card / f"{i}.png", seed=i) for i in range(1, 4)]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """What is handed to the queue."""
    found: Started = []

    def start(_self: Exporting, photos: Sequence[Path], wish: ExportWish) -> None:
        found.append((tuple(photos), wish))

    monkeypatch.setattr(Exporting, "start", start)
    return found


@pytest.fixture
def window(tmp_path: Path, photos: list[Path], qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(tmp_path, qtbot)
    drop(window, [photos[0].parent])
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.current() is not None, timeout=LONG_MS)
    yield window
    window.close()


def keep_presets(window: MainWindow, presets: tuple[ExportPreset, ...]) -> None:
    """As the export dialog does."""
    window.parts.exporting.wished.emit(ExportWish(), presets)


def offered(window: MainWindow) -> list[QAction]:
    """What the File menu offers below "Export With Preset"."""
    (menu,) = [m for m in window.menuBar().findChildren(QMenu) if "With" in m.title()]
    return menu.actions()


def test_a_dropped_folder_is_exported_again_as_a_whole(
    window: MainWindow, photos: list[Path], started: Started
) -> None:
    window.parts.actions["export_again"].trigger()
    assert started == [(tuple(photos), ExportWish())]


def test_who_has_exported_one_photo_of_a_folder_exports_one_again(
    window: MainWindow, photos: list[Path], started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    meant = [photos[0]]

    def accepted(dialog: ExportDialog) -> bool:
        monkeypatch.setattr(dialog, "photos", lambda: tuple(meant))
        return True

    monkeypatch.setattr(ExportDialog, "exec", accepted)
    for _ in range(2):
        started.clear()
        window.parts.actions["export"].trigger()
        window.parts.actions["export_again"].trigger()
        assert [exported for exported, _ in started] == [tuple(meant)] * 2
        meant = photos


def test_the_photo_that_was_chosen_since_is_exported_again_alone(
    window: MainWindow, photos: list[Path], started: Started
) -> None:
    window.parts.strip.step(1)
    window.parts.actions["export_again"].trigger()
    assert started == [((photos[1],), ExportWish())]


def test_without_presets_the_menu_says_where_they_come_from(window: MainWindow) -> None:
    (hint,) = offered(window)
    assert not hint.isEnabled()
    assert "export dialog" in hint.text()


def test_a_saved_preset_exports_from_the_file_menu(
    window: MainWindow, photos: list[Path], started: Started
) -> None:
    keep_presets(window, (ARCHIVE, WEB))
    archive, web = offered(window)
    assert [archive.text(), web.text()] == ["Archive", "Web && mail"]
    web.trigger()
    assert started == [(tuple(photos), WEB.wish)]


def test_a_deleted_preset_leaves_the_menu(window: MainWindow) -> None:
    keep_presets(window, (ARCHIVE, WEB))
    keep_presets(window, (WEB,))
    assert [action.text() for action in offered(window)] == ["Web && mail"]


def test_the_menu_of_the_filmstrip_exports_what_is_selected(
    window: MainWindow, photos: list[Path], started: Started
) -> None:
    keep_presets(window, (ARCHIVE,))
    menu = window.parts.strip.findChild(StripMenu)
    assert menu is not None
    menu.export_with_chosen.emit("Archive")
    assert started == [((photos[0],), ARCHIVE.wish)]


def test_presets_of_the_last_run_are_offered(tmp_path: Path, qtbot: QtBot) -> None:
    keep_presets(first := open_window(tmp_path, qtbot), (ARCHIVE,))
    first.close()
    second = open_window(tmp_path, qtbot)
    assert [action.text() for action in offered(second)] == ["Archive"]
    second.close()


def test_a_preset_that_the_dialog_saves_is_in_the_menu_also_when_it_is_canceled(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_and_cancel(dialog: ExportDialog) -> int:
        dialog.set_wish(replace(dialog.wish(), template="{stem}-web"))
        bar = dialog.findChild(PresetBar)
        assert bar is not None
        bar.saved.emit("Web")
        return 0

    monkeypatch.setattr(ExportDialog, "exec", save_and_cancel)
    window.parts.actions["export"].trigger()
    assert [action.text() for action in offered(window)] == ["Web"]
