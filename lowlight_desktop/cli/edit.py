"""`lowlight edit`: what a host calls; its own files come back with the same names.

Without `--apply` and `--recipe` the window opens: `__main__` asks `photos_for_window` first, for
nothing here may import it.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.file_parser import FileParser
from lowlight_desktop.cli.named_path import named
from lowlight_desktop.cli.outcomes import Tally, row_of
from lowlight_desktop.cli.recipe_flags import add_engine_flags, begun, tile_from
from lowlight_desktop.cli.reporting import Reporter
from lowlight_desktop.cli.stopping import stoppable
from lowlight_desktop.cli.terminal import shown
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import Progress

if TYPE_CHECKING:
    from lowlight_desktop.formats.in_place.notice import Notice

logger = logging.getLogger(__name__)

_ABOUT = """\
For editors that call other programs. The files are changed in place: same size, depth, format,
color profile and tags. Without --apply and --recipe a window opens; it ends with 0 after Save, and
with 0 and untouched files after Cancel.
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "edit", "edit the files of another program in place", run)
    _declare(parser)


def photos_for_window(arguments: Sequence[str]) -> list[Path] | None:
    """The files that a window shall open for.

    Args:
        arguments: As typed, without the command's name.

    Returns:
        None where no window is wanted, or what was typed makes no sense: the command says it.
    """
    parser = _Quiet(add_help=False)
    _declare(parser)
    try:
        wish = parser.parse_args(arguments)
        plain = parser.parse_args(["a file"])
    except ValueError:
        return None
    photos, plain.photos = wish.photos, wish.photos
    return photos if wish == plain else None


class _Quiet(FileParser):
    """Says nothing about mistakes."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(message)


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.description = _ABOUT
    parser.add_argument("photos", nargs="+", type=named, metavar="FILE")
    base = parser.add_mutually_exclusive_group()
    base.add_argument(
        "--apply", dest="preset", metavar="PRESET", help="no window: give them this preset"
    )
    base.add_argument(
        "--recipe",
        type=Path,
        metavar="FILE",
        help="no window: give them this recipe, sidecar or preset file",
    )
    add_engine_flags(parser)
    parser.add_argument("--progress", choices=["auto", "json", "none"], default="auto")


def run(wish: argparse.Namespace) -> int:
    """Do it, without a window."""
    if wish.preset is None and wish.recipe is None:
        raise UsageError("The window opens with: lowlight edit FILE..., without other options.")
    recipe, tile = begun(wish), tile_from(wish)
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.hosts.external_editor import apply_to_all

    photos: list[Path] = list(dict.fromkeys(wish.photos))  # a look is given once
    tally, reporter = Tally(len(photos)), Reporter(wish.progress, sys.stdout)
    quiet = wish.progress != "auto" or not sys.stderr.isatty()
    with tqdm(total=len(photos), unit="photo", disable=quiet, leave=False) as bar:

        def show(done: float) -> None:
            bar.n = done
            bar.refresh()
            whole = min(int(done), len(photos) - 1)
            reporter.event(event="progress", photo=whole, fraction=round(done - whole, 3))

        reporter.event(event="start", photos=len(photos))
        ended_by = "stopped"
        try:
            with stoppable() as token:
                progress = Progress(show, token)
                enhancer = Enhancer(wish.device, tile)
                for outcome in apply_to_all(photos, recipe, enhancer, progress, _tell):
                    tally.rows.append(row := row_of(outcome))
                    reporter.say(outcome, row)
            ended_by = ""
        finally:
            reporter.event(event="end", **tally.summary(ended_by))
    return tally.exit_code


def _tell(path: Path, notice: "Notice") -> None:
    logger.warning("%s: %s", shown(path.name), notice)
