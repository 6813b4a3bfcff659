from collections.abc import Iterator
from pathlib import Path
from threading import Event

import cv2
import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.work.right_of_way import RightOfWay
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State, Treatment, Wanted
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped
from tests.gui.photos import dark_photo

UNLIT = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
LONG_MS = 60_000  # the process that reads starts in seconds on a busy machine


@pytest.fixture
def exporter(tmp_path: Path, qtbot: QtBot) -> Iterator[Exporter]:
    exporter = Exporter("cpu", journal=tmp_path / "queue")
    yield exporter
    exporter.stop()


def wanted(
    source: Path, folder: Path, number: int = 1, template: str = "{name}-{number}"
) -> Wanted:
    wish = ExportWish(ExportOptions(FileFormat.PNG), folder, template)
    return Wanted(source, Treatment(UNLIT, wish), number)


def outcomes(exporter: Exporter) -> list[Outcome]:
    seen: list[Outcome] = []

    def on_done(_photo: Wanted, outcome: Outcome) -> None:
        seen.append(outcome)

    exporter.done.connect(on_done)
    return seen


def states(journal: Path) -> list[State]:
    with Journal(journal) as opened:
        return [entry.state for entry in opened.changes().entries]


def test_a_bad_photo_is_told_and_the_others_are_exported(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    good, out = dark_photo(tmp_path / "a.png"), tmp_path / "out"
    seen = outcomes(exporter)
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.give([wanted(tmp_path / "gone.png", out), wanted(good, out, 2)])
    assert [type(outcome) for outcome in seen] == [Failed, Exported]
    assert states(tmp_path / "queue") == [State.FAILED, State.DONE]
    picture = cv2.imread(str(out / "a-002.png"))
    assert picture is not None
    assert picture.shape == (240, 320, 3)


def test_two_photos_of_one_name_get_two_files(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "b").mkdir()
    first, second = dark_photo(tmp_path / "a.png"), dark_photo(tmp_path / "b" / "a.png", seed=2)
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.give([wanted(first, tmp_path / "out"), wanted(second, tmp_path / "out")])
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_cancelling_leaves_no_partial_file_behind(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    source, out = dark_photo(tmp_path / "a.png"), tmp_path / "out"
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.give([wanted(source, out, i) for i in range(1, 21)])
        exporter.cancel()
    assert not exporter.is_busy
    written = list(out.iterdir()) if out.exists() else []
    assert len(written) <= 3  # those in hand: one is written, one computed, one read
    assert all(path.suffix == ".png" for path in written)


def test_what_a_stopped_exporter_left_is_done_by_the_next_one_and_nothing_twice(
    tmp_path: Path, qtbot: QtBot
) -> None:
    source, out, journal = dark_photo(tmp_path / "a.png"), tmp_path / "out", tmp_path / "queue"
    first = Exporter("cpu", journal=journal)
    with qtbot.waitSignal(first.done, timeout=LONG_MS):
        first.give([wanted(source, out, i) for i in range(1, 31)])
    first.stop()
    assert State.RUNNING not in states(journal)
    left = states(journal).count(State.WAITING)
    assert 0 < left < 30  # some 20 ms each: it was stopped in the middle
    second = Exporter("cpu", journal=journal)
    seen = outcomes(second)
    with qtbot.waitSignal(second.finished, timeout=LONG_MS):
        second.wake()
    second.stop()
    assert len(seen) == left
    assert sorted(path.name for path in out.iterdir()) == [f"a-{i:03}.png" for i in range(1, 31)]


def test_a_photo_keeps_its_name_when_it_is_tried_again(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    late, out = tmp_path / "late.png", tmp_path / "out"
    seen = outcomes(exporter)
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.give([wanted(late, out, template="{name}")])
    dark_photo(late)
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.clerk.retry()
    assert [type(outcome) for outcome in seen] == [Failed, Exported]
    assert [path.name for path in out.iterdir()] == ["late.png"]


def test_a_pause_begins_nothing_and_going_on_does_the_rest(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    source, out = dark_photo(tmp_path / "a.png"), tmp_path / "out"
    exporter.clerk.pause(on=True)
    exporter.give([wanted(source, out)])
    qtbot.waitUntil(lambda: not exporter.is_busy, timeout=LONG_MS)
    assert not out.exists()
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.clerk.pause(on=False)
    assert len(list(out.iterdir())) == 1


class Preview(RightOfWay):
    """Tells when somebody has to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Event()

    def give_way(self) -> None:
        self.asked.set()
        super().give_way()


def test_the_preview_goes_before_every_tile(tmp_path: Path, qtbot: QtBot) -> None:
    preview = Preview()
    exporter = Exporter("cpu", journal=tmp_path / "queue", preview=preview)
    seen = outcomes(exporter)
    with preview.taken():
        exporter.give([wanted(dark_photo(tmp_path / "a.png"), tmp_path / "out")])
        qtbot.waitUntil(preview.asked.is_set, timeout=LONG_MS)
        assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=LONG_MS)
    exporter.stop()
    assert isinstance(seen[0], Exported)


def test_an_equal_result_that_is_there_is_not_made_again(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    source, out, journal = dark_photo(tmp_path / "a.png"), tmp_path / "out", tmp_path / "queue"
    seen = outcomes(exporter)
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.give([wanted(source, out)])
    with Journal(journal) as opened:  # as if it was killed right after it had written
        (entry,) = opened.changes().entries
        opened.begin(entry.id)
        opened.release([entry.id])
    with qtbot.waitSignal(exporter.finished, timeout=LONG_MS):
        exporter.wake()
    assert seen[-1] == Skipped(source, out / "a-001.png", is_same=True)
    assert states(journal) == [State.DONE]
    assert len(list(out.iterdir())) == 1
