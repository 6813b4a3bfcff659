"""Photos that are dropped on the queue of the whole window."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import Sidecar, write_sidecar
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, drag_over, let_go, open_window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(tmp_path, qtbot)
    window.parts.actions["queue"].trigger()
    yield window
    window.close()


def drop_on_queue(window: MainWindow, paths: list[Path]) -> None:
    target = window.parts.queue.view.viewport()
    let_go(target, drag_over(target, paths))


def said(window: MainWindow) -> list[str]:
    return [message.sentence for message in window.parts.messages.messages()]


def test_a_folder_dropped_on_the_queue_is_exported_as_the_last_time_each_photo_as_it_looks(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    card, out = tmp_path / "card", tmp_path / "out"
    card.mkdir()
    for i, exposure_ev in enumerate((0.0, 2.0)):
        photo = dark_photo(card / f"{i}.png")
        look = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=exposure_ev))
        write_sidecar(photo, Sidecar(look))
    exporting = window.parts.exporting
    exporting.wished.emit(ExportWish(ExportOptions(FileFormat.PNG), out), ())
    with qtbot.waitSignal(exporting.told, timeout=LONG_MS):
        drop_on_queue(window, [card])
    assert "2 photos were put into the queue." in said(window)
    dark, light = (cv2.imread(str(path)) for path in sorted(out.iterdir()))
    assert dark is not None
    assert light is not None
    assert light.mean() > 1.5 * dark.mean()  # two stops
    assert window.parts.strip.paths() == ()


def test_a_drop_without_photos_is_told(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "holiday").mkdir()
    drop_on_queue(window, [tmp_path / "holiday"])
    qtbot.waitUntil(lambda: "There are no photos in holiday." in said(window), timeout=LONG_MS)
