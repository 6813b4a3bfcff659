"""From a folder on the window to an export of all its photos."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, canvas_of, drop, open_window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    card = tmp_path / "card"
    card.mkdir()
    return [dark_photo(card / f"{i}.png", seed=i) for i in range(1, 4)]


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(tmp_path, qtbot)
    window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """What each export dialog would have exported; all are canceled."""
    found: list[tuple[Path, ...]] = []

    def cancel(dialog: ExportDialog) -> int:
        found.append(dialog.photos())
        return 0

    monkeypatch.setattr(ExportDialog, "exec", cancel)
    return found


def strip_with(window: MainWindow, paths: list[Path], qtbot: QtBot) -> Filmstrip:
    drop(window, paths)
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.current() is not None, timeout=LONG_MS)
    return strip


def test_a_dropped_folder_is_exported_as_a_whole(
    window: MainWindow, photos: list[Path], asked: list[tuple[Path, ...]], qtbot: QtBot
) -> None:
    strip = strip_with(window, [photos[0].parent], qtbot)
    assert strip.selected() == (photos[0],)
    qtbot.keyClick(canvas_of(window), Qt.Key.Key_E, CTRL)
    assert asked == [tuple(photos)]


def test_a_photo_that_was_selected_since_is_exported_alone(
    window: MainWindow, photos: list[Path], asked: list[tuple[Path, ...]], qtbot: QtBot
) -> None:
    strip = strip_with(window, [photos[0].parent], qtbot)
    strip.step(1)
    window.parts.actions["export"].trigger()
    assert asked == [(photos[1],)]


def test_a_photo_that_was_dropped_alone_is_exported_alone(
    window: MainWindow, photos: list[Path], asked: list[tuple[Path, ...]], qtbot: QtBot
) -> None:
    strip = strip_with(window, [photos[0].parent], qtbot)
    drop(window, [photos[2]])
    qtbot.waitUntil(lambda: strip.current() == photos[2], timeout=LONG_MS)
    window.parts.actions["export"].trigger()
    assert asked == [(photos[2],)]


def test_ctrl_a_selects_every_photo_wherever_the_keyboard_is(
    window: MainWindow, photos: list[Path], qtbot: QtBot
) -> None:
    strip = strip_with(window, photos, qtbot)
    places: list[QWidget] = [canvas_of(window), window.parts.panel, strip]
    for place in places:
        strip.set_current(photos[0])
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_A, CTRL)
        assert strip.selected() == tuple(photos), type(place).__name__


def test_ctrl_a_in_a_text_field_selects_its_text(
    window: MainWindow, photos: list[Path], qtbot: QtBot
) -> None:
    strip = strip_with(window, photos, qtbot)
    field = QLineEdit("1.25", window)
    field.show()
    field.setFocus()
    field.deselect()
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    assert field.selectedText() == "1.25"
    assert strip.selected() == (photos[0],)


def test_nothing_can_be_selected_where_nothing_is_open(window: MainWindow) -> None:
    assert not window.parts.actions["select_all"].isEnabled()
