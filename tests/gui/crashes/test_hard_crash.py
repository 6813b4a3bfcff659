"""The program itself, killed and started again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import read_sidecar
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

# As `lowlight gui`, with a hand that moves a slider and never rests.
_DRAGGED = """
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lowlight_desktop.gui import app
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.photo.recipe import Finish, Recipe

moves = count()

class Window(MainWindow):
    def __init__(self, *words):
        super().__init__(*words)
        self.hand = QTimer(self, interval=20)
        self.hand.timeout.connect(self.move_on)
        self.parts.live.opened.connect(self.hand.start)

    def move_on(self):
        recipe = Recipe(finish=Finish(exposure_ev=1.0 + next(moves) % 200 / 100))
        self.parts.album.apply(Path(sys.argv[1]), recipe, "Exposure", merge=True)

import lowlight_desktop.gui.main_window as home
home.MainWindow = Window
sys.exit(app.main(sys.argv[1:]))
"""


@contextmanager
def running(state: Path, *words: object) -> "Generator[subprocess.Popen[bytes]]":
    """The window, offscreen, with a home of its own; it is killed in the end."""
    environment = {
        **os.environ,
        "LOWLIGHT_STATE": str(state),
        "XDG_CONFIG_HOME": str(state / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, *map(str, words)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def sessions(state: Path) -> list[dict[str, object]]:
    found = list((state / "running").glob("*.json"))
    return [json.loads(path.read_text()) for path in found]


def crash(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGSEGV)
    assert process.wait(LONG_MS / 1e3) == -signal.SIGSEGV


def test_after_a_crash_the_next_start_has_the_photos_and_a_report(
    tmp_path: Path, qtbot: QtBot
) -> None:
    photos = [str(dark_photo(tmp_path / name)) for name in ("a.png", "b.png")]
    state = tmp_path / "state"
    open_ = {"photos": photos, "current": photos[0]}
    with running(state, "-m", "lowlight_desktop", "gui", *photos) as first:
        qtbot.waitUntil(lambda: bool(sessions(state)), timeout=LONG_MS)
        crash(first)
    with running(state, "-m", "lowlight_desktop", "gui") as second:
        qtbot.waitUntil(lambda: {**open_, "is_recovered": True} in sessions(state), timeout=LONG_MS)
        (report,) = (state / "crashes").iterdir()
        text = report.read_text()
        assert "Segmentation fault" in text
        assert "lowlight_desktop/gui/app.py" in text
        assert str(tmp_path) not in text
        crash(second)
    with running(state, "-m", "lowlight_desktop", "gui"):
        qtbot.waitUntil(lambda: len(list((state / "crashes").iterdir())) == 2, timeout=LONG_MS)
        assert sessions(state) == []  # it crashed as soon as they were back: they are offered


def test_a_crash_costs_a_hand_that_never_rests_no_more_than_its_last_seconds(
    tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "a.png")
    with running(tmp_path / "state", "-c", _DRAGGED, photo) as window:
        qtbot.waitUntil(lambda: (tmp_path / "a.png.lowlight.json").exists(), timeout=LONG_MS)
        crash(window)
    sidecar = read_sidecar(photo)
    assert sidecar is not None
    assert sidecar.recipe.finish.exposure_ev >= 1.0
