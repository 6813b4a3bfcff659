import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.gui.glances import Glance, Glances
from tests.formats.isolation.unruly_decoder import COMMAND
from tests.gui.photos import dark_photo

LONG_MS = 30_000


@pytest.fixture
def glances(qtbot: QtBot) -> Iterator[Glances]:
    glances = Glances()
    yield glances
    glances.stop()


def seen(glances: Glances) -> list[str]:
    names: list[str] = []

    def on_glance(glance: Glance) -> None:
        names.append(glance.path.name)

    glances.glanced.connect(on_glance)
    return names


def photos(folder: Path, names: Iterable[str]) -> list[Path]:
    return [dark_photo(folder / f"{name}.png") for name in names]


def test_a_new_wish_replaces_the_old_one_of_the_same_asker(
    glances: Glances, tmp_path: Path, qtbot: QtBot
) -> None:
    names = seen(glances)
    *many, last = photos(tmp_path, "abcdefghz")
    glances.glance(many)
    glances.glance([last])
    qtbot.waitUntil(lambda: "z.png" in names, timeout=LONG_MS)
    assert len(names) <= 2  # the first may have been at work


def test_askers_do_not_give_up_each_others_wishes(
    glances: Glances, tmp_path: Path, qtbot: QtBot
) -> None:
    names = seen(glances)
    a, b, c, d = photos(tmp_path, "abcd")
    glances.glance([a, b, c])
    glances.glance([c, d], "queue")
    qtbot.waitUntil(lambda: len(names) == 4, timeout=LONG_MS)
    assert names == ["a.png", "b.png", "c.png", "d.png"]  # and nothing twice


@pytest.mark.skipif(os.name == "nt", reason="the unruly decoder uses signals")
def test_a_file_that_crashes_its_decoder_has_no_thumbnail_and_the_next_one_has(
    tmp_path: Path, qtbot: QtBot
) -> None:
    glances = Glances(decoder=IsolatedReader(command=COMMAND))
    names, crash, good = seen(glances), *photos(tmp_path, ["crash", "good"])
    with qtbot.waitSignal(glances.failed, timeout=LONG_MS) as told:
        glances.glance([crash, good])
    qtbot.waitUntil(lambda: names == ["good.png"], timeout=LONG_MS)
    glances.stop()
    assert told.args is not None
    path, error = told.args
    assert path == crash
    assert "crashed" in str(error)


def test_stopping_ends_the_process_that_decodes(glances: Glances, qtbot: QtBot) -> None:
    before = set(psutil.Process().children())
    glances.get_ready()
    qtbot.waitUntil(lambda: bool(set(psutil.Process().children()) - before), timeout=LONG_MS)
    glances.stop()
    assert set(psutil.Process().children()) <= before
