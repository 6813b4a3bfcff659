"""How soon the program is there: its help, a small photo, the window."""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.formats.recipe_json import recipe_to_json
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.benchmark.photos import write_dark_jpeg
from lowlight_desktop.studio.benchmark.program import run
from lowlight_desktop.studio.benchmark.whole import JPEG, quickest

PHOTO_MP = 2.0
"""Of the small photo."""


@dataclass(frozen=True, slots=True)
class StartFigures:
    """Seconds of a whole process each, the best of a few.

    Attributes:
        help_s: `lowlight --help`.
        photo_s: `lowlight enhance` of a JPEG of 2 megapixels, on a set-up that is warm.
        window_s: To a window that has been painted; None where there can be none.
    """

    help_s: float
    photo_s: float
    window_s: float | None


def measure_start(
    pieces: Sequence[Pixels],
    rounds: int,
    engine: Sequence[str],
    say: Callable[[str], None],
    size_mp: float = PHOTO_MP,
) -> StartFigures:
    """Measure.

    Args:
        pieces: Of which the photo is made.
        rounds: How often each, after one that warms up.
        engine: Flags of where and how it is computed.
        say: Told what is measured.
        size_mp: Of the photo.
    """
    say("help")
    help_s = min(run(["--help"]).seconds for _ in range(1 + rounds))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        say(f"a photo of {size_mp:g} MP")
        photo = write_dark_jpeg(home / "dark.jpg", size_mp, pieces)
        look = home / "look.json"
        look.write_text(json.dumps(recipe_to_json(Recipe())), encoding="utf-8")
        photo_s = quickest(photo, JPEG, look, 1 + rounds, engine).seconds
        say("the window")
        return StartFigures(help_s, photo_s, _window_s(home / "settings.ini", 1 + rounds))


def painted_window_s(store: Path) -> float:
    """Seconds from starting a process to a window that has been painted.

    Args:
        store: The window's file of settings.

    Raises:
        LowlightError: If there can be no window.
    """
    begin = time.time()
    return float(run(["benchmark", "gui-start", str(store)]).said.split()[-1]) - begin


def _window_s(store: Path, rounds: int) -> float | None:
    try:
        return min(painted_window_s(store) for _ in range(rounds))
    except LowlightError:  # no screen
        return None
