"""`lowlight evaluate`: how good the result is, against references or without."""

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from lowlight_desktop.cli.commands import Commands
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.recipe_flags import (
    add_engine_flags,
    add_recipe_flags,
    recipe_from,
    tile_from,
)
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("evaluate", help="measure quality on a folder of photos")
    parser.add_argument("--low", type=Path, required=True, metavar="DIR", help="dark photos")
    parser.add_argument("--high", type=Path, metavar="DIR", help="references with the same stems")
    parser.add_argument("--defects", action="store_true", help="look for the six defects")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures as JSON")
    add_recipe_flags(parser)
    add_engine_flags(parser)
    parser.set_defaults(run=run)


def run(wish: argparse.Namespace) -> int:
    """Measure and print a table."""
    recipe, tile = recipe_from(wish), tile_from(wish)
    if wish.high is None and not wish.defects:
        raise UsageError("Without --high there is nothing to compare with; add --defects.")
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.studio.evaluate import evaluate
    from lowlight_desktop.studio.pairs import pair_folders
    from lowlight_desktop.studio.pixels import finished_pixels, plain_pixels
    from lowlight_desktop.studio.report import as_markdown, as_plain

    enhancer = Enhancer(wish.device, tile)

    def enhance(path: Path, target: float | None) -> "NDArray[np.uint8]":
        # Blind means the recipe's own target, which is the network's unless --target says more.
        wanted = recipe.light.target if target is None else target
        light = replace(recipe.light, target=wanted)
        return finished_pixels(path, replace(recipe, light=light), enhancer)

    with tqdm(total=1.0, disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(fraction: float) -> None:
            bar.n = round(fraction, 3)
            bar.refresh()

        result = evaluate(
            pair_folders(wish.low, wish.high),
            enhance,
            plain_pixels,
            Progress(show),
            model=f"light {recipe.light.quality.value}",
            date=date.today().isoformat(),
            defects=wish.defects,
        )
    print(as_markdown(result))  # noqa: T201
    if wish.json is not None:
        wish.json.write_text(json.dumps(as_plain(result), indent=1) + "\n")
    return ExitCode.SOME_FAILED if result.failures else ExitCode.DONE
