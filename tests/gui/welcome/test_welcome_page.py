from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.welcome.welcome_page import WelcomePage
from tests.gui.controls import button


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    page = WelcomePage(Path.home() / "presets", has_sample=True)
    qtbot.addWidget(page)
    page.resize(740, 600)  # what the smallest window leaves
    page.show()
    qtbot.waitExposed(page)
    return page


def said(page: WelcomePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_says_where_edits_are_kept_and_that_nothing_leaves_the_computer(
    page: WelcomePage,
) -> None:
    assert "PHOTO.lowlight.json" in said(page)
    assert str(Path("~/presets")) in said(page)
    assert "no telemetry" in said(page)


@pytest.mark.parametrize(
    ("speed", "told"),
    [(2.5, "2.5 megapixels a second: 24 megapixels in about 10\xa0s"), (240.0, "about 0.1\xa0s")],
)
def test_a_speed_is_told_as_time_for_a_photo(page: WelcomePage, speed: float, told: str) -> None:
    page.set_device(DeviceRow("cpu", "A Processor", "oneDNN", 0))
    assert "A Processor" in said(page)
    assert "Measuring" in said(page)
    page.set_speed(speed)
    assert told in said(page)
    assert "Measuring" not in said(page)


def test_without_a_sample_none_is_offered(qtbot: QtBot) -> None:
    page = WelcomePage(Path(), has_sample=False)
    qtbot.addWidget(page)
    assert "Open Sample" not in [b.text() for b in page.findChildren(QPushButton)]


def test_every_button_asks_for_one_thing(page: WelcomePage, qtbot: QtBot) -> None:
    asked = {
        "Open Sample": page.sample_wanted,
        "All Devices…": page.devices_wanted,
        "All Programs…": page.programs_wanted,
        "Start": page.closed,
    }
    for text, signal in asked.items():
        with qtbot.waitSignal(signal):
            button(page, text).click()


def test_escape_closes_it_from_any_of_its_controls(page: WelcomePage, qtbot: QtBot) -> None:
    for control in (page, button(page, "Open Sample")):
        with qtbot.waitSignal(page.closed):
            qtbot.keyClick(control, Qt.Key.Key_Escape)


def test_it_invites_to_let_go_of_photos(page: WelcomePage) -> None:
    page.set_dragging(True)
    assert "Let go to open" in said(page)
    page.set_dragging(False)
    assert "Welcome to Lowlight" in said(page)


def test_the_smallest_window_shows_all_of_it(page: WelcomePage) -> None:
    bar = page.verticalScrollBar()
    assert bar.maximum() == 0
    assert page.picture_room == QSize(128, 96)
