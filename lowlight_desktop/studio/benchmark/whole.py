"""The whole command, from file to file, in a fresh process: what a user waits for."""

import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.formats.recipe_json import recipe_to_json
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.benchmark.memory import Memory
from lowlight_desktop.studio.benchmark.photos import size_of, write_dark_dng, write_dark_jpeg
from lowlight_desktop.studio.benchmark.program import Ended, run

SIZES_MP = (2.0, 12.0, 24.0, 45.0, 61.0, 100.0)
"""Of phones, of cameras, and of what is beyond both."""

JPEG, RAW = "JPEG to JPEG", "RAW to 16-bit TIFF"
ENDING = "ending"
"""The part of a process after its last word."""

_MEGA = 1e6
_WHOLE = "whole"
_PART = re.compile(r"^(\S.*?)\s{2,}(-?\d+\.\d+) s\s+-?\d+\.\d+%$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WholeFigures:
    """The command on one photo.

    Attributes:
        kind: From what to what: `JPEG`, `RAW`.
        megapixels: Of the photo.
        seconds: From starting the program to its end.
        seconds_per_megapixel: The same, divided.
        memory: The most that it held.
        parts: Seconds by what was done; they add up to `seconds`.
    """

    kind: str
    megapixels: float
    seconds: float
    seconds_per_megapixel: float
    memory: Memory
    parts: Mapping[str, float]


def measure_whole(
    sizes_mp: Sequence[float],
    pieces: Sequence[Pixels],
    recipe: Recipe,
    rounds: int,
    engine: Sequence[str],
    say: Callable[[str], None],
) -> tuple[WholeFigures, ...]:
    """The command on photos of all sizes, JPEG and, where the recipe cleans RAW files, RAW.

    Args:
        sizes_mp: In megapixels.
        pieces: Of which the photos are made.
        recipe: The look.
        rounds: How often each; the quickest counts.
        engine: Flags of where and how it is computed.
        say: Told which photo is measured.
    """
    kinds = (JPEG,) if recipe.raw is Quality.OFF else (JPEG, RAW)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        look = home / "look.json"
        look.write_text(json.dumps(recipe_to_json(recipe)), encoding="utf-8")
        found: list[WholeFigures] = []
        for kind in kinds:
            for size in sizes_mp:
                say(f"{kind}, {size:g} MP")
                photo = _photo(home, kind, size, pieces)
                try:
                    ended = quickest(photo, kind, look, rounds, engine)
                except LowlightError as error:  # too large for this machine, say
                    say(f"{error} It is left out.")
                else:
                    found.append(_figures(kind, size, ended))
                photo.unlink()  # a hundred megapixels are 200 MB
    return tuple(found)


def quickest(photo: Path, kind: str, look: Path, rounds: int, engine: Sequence[str]) -> Ended:
    """The quickest of a few runs of `lowlight enhance` on a photo.

    Args:
        photo: It.
        kind: What it shall become: `JPEG`, `RAW`.
        look: A file with a recipe.
        rounds: How many runs.
        engine: Flags of where and how it is computed.
    """
    results = photo.with_name("results")
    form = ("--format", "jpeg") if kind == JPEG else ("--format", "tiff", "--depth", "16")
    words = ["enhance", str(photo), "--output", str(results), "--recipe", str(look)]
    words += ["--journal", str(photo.with_name("journal")), "--again", "--overwrite"]
    words += ["--progress", "none", "--profile", *engine, *form]
    return min((run(words) for _ in range(rounds)), key=lambda ended: ended.seconds)


def parts_of(ended: Ended) -> dict[str, float]:
    """Seconds by what was done, from what `--profile` printed; they add up to all of it.

    Args:
        ended: A run of `lowlight enhance --profile`.
    """
    parts = {name: float(seconds) for name, seconds in _PART.findall(ended.complained)}
    parts.pop(_WHOLE, None)
    return {**parts, ENDING: ended.seconds - sum(parts.values())}


def _photo(home: Path, kind: str, size_mp: float, pieces: Sequence[Pixels]) -> Path:
    if kind == JPEG:
        return write_dark_jpeg(home / "dark.jpg", size_mp, pieces)
    return write_dark_dng(home / "dark.dng", size_mp, pieces)


def _figures(kind: str, size_mp: float, ended: Ended) -> WholeFigures:
    height, width = size_of(size_mp)
    megapixels = height * width / _MEGA
    return WholeFigures(
        kind,
        round(megapixels, 2),
        ended.seconds,
        ended.seconds / megapixels,
        ended.memory,
        parts_of(ended),
    )
