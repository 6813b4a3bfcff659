"""`lowlight enhance`: photos and folders in, finished photos out."""

import argparse
import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tqdm import tqdm

from lowlight_desktop.cli.broken_pipe import discard_output
from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.json_file import check_writable, write_json
from lowlight_desktop.cli.outcomes import Row, Tally, row_of, sentence_of
from lowlight_desktop.cli.recipe_flags import (
    add_export_flags,
    add_work_flags,
    export_options_from,
    recipe_from,
    tile_from,
)
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import Progress

if TYPE_CHECKING:
    from lowlight_desktop.studio.batch import Outcome

logger = logging.getLogger(__name__)


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "enhance", "light dark photos", run)
    parser.add_argument("photos", nargs="+", type=_named, metavar="FILE|FOLDER")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to (beside each original, with a suffix)"
    )
    add_work_flags(parser)
    add_export_flags(parser)
    parser.add_argument("--progress", choices=["auto", "json", "none"], default="auto")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what happened, as JSON")


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Says what happens: a bar for people, lines of JSON for programs."""

    style: str
    out: TextIO

    def event(self, **facts: object) -> None:
        """One line for programs."""
        if self.style == "json":
            # One write: a Ctrl-C between a line and its end would glue the next event to it.
            self.out.write(json.dumps(facts) + "\n")
            self.out.flush()

    def say(self, outcome: "Outcome", row: Row) -> None:
        """Tell what became of a photo; a failure is told to everybody."""
        if self.style != "json" and row["state"] != "failed":
            tqdm.write(sentence_of(outcome), file=self.out)
        if row["state"] == "failed":
            tqdm.write(sentence_of(outcome), file=sys.stderr)
        self.event(event="photo", **row)


def _named(word: str) -> Path:
    """A path; an empty word, as a shell makes of an unset variable, is not this folder."""
    if not word:
        raise argparse.ArgumentTypeError("a file or a folder is wanted, got an empty name")
    return Path(word)


def run(wish: argparse.Namespace) -> int:
    """Do it."""
    recipe, options, tile = recipe_from(wish), export_options_from(wish), tile_from(wish)
    check_writable(wish.report)
    # Reading and writing are a fifth of a second to import: not before the flags are right.
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.studio.batch import OutputNames, enhance_all, find_photos

    sources = list(find_photos(wish.photos, wish.output))
    if not sources:
        raise UsageError("There are no photos in " + ", ".join(str(p) for p in wish.photos) + ".")
    tally = Tally(len(sources))
    quiet = wish.progress != "auto" or not sys.stderr.isatty()
    with tqdm(total=len(sources), unit="photo", disable=quiet, leave=False) as bar:
        reporter = _Reporter(wish.progress, sys.stdout)

        def show(fraction: float) -> None:
            bar.n = len(tally.rows) + fraction
            bar.refresh()
            reporter.event(event="progress", photo=len(tally.rows), fraction=round(fraction, 3))

        names = OutputNames(wish.output, options, tuple(p for p in wish.photos if p.is_dir()))
        enhancer = Enhancer(wish.device, tile)
        outcomes = enhance_all(sources, names, recipe, enhancer, Progress(show))
        try:
            reporter.event(event="start", photos=len(sources))
            for outcome in outcomes:
                tally.rows.append(row := row_of(outcome))
                reporter.say(outcome, row)
        except BaseException as error:
            _close_early(reporter, tally, wish.report, error)
            raise
    _close(reporter, tally, wish.report)
    return ExitCode.SOME_FAILED if tally.count("failed") else ExitCode.DONE


def _close(reporter: _Reporter, tally: Tally, report: Path | None, ended_by: str = "") -> None:
    """The last words: the report, then the event; `ended_by` says what stopped the work."""
    summary = tally.summary(ended_by)
    if report is not None:
        write_json(report, {"photos": tally.rows, **summary})
    reporter.event(event="end", **summary)


def _close_early(
    reporter: _Reporter, tally: Tally, report: Path | None, error: BaseException
) -> None:
    """As `_close`; what goes wrong now does not hide `error`."""
    try:
        _close(reporter, tally, report, str(error) or "stopped")
    except UsageError as another:
        logger.warning("%s", another)
    except BrokenPipeError:
        discard_output()
