import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars import words
from lowlight_desktop.gui.bars.status_bar import StatusBar
from tests.gui.controls import button, control


def _bar(qtbot: QtBot) -> StatusBar:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1100, 32)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def _text(bar: StatusBar) -> str:
    return " | ".join(label.text() for label in bar.findChildren(QLabel) if label.isVisible())


def test_the_photo_is_told_in_pixels_megapixels_and_zoom(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    bar.set_photo((4000, 6000))
    bar.set_zoom(1.0)
    assert "6000 × 4000 px, 24.0 MP" in _text(bar)
    assert "100%" in _text(bar)
    bar.set_photo(None)
    assert "MP" not in _text(bar)


def test_the_pixel_under_the_pointer_is_told_with_its_light(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    bar.set_pixel((3, 120, 255), -3.25)
    for part in ("R", "3", "120", "255", "−3.2 EV"):
        assert part in _text(bar)
    bar.set_pixel(None)
    assert "EV" not in _text(bar)


def test_numbers_do_not_make_the_bar_jump(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    bar.set_pixel(None)
    before = bar.minimumSizeHint()
    bar.set_pixel((255, 255, 255), 15.9)
    assert bar.minimumSizeHint() == before


def test_work_shows_its_progress_and_time_and_can_be_cancelled(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    assert not button(bar, "Cancel").isVisible()
    bar.set_work("Exporting 3 of 12", 0.25, 75.0)
    assert "Exporting 3 of 12 | 1 min left" in _text(bar)
    progress = control(bar, QProgressBar, "Progress")
    assert progress.value() / progress.maximum() == 0.25
    with qtbot.waitSignal(bar.cancelled):
        qtbot.mouseClick(button(bar, "Cancel"), Qt.MouseButton.LeftButton)
    bar.clear_work()
    assert not button(bar, "Cancel").isVisible()
    assert "Exporting" not in _text(bar)


def test_work_of_unknown_length_shows_no_fraction(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    bar.set_work("Opening a.CRW")
    assert control(bar, QProgressBar, "Progress").maximum() == 0
    assert "left" not in _text(bar)


def test_long_names_give_way_instead_of_widening_the_window(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    bar.set_device("A processor with a very long name indeed" * 4)
    bar.set_photo((40000, 60000))
    bar.set_zoom(0.333)
    bar.set_work("Exporting " + "IMG" * 80, 0.5, 7000)
    assert bar.minimumSizeHint().width() <= 1100  # the smallest window


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "1 s left"), (7.4, "7 s left"), (43, "45 s left"), (90, "2 min left")],
)
def test_time_is_told_the_coarser_the_longer_it_is(seconds: float, text: str) -> None:
    assert words.time_left(seconds) == text


def test_hours_are_told_with_their_minutes() -> None:
    assert words.time_left(2 * 3600 + 300) == "2 h 5 min left"
    assert words.time_left(3600) == "1 h 0 min left"


@pytest.mark.parametrize(
    ("scale", "text"), [(1.0, "100%"), (0.3333, "33.3%"), (0.5, "50%"), (16.0, "1600%")]
)
def test_zoom_is_told_in_percent(scale: float, text: str) -> None:
    assert words.zoom(scale) == text


def test_memory_is_told_in_gigabytes() -> None:
    assert words.memory(8 * 2**30) == "8.0 GB"
    assert words.memory(139 * 2**30) == "139 GB"
