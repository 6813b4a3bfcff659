"""Photos that the system hands over, as macOS does; each test has a process with its own."""

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np

_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from lowlight_desktop.gui.application import Application

app = Application(["lowlight"])

def ask(*names):
    for name in names:
        QCoreApplication.postEvent(app, QFileOpenEvent(name))

def opened(paths):
    print(*(path.name for path in paths))
"""


def run(script: str, folder: Path, *words: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", script, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder)},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_photos_asked_for_before_the_window_stands_wait_for_it(tmp_path: Path) -> None:
    script = """
ask("/night/a.jpg", "/night/b.jpg")
app.processEvents()
print("window")
app.open_with(opened)
"""
    assert run(_START + script, tmp_path) == ["window", "a.jpg b.jpg"]


def test_photos_asked_for_together_come_together_and_only_once(tmp_path: Path) -> None:
    script = """
app.open_with(opened)
ask("/night/a.jpg", "/night/b.jpg")
app.processEvents()
ask("/night/c.jpg")
app.processEvents()
app.processEvents()
"""
    assert run(_START + script, tmp_path) == ["a.jpg b.jpg", "c.jpg"]


def test_what_is_no_file_is_left_to_qt(tmp_path: Path) -> None:
    script = """
app.open_with(opened)
QCoreApplication.postEvent(app, QFileOpenEvent(QUrl("https://example.com/a.jpg")))
QCoreApplication.postEvent(app, QEvent(QEvent.Type.User))
app.processEvents()
"""
    assert run(_START + script, tmp_path) == []


def test_the_window_opens_what_it_is_asked_for_while_it_runs(tmp_path: Path) -> None:
    script = """
import os
from PySide6.QtCore import QTimer
from lowlight_desktop.gui import app as program, starting
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.strip.filmstrip import Filmstrip

from dataclasses import replace

names = sys.argv[1:]
sys.excepthook = lambda *error: (print(error, file=sys.stderr), os._exit(1))
app_, settings, store = starting.started()
made = app_, replace(settings, was_welcomed=True), store  # nobody is to be greeted

def handed_over():
    # As in life: one event waits already when the loop begins, one comes later.
    QCoreApplication.postEvent(made[0], QFileOpenEvent(names[0]))
    return made

def look():
    window = next(w for w in made[0].topLevelWidgets() if isinstance(w, MainWindow))
    shown = [path.name for path in window.findChild(Filmstrip).paths()]
    if len(shown) == 1:
        QCoreApplication.postEvent(made[0], QFileOpenEvent(names[1]))
    if len(shown) == 2:
        print(*shown)
        clock.stop()
        window.close()

program.started = handed_over
clock = QTimer(interval=50)
clock.timeout.connect(look)
clock.start()
sys.exit(program.main([]))
"""
    names = [str(tmp_path / name) for name in ("dark.png", "later.png")]
    for name in names:
        assert cv2.imwrite(name, np.full((40, 60, 3), 20, np.uint8))
    assert run(_START.replace("app = Application", "# ") + script, tmp_path, *names) == [
        "dark.png later.png"
    ]


def test_on_a_mac_windows_say_that_their_colors_are_srgb(tmp_path: Path) -> None:
    script = """
from PySide6.QtGui import QColorSpace
from PySide6.QtWidgets import QWidget
window = QWidget()
window.winId()
space = window.windowHandle().requestedFormat().colorSpace()
print(space == QColorSpace(QColorSpace.NamedColorSpace.SRgb))
"""
    assert run(_START + script, tmp_path) == ["False"]
    assert run("import sys\nsys.platform = 'darwin'\n" + _START + script, tmp_path) == ["True"]
