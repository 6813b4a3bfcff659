from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.exporter import Exporter, Job
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.batch import Failed, Outcome
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.export_wish import ExportWish
from tests.gui.photos import dark_photo

UNLIT = Recipe(light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))


@pytest.fixture
def exporter(qtbot: QtBot) -> Iterator[Exporter]:
    exporter = Exporter("cpu")
    yield exporter
    exporter.stop()


def job(source: Path, folder: Path, number: int = 1) -> Job:
    wish = ExportWish(ExportOptions(FileFormat.PNG), folder, "{name}-{number}")
    return Job(source, UNLIT, wish, number)


def outcomes(exporter: Exporter) -> list[Outcome]:
    seen: list[Outcome] = []

    def on_done(_job: Job, outcome: Outcome) -> None:
        seen.append(outcome)

    exporter.done.connect(on_done)
    return seen


def test_a_bad_photo_is_told_and_the_others_are_exported(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    good, out = dark_photo(tmp_path / "a.png"), tmp_path / "out"
    seen = outcomes(exporter)
    with qtbot.waitSignal(exporter.finished, timeout=30_000):
        exporter.give([job(tmp_path / "gone.png", out), job(good, out, 2)])
    assert [type(outcome) for outcome in seen] == [Failed, Exported]
    picture = cv2.imread(str(out / "a-002.png"))
    assert picture is not None
    assert picture.shape == (240, 320, 3)


def test_two_photos_of_one_name_get_two_files(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "b").mkdir()
    first, second = dark_photo(tmp_path / "a.png"), dark_photo(tmp_path / "b" / "a.png", seed=2)
    with qtbot.waitSignal(exporter.finished, timeout=30_000):
        exporter.give([job(first, tmp_path / "out"), job(second, tmp_path / "out")])
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_cancelling_leaves_no_partial_file_behind(
    exporter: Exporter, tmp_path: Path, qtbot: QtBot
) -> None:
    source, out = dark_photo(tmp_path / "a.png"), tmp_path / "out"
    with qtbot.waitSignal(exporter.finished, timeout=30_000):
        exporter.give([job(source, out, i) for i in range(1, 21)])
        exporter.cancel()
    assert not exporter.is_busy
    written = list(out.iterdir()) if out.exists() else []
    assert len(written) <= 1  # the one that was nearly done
    assert all(path.suffix == ".png" for path in written)
