"""The window of a host's files, driven by its buttons."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import Sidecar, sidecar_path, write_sidecar
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.editing_window.save_bar import SaveBar
from lowlight_desktop.gui.editing_window.save_desk import SaveDesk
from lowlight_desktop.gui.editing_window.window import EditingWindow
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import THEMES
from lowlight_desktop.photo.recipe import Recipe
from tests.gui.controls import control
from tests.gui.translated import said_by, write_brackets
from tests.gui.window import LONG_MS
from tests.host_files import (
    BRIGHTER,
    lightroom_tiff,
    picture,
    pixels_of,
    tags_of,
    write_jpeg,
    write_tiff,
)

Opens = Callable[[Sequence[Path]], EditingWindow]
_SAVE, _COPY, _ALL, _CANCEL = "Save", "Save as Copy…", "Save All", "Cancel"


@pytest.fixture
def opens(qtbot: QtBot) -> Iterator[Opens]:
    """Opens a window for files; it is closed at the end."""
    windows: list[EditingWindow] = []

    def opened(paths: Sequence[Path]) -> EditingWindow:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply(app, THEMES["dark"])
        window = EditingWindow(paths, Settings(device="cpu"))
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield opened
    for window in windows:
        window.close()


def way_out(window: EditingWindow, says: str) -> QAbstractButton:
    """A button at the foot."""
    found = [b for b in window.findChildren(QPushButton) if b.text() == says]
    return found[-1]  # the status bar's own Cancel comes before


def wait_until_offered(window: EditingWindow, says: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: way_out(window, says).isEnabled(), timeout=LONG_MS)


def wait_until_closed(window: EditingWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG_MS)


def give(window: EditingWindow, recipe: Recipe) -> None:
    """Move the sliders of the photo that is shown."""
    control(window, RightPanel, "Adjustments").recipe_edited.emit(recipe, "Exposure")


def said(window: EditingWindow) -> str:
    """Every message that is there."""
    return " ".join(m.text for m in window.findChildren(MessageBar)[0].messages())


def test_save_writes_in_place_and_closes(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    path = lightroom_tiff(tmp_path / "night-Edit.tif", "lzw")
    before = tags_of(path)
    window = opens([path])
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    way_out(window, _SAVE).click()
    wait_until_closed(window, qtbot)
    assert tags_of(path) == before
    assert pixels_of(path).mean() > picture().mean()
    assert window.failures == ()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("how", ["button", "close"])
def test_who_leaves_without_saving_leaves_every_byte(
    tmp_path: Path, opens: Opens, qtbot: QtBot, how: str
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before, age = path.read_bytes(), path.stat().st_mtime_ns
    window = opens([path])
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    if how == "button":
        way_out(window, _CANCEL).click()
    else:
        window.close()
    assert not window.isVisible()
    assert window.failures == ()
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == age
    assert list(tmp_path.iterdir()) == [path]


def test_a_sidecar_beside_a_hosts_file_is_neither_read_nor_written(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    write_sidecar(path, Sidecar(BRIGHTER))
    before = sidecar_path(path).read_bytes()
    window = opens([path])
    wait_until_offered(window, _SAVE, qtbot)
    panel = window.findChildren(RightPanel)[0]
    assert panel.recipe() == Recipe()
    give(window, BRIGHTER)
    window.close()
    assert sidecar_path(path).read_bytes() == before


def test_several_files_are_saved_one_after_the_other(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    first, second = lightroom_tiff(tmp_path / "a.tif"), write_jpeg(tmp_path / "b.jpg")
    old = second.read_bytes()
    window = opens([first, second])
    strip = window.findChildren(Filmstrip)[0]
    assert strip.isVisible()
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    way_out(window, _SAVE).click()
    qtbot.waitUntil(lambda: window.windowTitle().startswith("b.jpg"), timeout=LONG_MS)
    assert pixels_of(first).mean() > picture().mean()
    assert second.read_bytes() == old
    assert strip.paths() == (second,)
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    way_out(window, _SAVE).click()
    wait_until_closed(window, qtbot)
    assert second.read_bytes() != old


def test_save_all_gives_each_file_its_own_look(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    paths = [lightroom_tiff(tmp_path / f"{name}.tif") for name in "abc"]
    window = opens(paths)
    wait_until_offered(window, _ALL, qtbot)
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    strip = window.findChildren(Filmstrip)[0]
    strip.select_all()
    strip.sync_requested.emit(strip.selected())  # as the menu of the strip does
    way_out(window, _ALL).click()
    wait_until_closed(window, qtbot)
    means = [pixels_of(path).mean() for path in paths]
    assert means[0] == means[1] == means[2] > picture().mean()


def test_one_file_offers_nothing_for_many(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    window = opens([lightroom_tiff(tmp_path / "a.tif")])
    assert not window.findChildren(Filmstrip)[0].isVisible()
    assert not way_out(window, _ALL).isVisible()
    assert way_out(window, _SAVE).isVisible()


def test_a_copy_leaves_the_hosts_file_and_the_window(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    window = opens([path])
    wait_until_offered(window, _COPY, qtbot)
    give(window, BRIGHTER)
    window.findChildren(SaveDesk)[0].save_copy(path, tmp_path / "b")
    qtbot.waitUntil(lambda: "Saved as b.tif" in said(window), timeout=LONG_MS)
    assert window.isVisible()
    assert path.read_bytes() == before
    assert pixels_of(tmp_path / "b.tif").mean() > picture().mean()


def test_what_cannot_be_given_back_is_told_before_any_work(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = write_tiff(tmp_path / "a.tif", picture("uint8", 4), photometric="separated")
    window = opens([path])
    qtbot.waitUntil(lambda: "CMYK" in said(window), timeout=LONG_MS)
    assert not way_out(window, _SAVE).isEnabled()
    assert not way_out(window, _COPY).isEnabled()
    window.close()
    (failure,) = window.failures
    assert "CMYK colors" in str(failure)


def test_a_write_protected_file_can_be_copied_but_not_saved(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    path.chmod(0o444)
    window = opens([path])
    wait_until_offered(window, _COPY, qtbot)
    assert not way_out(window, _SAVE).isEnabled()
    assert "write-protected" in said(window)


def test_layers_that_will_leave_are_told(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    window = opens([lightroom_tiff(tmp_path / "a.tif", layers=True)])
    qtbot.waitUntil(lambda: "Photoshop layers" in said(window), timeout=LONG_MS)
    wait_until_offered(window, _SAVE, qtbot)


def test_a_file_deleted_while_the_window_is_open_is_told_and_can_be_left(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    window = opens([path])
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    path.unlink()
    way_out(window, _SAVE).click()
    qtbot.waitUntil(lambda: "deleted or renamed" in said(window), timeout=LONG_MS)
    qtbot.waitUntil(way_out(window, _CANCEL).isVisible, timeout=LONG_MS)
    assert window.isVisible()
    way_out(window, _CANCEL).click()
    assert list(tmp_path.iterdir()) == []


def test_what_another_program_saved_meanwhile_is_shown_before_anything_is_saved_over_it(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    window = opens([path])
    wait_until_offered(window, _SAVE, qtbot)
    give(window, BRIGHTER)
    lightroom_tiff(path, "lzw")  # the same picture, but another file
    theirs = path.read_bytes()
    way_out(window, _SAVE).click()
    qtbot.waitUntil(lambda: "another program has changed it" in said(window), timeout=LONG_MS)
    assert path.read_bytes() == theirs
    wait_until_offered(window, _SAVE, qtbot)
    assert window.findChildren(RightPanel)[0].recipe() == BRIGHTER
    way_out(window, _SAVE).click()
    wait_until_closed(window, qtbot)
    assert pixels_of(path).mean() > picture().mean()
    assert tags_of(path)[259] == 5  # LZW, as they had written it


def test_of_two_windows_of_one_file_the_second_does_not_light_it_twice(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    first, second = opens([path]), opens([path])
    for window in (first, second):
        wait_until_offered(window, _SAVE, qtbot)
        give(window, BRIGHTER)
    way_out(first, _SAVE).click()
    wait_until_closed(first, qtbot)
    once = path.read_bytes()
    way_out(second, _SAVE).click()
    qtbot.waitUntil(lambda: "another program has changed it" in said(second), timeout=LONG_MS)
    second.close()
    assert path.read_bytes() == once


def test_saving_can_be_given_up(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    paths = [lightroom_tiff(tmp_path / f"{number}.tif") for number in range(20)]
    before = [path.read_bytes() for path in paths]
    window = opens(paths)
    wait_until_offered(window, _ALL, qtbot)
    for path in paths:
        window.findChildren(Filmstrip)[0].preset_requested.emit("Stars", [path])
    way_out(window, _ALL).click()
    assert not way_out(window, _SAVE).isVisible()  # there is one way now: to stop
    stop = next(
        b for b in window.findChildren(QPushButton) if b.toolTip() == "Stop what is running"
    )
    assert stop.isVisible()
    stop.click()
    qtbot.waitUntil(way_out(window, _SAVE).isVisible, timeout=LONG_MS)
    assert window.isVisible()
    left = window.findChildren(Filmstrip)[0].paths()
    assert len(left) >= len(paths) - 1  # one may have been past stopping
    assert all(p.read_bytes() == old for p, old in zip(paths, before, strict=True) if p in left)


def test_a_key_held_down_shows_the_original(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    window = opens([lightroom_tiff(tmp_path / "a.tif")])
    wait_until_offered(window, _SAVE, qtbot)
    canvas = window.findChildren(Canvas)[0]
    seen: list[bool] = []
    canvas.set_peek = seen.append  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.keyPress(window, Qt.Key.Key_B)
    qtbot.keyRelease(window, Qt.Key.Key_B)
    assert seen == [True, False]


def test_every_button_says_what_it_does(tmp_path: Path, opens: Opens, qtbot: QtBot) -> None:
    window = opens([lightroom_tiff(tmp_path / "a.tif"), write_jpeg(tmp_path / "b.jpg")])
    for says in (_SAVE, _COPY, _ALL, _CANCEL):
        button = way_out(window, says)
        assert button.accessibleName() == says
        assert "(" in button.toolTip()  # its keys
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_every_word_of_the_window_can_be_translated(
    tmp_path: Path, opens: Opens, qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert app is not None
    brackets = QTranslator(app)
    assert brackets.load(str(write_brackets(tmp_path)))
    app.installTranslator(brackets)
    try:
        window, devices = opens([lightroom_tiff(tmp_path / "a.tif", layers=True)]), set[str]()
        window.live.device_found.connect(devices.add)  # names, which nobody translates
        qtbot.waitUntil(lambda: "⟦This file has Photoshop" in said(window), timeout=LONG_MS)
        parts = [window.findChildren(kind)[0] for kind in (SaveBar, TopBar)]
        texts = {text for part in parts for text in said_by(part) if re.search("[a-z]{2}", text)}
        assert not {text for text in texts if "⟦" not in text} - devices
        assert len(texts) > 20  # it was looked at
    finally:
        app.removeTranslator(brackets)
