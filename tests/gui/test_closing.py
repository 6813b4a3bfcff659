from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, open_window

FEW, MANY = 10, 200  # of some 10 ms each: the first is done before the window is closed
UNLIT = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
Button = QMessageBox.StandardButton


@dataclass
class Answers:
    """A photographer who is asked.

    Attributes:
        says: The answer.
        asked: How often.
        closes: The window that is closed once more while the question stands.
    """

    says: QMessageBox.StandardButton = Button.No
    asked: int = 0
    closes: list[MainWindow] = field(default_factory=list[MainWindow])

    def question(self, *_shown: object) -> QMessageBox.StandardButton:
        self.asked += 1
        for window in self.closes:
            window.close()
        return self.says


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    answers = Answers()
    monkeypatch.setattr(QMessageBox, "question", answers.question)
    return answers


@pytest.fixture
def window(tmp_path: Path, answers: Answers, qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(tmp_path, qtbot)
    yield window
    answers.says = Button.Yes
    window.close()


def export(window: MainWindow, folder: Path, count: int) -> None:
    """Export a photo so many times."""
    photo = dark_photo(folder / "night.png")
    window.parts.album.apply(photo, UNLIT, "Exposure")
    wish = ExportWish(ExportOptions(FileFormat.PNG), folder / "out")
    window.parts.exporting.start([photo] * count, wish)


def test_closing_asks_nothing_while_nothing_is_exported(
    window: MainWindow, answers: Answers
) -> None:
    assert window.close()
    assert answers.asked == 0


def test_closing_asks_nothing_once_the_export_is_over(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, tmp_path, 1)
    assert window.close()
    assert answers.asked == 0


def test_no_keeps_the_window_and_the_export(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, tmp_path, FEW)
        assert not window.close()
    assert window.isVisible()
    assert answers.asked == 1
    assert len(list((tmp_path / "out").iterdir())) == FEW


def test_yes_ends_the_export_without_partial_files_and_is_not_asked_again(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.says = Button.Yes
    export(window, tmp_path, MANY)
    qtbot.waitUntil(lambda: (tmp_path / "out").exists(), timeout=LONG_MS)  # at work
    assert window.close()
    assert not window.isVisible()
    window.close()
    assert answers.asked == 1
    written = list((tmp_path / "out").iterdir())
    assert len(written) < MANY
    assert all(path.suffix == ".png" and path.read_bytes()[-8:-4] == b"IEND" for path in written)


def test_a_window_that_is_closed_twice_asks_once(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.closes.append(window)
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, tmp_path, FEW)
        assert not window.close()
    answers.closes.clear()
    assert answers.asked == 1
