"""Pictures of the window's main states, for the README and to look at.

    python -m lowlight_desktop.gui.screenshots FILE... --output DIR [--theme dark]

QT_SCALE_FACTOR=2 makes those of a 2x display.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import THEMES
from lowlight_desktop.photo.stroke import Stroke

_SIZE = (1440, 900)


def main(arguments: Sequence[str]) -> int:
    """Open a window, bring it into each state, and save what it looks like.

    Args:
        arguments: Photos, the folder, the theme.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--theme", choices=list(THEMES), default="dark")
    wish = parser.parse_args(arguments)
    wish.output.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    apply(app, THEMES[wish.theme])
    with tempfile.TemporaryDirectory() as folder:
        # Edits are kept beside the photos: beside copies, here.
        photos = [Path(shutil.copy(photo, folder)) for photo in wish.photos]
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings, journal = replace(Settings(), theme=wish.theme), Path(folder) / "queue"
        window = MainWindow(settings, store, journal)
        window.resize(*_SIZE)
        window.show()
        for name, bring in _states(photos).items():
            bring(window)
            _settle(window)
            window.grab().save(str(wish.output / f"{name}.png"))
        window.close()
    return 0


def _states(photos: Sequence[Path]) -> dict[str, Callable[[MainWindow], None]]:
    """What to do from one picture to the next."""

    def toggled(*names: str) -> Callable[[MainWindow], None]:
        def bring(window: MainWindow) -> None:
            for name in names:
                window.parts.actions[name].trigger()

        return bring

    def limited(window: MainWindow) -> None:
        window.parts.actions["overlay"].trigger()
        window.parts.panel.set_brush(True)
        path = window.parts.strip.current()
        assert path is not None
        recipe = window.parts.album.edit(path).recipe
        stroke = Stroke(((0.2, 0.3), (0.35, 0.25), (0.5, 0.3)), radius=0.08)
        lit = replace(recipe, light=replace(recipe.light, limits=(stroke,)))
        window.parts.album.apply(path, lit, "Limit brush")

    def actual(window: MainWindow) -> None:
        window.parts.panel.set_brush(False)
        window.parts.actions["toggle_zoom"].trigger()

    return {
        "empty": lambda _window: None,
        "lit": lambda window: window.open_paths(photos),
        "split": toggled("split"),
        "side-by-side": toggled("split", "side"),
        "attention": toggled("side", "overlay"),
        "limits": limited,
        "actual-size": actual,
    }


def _settle(window: MainWindow) -> None:
    """Until the picture stays, and a moment longer for what is painted late."""
    _wait(0.4)
    while window.parts.strip.current() is not None and not window.is_settled:
        _wait(0.05)
    _wait(0.3)


def _wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
