"""`lowlight enhance`: photos and folders in, finished photos out."""

import argparse
import logging
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tqdm import tqdm

from lowlight_desktop.cli.attention import (
    add_attention_flag,
    check_attention,
    done_in,
    draw_maps,
)
from lowlight_desktop.cli.broken_pipe import discard_output
from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.estimate import expected
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.leaving import kept_to_the_end
from lowlight_desktop.cli.named_path import named
from lowlight_desktop.cli.outcomes import Tally, row_of
from lowlight_desktop.cli.recipe_flags import (
    add_export_flags,
    add_name_flag,
    add_work_flags,
    export_options_from,
    recipe_from,
    template_from,
    tile_from,
)
from lowlight_desktop.cli.reporting import Reporter
from lowlight_desktop.cli.stopping import stoppable
from lowlight_desktop.cli.time_table import told_where_time_goes
from lowlight_desktop.photo.errors import LowlightError, UsageError, WriteError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.looking import is_folder
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe

if TYPE_CHECKING:
    from lowlight_desktop.formats.isolation.reader import IsolatedReader
    from lowlight_desktop.studio.batch_report import BatchReport
    from lowlight_desktop.studio.journal import Journal
    from lowlight_desktop.studio.pipeline import Runner

logger = logging.getLogger(__name__)


class _Said(NamedTuple):
    """What the flags mean, where they are right."""

    recipe: Recipe
    options: ExportOptions
    tile: int | None
    template: str


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "enhance", "light dark photos", run)
    parser.add_argument("photos", nargs="+", type=named, metavar="FILE|FOLDER")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to (beside each original, with a suffix)"
    )
    add_work_flags(parser)
    add_export_flags(parser)
    add_name_flag(parser)
    resume = parser.add_argument_group("resuming")
    resume.add_argument(
        "--again",
        action="store_true",
        help="do all photos anew, from the first, those too whose results are there "
        "(only the others)",
    )
    resume.add_argument(
        "--journal",
        type=Path,
        metavar="FILE",
        help="remember there what is done (a file of its own for every target folder)",
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="have the machines of a Dask cluster do it: its scheduler's address or file; "
        "--device and --tile count there (docs/cluster.md)",
    )
    add_attention_flag(parser)
    parser.add_argument("--progress", choices=["auto", "json", "none"], default="auto")
    parser.add_argument(
        "--profile", action="store_true", help="tell on stderr where the time went, step by step"
    )
    parser.add_argument(
        "--report",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="write what happened: JSON, or with .html a page with pictures; may be given twice",
    )


def run(wish: argparse.Namespace) -> int:
    """Do it."""
    if not wish.profile:
        return _run(wish)
    lines: list[str] = []
    try:
        with told_where_time_goes(lines):
            return _run(wish)
    finally:
        print("\n".join(lines), file=sys.stderr)  # noqa: T201


def _run(wish: argparse.Namespace) -> int:
    said = _Said(recipe_from(wish), export_options_from(wish), tile_from(wish), template_from(wish))
    check_attention(wish.attention, said.recipe)
    # Reading and writing are a fifth of a second to import: not before the flags are right.
    from lowlight_desktop.formats.isolation.reader import IsolatedReader

    with IsolatedReader() as decoder:
        if wish.cluster is None:
            decoder.start()  # gets ready while all else is imported
        return _enhanced(wish, said, decoder)


