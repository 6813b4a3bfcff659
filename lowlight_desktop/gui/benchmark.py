"""`lowlight benchmark gui` and `preview`: how quick the window is, measured in the window itself.

    lowlight benchmark gui FILE... [--seconds 60] [--open 50] [--json]
    lowlight benchmark preview [FILE...] [--seconds 20] [--json]

Times of opening are for the first photo; then a hand is played that drags, zooms and turns to other
photos, while a probe watches the event loop; then photos are opened and closed for the memory.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, pairwise
from pathlib import Path
from statistics import median

import psutil
from PySide6.QtCore import QEventLoop, QPointF, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.probe import Probe
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.starting import engine_is_loaded
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import DARK
from lowlight_desktop.gui.work.collecting import Collector
from lowlight_desktop.gui.work.work_thread import share_the_lock_often
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.benchmark.moves import finish_moves
from lowlight_desktop.studio.benchmark.photos import sample_pieces, write_dark_jpeg
from lowlight_desktop.studio.benchmark.startup import painted_window_s
from lowlight_desktop.studio.live import Shown, Stage

_MOVE_S = 0.016  # a mouse reports 60 times a second
_STALL_S = 0.05
_PAUSE_S = 0.15
_MB = 1e6


@dataclass
class _Marks:
    """When something was on the screen, seconds after the drop."""

    begin: float = 0.0
    look: float | None = None
    developed: float | None = None
    lit: float | None = None
    refined: float | None = None
    cleaned: float | None = None
    drafts: list[float] = field(default_factory=list[float])

    def start(self) -> None:
        """A photo is dropped now."""
        self.begin = time.perf_counter()
        self.look = self.developed = self.lit = self.refined = self.cleaned = None

    def on_look(self, _look: object) -> None:
        if self.look is None:
            self.look = time.perf_counter() - self.begin

    def on_shown(self, shown: Shown) -> None:
        now = time.perf_counter() - self.begin
        if shown.stage is Stage.BEFORE:
            self.developed = self.developed or now
        elif shown.stage is Stage.DRAFT:
            self.drafts.append(time.perf_counter())
            self.lit = self.lit or now
        else:
            self.refined = self.refined or now
            self.cleaned = now  # a RAW is refined once more when it is clean


def main(arguments: Sequence[str]) -> int:
    """Measure and print.

    Args:
        arguments: Photos and options.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="lowlight benchmark gui", description=__doc__)
    parser.add_argument("photos", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--seconds", type=float, default=60.0, help="of dragging (60)")
    parser.add_argument("--open", type=int, default=50, help="photos to open for the memory (50)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "settings.ini"
        photos = _copies(wish.photos, Path(folder))
        start = {"start_s": painted_window_s(store)}
        figures = start | _in_the_window(photos, store, wish.seconds, wish.open)
    _print(figures, as_json=wish.json)
    return 0


def main_preview(arguments: Sequence[str]) -> int:
    """Measure what a slider that moves needs, and print.

    Args:
        arguments: Photos and options.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="lowlight benchmark preview")
    parser.description = "Frames a second and the worst gap while a slider moves."
    parser.add_argument("photos", nargs="*", type=Path, metavar="FILE", help="(a JPEG of 24 MP)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of dragging (20)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = () if wish.photos else (write_dark_jpeg(home / "dark.jpg", 24.0, sample_pieces()),)
        photos = made or _copies(wish.photos, home)
        window = _window(home / "settings.ini")
        marks = _opened(window, photos)
        _drag(window, "exposure", 0.5)  # what the first move has to fetch is not counted
        figures = _sliding(window, marks, wish.seconds)
        _until_refined(window)  # nobody works any more when it closes
        window.close()
        figures |= finish_moves(photos[0])
    _print(figures, as_json=wish.json)
    return 0


def _copies(photos: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Edits are kept beside the photos: beside copies, here."""
    for photo in photos:
        if not photo.is_file():
            raise ReadError(photo, Sentence("there is no such file"))
    return tuple(Path(shutil.copy(photo, folder)) for photo in photos)


def _print(figures: Mapping[str, float], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, indent=2))  # noqa: T201
    else:
        for name, value in figures.items():
            print(f"{name:24} {value:10.3f}")  # noqa: T201


def _in_the_window(
    photos: Sequence[Path], store: Path, seconds: float, count: int
) -> dict[str, float]:
    window = _window(store)
    marks = _opened(window, photos)
    figures = {
        "first_look_s": marks.look or 0.0,
        "developed_s": marks.developed or 0.0,
        "lit_s": marks.lit or 0.0,
        "refined_s": marks.refined or 0.0,
        "cleaned_s": marks.cleaned or 0.0,
        **_dragging(window, marks, seconds),
        "growth_mb": _growth(window, photos, count),
    }
    window.close()
    return figures


def _window(store: Path) -> MainWindow:
    """The window, shown, with what computes loaded, as the program starts it (`starting.py`)."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    share_the_lock_often()
    Collector(app)
    apply(app, DARK)
    kept = QSettings(str(store), QSettings.Format.IniFormat)
    window = MainWindow(Settings(), kept, store.with_name("queue"))
    window.parts.live.device_found.connect(engine_is_loaded)
    window.show()
    _until_engine(window)
    return window


def _opened(window: MainWindow, photos: Sequence[Path]) -> _Marks:
    """When what of the first photo was on the screen, and from now on."""
    _say("opening the first photo")
    marks = _Marks()
    window.parts.glances.looked.connect(marks.on_look)
    window.parts.live.shown.connect(marks.on_shown)
    marks.start()
    window.open_paths(photos)
    _until_refined(window)
    return marks


def _dragging(window: MainWindow, marks: _Marks, seconds: float) -> dict[str, float]:
    """A minute of a hand: sliders, zoom, other photos."""
    _say(f"dragging, zooming and turning for {seconds:g} s")
    rng = random.Random(1)  # noqa: S311 - the same hand every time
    parts = window.parts

    def deed() -> None:
        what = rng.choice(("exposure", "exposure", "target", "target", "zoom", "turn"))
        if what == "zoom":
            parts.canvas.toggle_zoom(QPointF(rng.uniform(0, 800), rng.uniform(0, 500)))
            _wait(0.5)
        elif what == "turn":
            parts.strip.step(rng.choice((-1, 1)))
            _wait(0.5)
        else:
            _drag(window, what, rng.uniform(0.2, 0.6))

    return _watched(deed, marks, seconds)


def _sliding(window: MainWindow, marks: _Marks, seconds: float) -> dict[str, float]:
    """A hand that does nothing but drag, now a slider of the finish, now one of the light."""
    _say(f"dragging for {seconds:g} s")
    sliders = cycle(("exposure", "target"))
    figures = _watched(lambda: _drag(window, next(sliders), 0.5), marks, seconds)
    return {"frames_per_s": figures.pop("drafts_per_s"), **figures}  # the hand never rests


def _watched(deed: Callable[[], None], marks: _Marks, seconds: float) -> dict[str, float]:
    """What the event loop does while something is done again and again."""
    probe = Probe()
    marks.drafts.clear()
    end = time.perf_counter() + seconds
    probe.start()
    while time.perf_counter() < end:
        deed()
    probe.stop()
    gaps = sorted(probe.gaps_s)
    return {
        "longest_gap_ms": 1e3 * gaps[-1],
        "gap_p99_ms": 1e3 * gaps[int(len(gaps) * 0.99)],
        "gaps_above_50_ms": float(sum(gap > _STALL_S for gap in gaps)),
        "drafts_per_s": len(marks.drafts) / seconds,
        "between_drafts_ms": 1e3 * median(_within_drags(marks.drafts)),
    }


def _within_drags(times: Sequence[float]) -> list[float]:
    """Seconds from one draft to the next, as long as the hand moved."""
    return [b - a for a, b in pairwise(times) if b - a < _PAUSE_S] or [0.0]


def _drag(window: MainWindow, what: str, until: float) -> None:
    """One slider from the left to `until`, as fast as a mouse tells it."""
    path = window.parts.strip.current()
    if path is None:
        return
    album = window.parts.album
    for i in range(40):
        recipe, share = album.edit(path).recipe, until * i / 40
        if what == "exposure":
            moved = replace(recipe, finish=replace(recipe.finish, exposure_ev=share))
        else:
            moved = replace(recipe, light=replace(recipe.light, target=0.2 + share))
        album.apply(path, moved, what, merge=i > 0)
        _wait(_MOVE_S)


def _growth(window: MainWindow, photos: Sequence[Path], count: int) -> float:
    """How much the process grows while photos are opened one after the other, in MB."""
    _say(f"opening {count} photos")
    process = psutil.Process()
    album = window.parts.album
    for photo in photos:
        album.apply(photo, Recipe(), "reset")
    start = 0
    for i in range(count + 1):
        window.show_photo(photos[i % len(photos)])
        _until_refined(window)
        if i == min(len(photos), count):
            start = process.memory_info().rss  # every photo was open once
    return (process.memory_info().rss - start) / _MB


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr)  # noqa: T201


def _wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(max(round(seconds * 1e3), 1), loop.quit)
    loop.exec()


def _until_engine(window: MainWindow) -> None:
    """Until what computes has been loaded, which begins when the window stands."""
    loop = QEventLoop()
    window.parts.live.device_found.connect(loop.quit)
    loop.exec()


def _until_refined(window: MainWindow) -> None:
    _wait(0.05)
    while not window.is_settled:
        _wait(0.01)
