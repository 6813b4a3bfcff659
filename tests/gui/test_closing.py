from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import read_sidecar
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from tests.gui.controls import button
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, drop, open_window, wait_until_refined

FEW, MANY = 10, 200  # of some 10 ms each: the first is done before the window is closed
UNLIT = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
LATER, GIVE_UP, STAY = "Finish Later", "Give Up", "Keep Exporting"


@dataclass
class Answers:
    """A photographer who is asked.

    Attributes:
        says: The answer.
        asked: What was asked.
        closes: The window that is closed once more while the question stands.
    """

    says: str = STAY
    asked: list[str] = field(default_factory=list[str])
    closes: list[MainWindow] = field(default_factory=list[MainWindow])

    def answer(self, box: QMessageBox) -> None:
        self.asked.append(box.text())
        for window in self.closes:
            window.close()
        button(box, self.says).click()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    answers = Answers()

    def answer(box: QMessageBox) -> None:  # a function becomes a method, a bound one does not
        answers.answer(box)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return answers


@pytest.fixture
def window(tmp_path: Path, answers: Answers, qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(tmp_path, qtbot)
    yield window
    answers.says = GIVE_UP
    window.close()


def export(window: MainWindow, folder: Path, count: int) -> None:
    """Export a photo so many times."""
    photo = dark_photo(folder / "night.png")
    window.parts.album.apply(photo, UNLIT, "Exposure")
    wish = ExportWish(ExportOptions(FileFormat.PNG), folder / "out")
    window.parts.exporting.start([photo] * count, wish)


def results(folder: Path) -> list[Path]:
    out = folder / "out"
    return list(out.iterdir()) if out.exists() else []


def is_whole(path: Path) -> bool:
    return path.suffix == ".png" and path.read_bytes()[-8:-4] == b"IEND"


def wait_for_results(folder: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any(map(is_whole, results(folder))), timeout=LONG_MS)


def offered(window: MainWindow) -> str:
    return " ".join(message.sentence for message in window.parts.messages.messages())


def test_closing_asks_nothing_while_nothing_is_exported(
    window: MainWindow, answers: Answers
) -> None:
    assert window.close()
    assert not answers.asked


def test_closing_asks_nothing_once_the_export_is_over(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, tmp_path, 1)
    assert window.close()
    assert not answers.asked


def test_whoever_stays_keeps_the_window_and_the_export(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, tmp_path, FEW)
        assert not window.close()
    assert window.isVisible()
    assert len(answers.asked) == 1
    assert len(results(tmp_path)) == FEW


def test_there_is_nothing_to_ask_any_more_once_the_export_is_over(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(box: QMessageBox) -> None:
        qtbot.waitUntil(lambda: bool(box.clickedButton()), timeout=LONG_MS)

    monkeypatch.setattr(QMessageBox, "exec", wait)  # nobody answers
    export(window, tmp_path, FEW)
    assert window.close()
    assert len(results(tmp_path)) == FEW


def test_what_is_given_up_leaves_whole_files_only_and_is_not_offered_again(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.says = GIVE_UP
    export(window, tmp_path, MANY)
    wait_for_results(tmp_path, qtbot)
    assert window.close()
    assert not window.isVisible()
    window.close()
    assert len(answers.asked) == 1
    assert len(results(tmp_path)) < MANY
    assert all(map(is_whole, results(tmp_path)))
    again = open_window(tmp_path, qtbot)
    again.parts.exporting.start([], ExportWish())  # its journal was read when this is over
    with qtbot.waitSignal(again.parts.exporting.told, timeout=LONG_MS):
        pass
    assert "waiting" not in offered(again)
    again.close()


def test_what_is_finished_later_is_offered_at_the_next_start_and_then_done(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.says = LATER
    export(window, tmp_path, MANY)
    wait_for_results(tmp_path, qtbot)
    assert window.close()
    done = len(results(tmp_path))
    assert done < MANY
    assert all(map(is_whole, results(tmp_path)))
    again = open_window(tmp_path, qtbot)
    sentence = f"{MANY - done} photos of the last export are waiting."
    qtbot.waitUntil(lambda: offered(again) == sentence, timeout=LONG_MS)
    assert len(results(tmp_path)) == done  # nothing begins unasked
    with qtbot.waitSignal(again.parts.exporting.told, timeout=LONG_MS):
        button(again.parts.messages, "Resume").click()
    assert len(results(tmp_path)) == MANY
    assert all(map(is_whole, results(tmp_path)))
    again.close()


def test_what_is_discarded_is_gone(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.says = LATER
    export(window, tmp_path, MANY)
    wait_for_results(tmp_path, qtbot)
    assert window.close()
    again = open_window(tmp_path, qtbot)
    qtbot.waitUntil(lambda: "waiting" in offered(again), timeout=LONG_MS)
    button(again.parts.messages, "Discard").click()
    qtbot.waitUntil(lambda: again.parts.queue.model.rowCount() == 0, timeout=LONG_MS)
    assert not offered(again)
    again.close()


def test_a_window_that_is_closed_twice_asks_once(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.closes.append(window)
    with qtbot.waitSignal(window.parts.exporting.told, timeout=LONG_MS):
        export(window, tmp_path, FEW)
        assert not window.close()
    answers.closes.clear()
    assert len(answers.asked) == 1


def test_whoever_would_lose_edits_is_asked_before_the_window_closes(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    photo = dark_photo(folder / "night.png")
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    window.parts.album.apply(photo, UNLIT, "edited")
    folder.rename(tmp_path / "elsewhere")
    answers.says = "Keep Lowlight Open"
    assert not window.close()
    assert window.isVisible()
    assert answers.asked == ["The edits of night.png cannot be saved beside it."]
    (tmp_path / "elsewhere").rename(folder)
    assert window.close()
    assert len(answers.asked) == 1
    kept = read_sidecar(photo)
    assert kept is not None
    assert kept.recipe == UNLIT


def test_whoever_does_not_mind_loses_edits_that_cannot_be_kept(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    photos = [tmp_path / "card" / name for name in ("a.png", "b.png")]  # never there
    for photo in photos:
        window.parts.album.know(photo, None)
        window.parts.album.apply(photo, UNLIT, "edited")
    answers.says = "Close and Lose Edits"
    assert window.close()
    assert answers.asked == ["The edits of 2 photos cannot be saved beside them."]


def test_a_window_whose_edits_cannot_be_asked_for_stays(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise OSError(112, "host is down")

    event = QCloseEvent()
    with monkeypatch.context() as patch:
        patch.setattr(window.parts.album, "flush", fails)
        with pytest.raises(OSError, match="host is down"):
            window.closeEvent(event)
    assert not event.isAccepted()
    assert window.isVisible()
    assert window.close()
