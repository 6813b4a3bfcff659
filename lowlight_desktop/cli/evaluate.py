"""`lowlight evaluate`: how good the result is, against references or without."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.json_file import check_writable, write_json
from lowlight_desktop.cli.recipe_flags import add_work_flags, recipe_from, tile_from
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Quality, Recipe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "evaluate", "measure quality on a folder of photos", run)
    parser.add_argument("--low", type=Path, required=True, metavar="DIR", help="dark photos")
    parser.add_argument("--high", type=Path, metavar="DIR", help="references with the same stems")
    parser.add_argument("--defects", action="store_true", help="look for the six defects")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures as JSON")
    add_work_flags(parser)


def run(wish: argparse.Namespace) -> int:
    """Measure and print a table."""
    recipe, tile = recipe_from(wish), tile_from(wish)
    if wish.high is None and not wish.defects:
        raise UsageError("Without --high there is nothing to compare with; add --defects.")
    if wish.high is not None and recipe.light.target is not None:
        raise UsageError(
            "With --high the target is the network's, 0.4 and the reference's in turn; "
            "leave --target out."
        )
    check_writable(wish.json)
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.studio.evaluate import evaluate
    from lowlight_desktop.studio.pairs import pair_folders
    from lowlight_desktop.studio.pixels import finished_pixels, plain_pixels
    from lowlight_desktop.studio.report import as_markdown, as_plain

    enhancer = Enhancer(wish.device, tile)

    def enhance(path: Path, target: float | None) -> "NDArray[np.uint8]":
        # Without references nobody gives a target; that of the recipe holds then, if there is one.
        wanted = recipe.light.target if target is None else target
        light = replace(recipe.light, target=wanted)
        return finished_pixels(path, replace(recipe, light=light), enhancer)

    with tqdm(total=1.0, disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(fraction: float) -> None:
            bar.n = round(fraction, 3)
            bar.refresh()

        found = pair_folders(wish.low, wish.high)
        result = evaluate(
            found.pairs,
            enhance,
            plain_pixels,
            Progress(show),
            model=_model(recipe, [pair.low for pair in found.pairs]),
            date=date.today().isoformat(),
            defects=wish.defects,
        )
    result = replace(result, failures=(*found.lonely, *result.failures))
    print(as_markdown(result))  # noqa: T201
    if wish.json is not None:
        write_json(wish.json, as_plain(result))
    return ExitCode.SOME_FAILED if result.failures else ExitCode.DONE


def _model(recipe: Recipe, photos: Iterable[Path]) -> str:
    """What is judged, for the report: the networks' ids and the versions of their weights.

    Raises:
        ModelError: If one is not installed.
    """
    from lowlight_desktop.engine.model_store import find
    from lowlight_desktop.formats.reading import RAW_SUFFIXES

    has_raw = any(photo.suffix.lower() in RAW_SUFFIXES for photo in photos)
    raw = recipe.raw if has_raw else Quality.OFF
    wanted = {
        "raw": raw,
        "denoise": recipe.denoise,
        "detail": recipe.detail,
        "light": recipe.light.quality,
    }
    cards = [find(step, q.value) for step, q in wanted.items() if q is not Quality.OFF]
    named = " and ".join(f"{card.id} {card.version}" for card in cards) or "no network"
    is_lit, target = recipe.light.quality is not Quality.OFF, recipe.light.target
    return f"{named}, target {target:g}" if is_lit and target is not None else named
