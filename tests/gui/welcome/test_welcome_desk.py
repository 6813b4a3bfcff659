from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.settings import load
from lowlight_desktop.gui.welcome.welcome_desk import WelcomeDesk
from lowlight_desktop.gui.welcome.welcome_page import WelcomePage
from tests.gui.controls import button
from tests.gui.plain_photos import plain_photo
from tests.gui.window import LONG_MS, drag_over, drop, let_go, open_window, wait_until_refined


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with GIMP in it, and no other program."""
    home = tmp_path / "home"
    (home / ".config" / "GIMP" / "3.0").mkdir(parents=True)
    (home / "gimp").write_text("#!/bin/sh\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_PICTURES_DIR"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def window(tmp_path: Path, home: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(tmp_path, qtbot)
    yield window
    close(window, qtbot)


def close(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.findChild(WelcomeDesk)
    assert isinstance(desk, WelcomeDesk)
    qtbot.waitUntil(lambda: desk.is_idle, timeout=LONG_MS)
    window.close()


def page_of(window: MainWindow) -> WelcomePage | None:
    pages = [page for page in window.findChildren(WelcomePage) if page.isVisible()]
    return pages[0] if pages else None


def greeted(window: MainWindow, qtbot: QtBot) -> WelcomePage:
    window.greet()
    qtbot.waitUntil(lambda: page_of(window) is not None)
    page = page_of(window)
    assert page is not None
    return page


def said(page: WelcomePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_the_first_start_is_welcomed_once(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    button(greeted(window, qtbot), "Start").click()
    assert page_of(window) is None
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert load(store).was_welcomed
    window.greet()
    window.repaint()
    qtbot.wait(0)
    assert page_of(window) is None


def test_the_window_is_painted_before(window: MainWindow) -> None:
    window.greet()
    assert page_of(window) is None


def test_who_has_opened_photos_before_is_not_new(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, [plain_photo(tmp_path / "night.png")])
    wait_until_refined(window, qtbot)
    window.parts.strip.remove(window.parts.strip.paths())
    window.greet()
    window.repaint()
    qtbot.wait(0)
    assert page_of(window) is None


def test_who_asks_for_it_sees_it_over_the_photo_and_gets_the_photo_back(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, [plain_photo(tmp_path / "night.png")])
    wait_until_refined(window, qtbot)
    window.parts.actions["welcome"].trigger()
    page = page_of(window)
    assert page is not None
    assert not window.parts.canvas.isVisible()
    button(page, "Start").click()
    assert window.parts.canvas.isVisible()


def test_a_photo_that_is_dropped_closes_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = greeted(window, qtbot)
    held = drag_over(window, [plain_photo(tmp_path / "night.png")])
    assert "Let go to open" in said(page)
    let_go(window, held)
    qtbot.waitUntil(lambda: page_of(window) is None, timeout=LONG_MS)
    wait_until_refined(window, qtbot)


def test_the_sample_is_opened_as_a_copy_among_the_pictures(
    window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    button(greeted(window, qtbot), "Open Sample").click()
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.current() is not None, timeout=LONG_MS)
    current = strip.current()
    assert current is not None
    assert current.is_relative_to(home)
    assert current.parent.name == "Lowlight"
    assert page_of(window) is None
    qtbot.waitUntil(lambda: window.is_settled, timeout=LONG_MS)


def test_the_device_is_measured_and_programs_are_found_and_served(
    window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    page = greeted(window, qtbot)
    qtbot.waitUntil(lambda: "GIMP 3" in said(page), timeout=LONG_MS)
    assert "darktable" not in said(page)
    button(page, "Install in GIMP 3").click()
    script = home / ".config/GIMP/3.0/plug-ins/lowlight/lowlight.py"
    qtbot.waitUntil(lambda: "Restart GIMP" in said(page), timeout=LONG_MS)
    assert script.is_file()
    assert not button(page, "Install in GIMP 3").isVisible()
    qtbot.waitUntil(lambda: "megapixels a second" in said(page), timeout=LONG_MS)
