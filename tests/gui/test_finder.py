from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.finder import Finder, Found
from tests.gui.photos import dark_photo


@pytest.fixture
def finder(qtbot: QtBot) -> Iterator[Finder]:
    finder = Finder()
    yield finder
    finder.stop()


def test_folders_are_searched_and_named_files_taken_as_they_are(
    finder: Finder, tmp_path: Path, qtbot: QtBot
) -> None:
    inside = tmp_path / "card" / "100CANON"
    inside.mkdir(parents=True)
    first, second = dark_photo(inside / "a.png"), dark_photo(inside / "b.jpg")
    (inside / "notes.txt").write_text("no photo")
    odd = tmp_path / "odd.name"
    with qtbot.waitSignal(finder.found) as answer:
        finder.find([odd, tmp_path / "card"])
    assert answer.args == [Found((odd, tmp_path / "card"), (odd, first, second), ())]