def _enhanced(wish: argparse.Namespace, said: "_Said", decoder: "IsolatedReader") -> int:
    recipe, options, tile, template = said
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.formats.reading import RAW_SUFFIXES
    from lowlight_desktop.studio.batch import resume_with
    from lowlight_desktop.studio.batch_report import BatchReport, check_reports
    from lowlight_desktop.studio.devices import enhancers_for
    from lowlight_desktop.studio.finding import find_originals
    from lowlight_desktop.studio.output_names import OutputNames
    from lowlight_desktop.studio.pipeline import run_jobs

    elsewhere = _elsewhere(wish, tile)
    check_reports(wish.report)
    sources = list(find_originals(wish.photos, wish.output))
    if not sources:
        places = ", ".join(str(p) for p in wish.photos)
        raise LowlightError(f"There are no photos in {places}. Name photos, or folders with some.")
    tally = Tally(len(sources))
    quiet = wish.progress != "auto" or not sys.stderr.isatty()
    enhancers = kept_to_the_end(list[Enhancer]())

    def devices() -> str:
        names = dict.fromkeys(enhancer.device.name for enhancer in enhancers)
        return wish.cluster or ", ".join(names)

    with (
        tqdm(total=len(sources), unit="photo", disable=quiet, leave=False) as bar,
        _journal(wish) as journal,
        BatchReport(
            wish.report, recipe, options, device=devices, look=decoder.quick_look
        ) as report,
    ):
        if elsewhere is None:
            has_raw = any(s.suffix.lower() in RAW_SUFFIXES for s in sources if isinstance(s, Path))
            enhancers += enhancers_for(recipe, wish.device, tile, has_raw=has_raw)
            if not quiet:
                photos = [source for source in sources if isinstance(source, Path)]
                if expectation := expected(photos, recipe, options, enhancers[0]):
                    tqdm.write(expectation, file=sys.stderr)
        reporter = Reporter(wish.progress, sys.stdout)

        def show(photos: float) -> None:
            bar.n = photos
            bar.refresh()
            whole = min(int(photos), len(sources) - 1)
            reporter.event(event="progress", photo=whole, fraction=round(photos - whole, 3))

        roots = tuple(path for path in wish.photos if is_folder(path))
        look = decoder.name_facts
        names = OutputNames(wish.output, options, roots, template, wish.preset or "", look)
        try:
            reporter.event(event="start", photos=len(sources))
            with stoppable() as token:
                read = partial(decoder.read_photo, token=token)
                here = partial(run_jobs, enhancers=enhancers, reader_for=decoder.reader_for)
                outcomes = resume_with(
                    elsewhere or here,
                    journal,
                    sources,
                    names,
                    recipe,
                    Progress(show, token),
                    again=wish.again,
                )
                with closing(outcomes):
                    for outcome in outcomes:
                        tally.rows.append(row := row_of(outcome))
                        report.add(row)
                        reporter.say(outcome, row)
                went_well = wish.attention is None or draw_maps(
                    wish, recipe, tile, done_in(tally.rows), roots, read, reporter, bar, token
                )
        except BaseException as error:
            _close_early(reporter, tally, report, error)
            raise
        _close(reporter, tally, report)
    return tally.exit_code or (ExitCode.DONE if went_well else ExitCode.SOME_FAILED)


def _elsewhere(wish: argparse.Namespace, tile: int | None) -> "Runner | None":
    """What does the photos on other machines; None: this one shall.

    Raises:
        UsageError: If Dask is not installed, or the address is none.
    """
    if wish.cluster is None:
        return None
    from lowlight_desktop.studio.cluster import cluster_runner

    return cluster_runner(wish.cluster, wish.device, tile)


def _journal(wish: argparse.Namespace) -> "Journal":
    """The journal of this target; one that only lasts as long as this call where none can be had.

    Raises:
        UsageError: If the file that was asked for cannot be used.
    """
    from lowlight_desktop.studio.batch import journal_path
    from lowlight_desktop.studio.journal import IN_MEMORY, Journal
    from lowlight_desktop.studio.journal_file import check_is_journal

    try:
        if wish.journal is not None:
            check_is_journal(wish.journal)
        journal = Journal(wish.journal or journal_path(wish.output, wish.photos))
    except WriteError as error:
        if wish.journal is not None:
            raise UsageError(str(error)) from error
        logger.warning("%s What is done will not be remembered.", error)
        return Journal(IN_MEMORY)
    if journal.put_aside is not None:
        logger.warning(
            "The journal was damaged and is kept as %s. Results are told by what stands in them.",
            journal.put_aside,
        )
    return journal


def _close(reporter: Reporter, tally: Tally, report: "BatchReport", ended_by: str = "") -> None:
    """The last words: the report, then the event; `ended_by` says what stopped the work."""
    summary = tally.summary(ended_by)
    report.write(summary)
    reporter.event(event="end", **summary)


def _close_early(
    reporter: Reporter, tally: Tally, report: "BatchReport", error: BaseException
) -> None:
    """As `_close`; what goes wrong now does not hide `error`."""
    try:
        _close(reporter, tally, report, str(error) or "stopped")
    except UsageError as another:
        logger.warning("%s", another)
    except BrokenPipeError:
        discard_output()
