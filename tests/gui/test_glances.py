from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.glances import Glance, Glances
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


def photos(folder: Path, names: str) -> list[Path]:
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
