"""`lowlight enhance`: photos and folders in, finished photos out."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from lowlight_desktop.cli.commands import Commands
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.recipe_flags import (
    add_engine_flags,
    add_export_flags,
    add_recipe_flags,
    export_options_from,
    recipe_from,
    tile_from,
)
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.progress import Progress


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("enhance", help="light dark photos")
    parser.add_argument("photos", nargs="+", type=Path, metavar="FILE|FOLDER")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to (beside each original, with a suffix)"
    )
    add_recipe_flags(parser)
    add_export_flags(parser)
    add_engine_flags(parser)
    parser.add_argument("--progress", choices=["auto", "json", "none"], default="auto")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what happened, as JSON")
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Says what happens: a bar for people, lines of JSON for programs."""

    style: str
    out: TextIO

    def event(self, **facts: object) -> None:
        if self.style == "json":
            print(json.dumps(facts), file=self.out, flush=True)

    def say(self, sentence: str) -> None:
        if self.style != "json":
            tqdm.write(sentence, file=self.out)


def run(wish: argparse.Namespace) -> int:
    """Do it."""
    recipe, options, tile = recipe_from(wish), export_options_from(wish), tile_from(wish)
    # Reading and writing are a fifth of a second to import: not before the flags are right.
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.studio.batch import OutputNames, enhance_all, find_photos

    sources = list(find_photos(wish.photos))
    if not sources:
        raise UsageError("There are no photos in " + ", ".join(str(p) for p in wish.photos) + ".")
    quiet = wish.progress != "auto" or not sys.stderr.isatty()
    with tqdm(total=len(sources), unit="photo", disable=quiet, leave=False) as bar:
        reporter = _Reporter(wish.progress, sys.stdout)
        reporter.event(event="start", photos=len(sources))
        done = 0

        def show(fraction: float) -> None:
            bar.n = done + fraction
            bar.refresh()
            reporter.event(event="progress", photo=done, fraction=round(fraction, 3))

        outcomes = enhance_all(
            sources, OutputNames(wish.output, options), recipe, Enhancer(wish.device, tile),
            Progress(show),
        )  # fmt: skip
        rows: list[dict[str, object]] = []
        for outcome in outcomes:
            rows.append(_tell(reporter, outcome))
            done += 1
    failed = sum(row["state"] == "failed" for row in rows)
    reporter.event(event="end", done=len(rows) - failed, failed=failed)
    if wish.report is not None:
        _write_report(wish.report, rows)
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


def _tell(reporter: _Reporter, outcome: object) -> dict[str, object]:
    from lowlight_desktop.studio.batch import Failed, Skipped
    from lowlight_desktop.studio.export import Exported

    row: dict[str, object]
    if isinstance(outcome, Exported):
        target = None if outcome.target is None else round(outcome.target, 4)
        row = {
            "state": "done",
            "source": str(outcome.source),
            "output": str(outcome.output),
            "target": target,
            "models": list(outcome.models),
            "seconds": round(outcome.seconds, 3),
        }
        aim = "" if target is None else f", brightness {target:.2f}"
        reporter.say(f"{outcome.source.name} → {outcome.output} ({outcome.seconds:.1f} s{aim})")
    elif isinstance(outcome, Skipped):
        row = {
            "state": "skipped", "source": str(outcome.source), "output": str(outcome.output)
        }  # fmt: skip
        reporter.say(f"{outcome.source.name}: skipped, {outcome.output} exists")
    else:
        assert isinstance(outcome, Failed)
        row = {"state": "failed", "source": str(outcome.source), "error": str(outcome.error)}
        tqdm.write(f"lowlight: {outcome.error}", file=sys.stderr)
    reporter.event(event="photo", **row)
    return row


def _write_report(path: Path, rows: Sequence[dict[str, object]]) -> None:
    try:
        path.write_text(json.dumps({"photos": list(rows)}, indent=1) + "\n")
    except OSError as error:
        raise UsageError(f"{path}: the report cannot be written ({error.strerror}).") from error
