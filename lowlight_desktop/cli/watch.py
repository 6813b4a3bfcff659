"""`lowlight watch`: does every photo that arrives in a folder, until it is stopped."""

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from tqdm import tqdm

from lowlight_desktop.cli.broken_pipe import discard_output
from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.named_path import named_folder
from lowlight_desktop.cli.outcomes import row_of, sentence_of
from lowlight_desktop.cli.recipe_flags import (
    add_export_flags,
    add_name_flag,
    add_work_flags,
    export_options_from,
    recipe_from,
    template_from,
    tile_from,
)
from lowlight_desktop.cli.terminal import shown
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.looking import is_folder
from lowlight_desktop.photo.progress import Progress

if TYPE_CHECKING:
    from lowlight_desktop.studio.outcome import Outcome
    from lowlight_desktop.studio.watch_events import WatchEvent

_IDLE = "waiting for photos"


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "watch", "light every photo that arrives in a folder", run)
    parser.add_argument("folder", type=named_folder, metavar="DIR")
    parser.add_argument(
        "--output",
        type=named_folder,
        metavar="DIR",
        help="where to, with the folders in DIR (beside each original, with a suffix)",
    )
    parser.add_argument(
        "--existing", action="store_true", help="begin with the photos that are there already"
    )
    parser.add_argument(
        "--settle",
        type=_seconds,
        default=5.0,
        metavar="SECONDS",
        help="a file is whole if it has not changed for so long (5)",
    )
    parser.add_argument(
        "--poll",
        type=_seconds,
        metavar="SECONDS",
        help="look so often instead of waiting for the system to tell of changes",
    )
    add_work_flags(parser)
    add_export_flags(parser)
    add_name_flag(parser)
    parser.add_argument("--progress", choices=["auto", "json", "none"], default="auto")


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = math.nan
    if not 0.1 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"seconds are wanted, 0.1 to 3600, got {word!r}")
    return seconds


@dataclass(slots=True)
class _Reporter:
    """Says what happens: lines for people, lines of JSON for programs, a bar for the photo at hand.

    Attributes:
        style: "auto", "json" or "none".
        out: Where lines go.
        bar: Of the photo at hand.
        states: What became of each photo in the end: one that failed may succeed later.
    """

    style: str
    out: TextIO
    bar: "tqdm[NoReturn]"
    states: dict[Path, str] = field(default_factory=dict[Path, str])

    def tell(self, event: "WatchEvent") -> None:
        """Tell an event."""
        from lowlight_desktop.studio import watch_events as told

        match event:
            case told.Watching():
                self._event(event="start", folder=str(event.folder), photos=event.photos)
                how = "" if event.listens else ", by looking now and then"
                self._say(f"Watching {event.folder}{how}. Ctrl-C ends it.")
            case told.Waiting():
                self._event(event="waiting", photos=event.photos)
            case told.Beginning():
                self.bar.set_description_str(shown(event.source.name), refresh=False)
            case told.FolderGone():
                self._event(event="gone", folder=str(event.error.path), error=str(event.error))
                tqdm.write(shown(f"lowlight: {event.error}"), file=sys.stderr)
            case told.FolderBack():
                self._event(event="back", folder=str(event.folder))
                self._say(f"{event.folder} is back.")
            case _:
                self._tell_outcome(event)

    def show(self, fraction: float) -> None:
        """How far the photo at hand is, 0 to 1."""
        self.bar.n = round(fraction, 3)
        self.bar.refresh()
        self._event(event="progress", photo=len(self.states), fraction=round(fraction, 3))

    def end(self, ended_by: str) -> None:
        """The last words."""
        counts = Counter(self.states.values())
        facts = {state: counts[state] for state in ("done", "skipped", "failed")}
        self._event(event="end", **facts, ended_by=ended_by)
        self._say(", ".join(f"{count} {state}" for state, count in facts.items()) + ".")

    def _tell_outcome(self, outcome: "Outcome") -> None:
        row = row_of(outcome)
        self.states[outcome.source] = str(row["state"])
        if row["state"] == "failed":
            tqdm.write(sentence_of(outcome), file=sys.stderr)
        else:
            self._say(sentence_of(outcome))
        self._event(event="photo", **row)
        self.bar.n = 0
        self.bar.set_description_str(_IDLE)

    def _say(self, sentence: str) -> None:
        if self.style != "json":
            tqdm.write(shown(sentence), file=self.out)
            self.out.flush()

    def _event(self, **facts: object) -> None:
        if self.style == "json":
            self.out.write(json.dumps(facts) + "\n")
            self.out.flush()


def run(wish: argparse.Namespace) -> int:
    """Watch until Ctrl-C or SIGTERM."""
    recipe, options, tile = recipe_from(wish), export_options_from(wish), tile_from(wish)
    template = template_from(wish)
    if not is_folder(wish.folder):
        raise UsageError(f"{wish.folder}: there is no such folder to watch.")
    folder = wish.folder.resolve()
    output = None if wish.output is None else wish.output.resolve()
    if output == folder:
        output = None  # beside the originals, where a suffix tells them apart
    # Reading and writing are a fifth of a second to import: not before the flags are right.
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.formats.isolation.reader import IsolatedReader
    from lowlight_desktop.studio.output_names import OutputNames
    from lowlight_desktop.studio.watch import Watch, WatchWish
    from lowlight_desktop.studio.watch_work import check_networks, developer

    enhancer = Enhancer(wish.device, tile)
    quiet = wish.progress != "auto" or not sys.stderr.isatty()
    with (
        IsolatedReader() as decoder,
        tqdm(total=1.0, disable=quiet, leave=False, desc=_IDLE, bar_format="{desc} {bar}") as bar,
    ):
        decoder.start()  # gets ready while torch is imported
        check_networks(recipe, enhancer)
        reporter = _Reporter(wish.progress, sys.stdout, bar)
        look = decoder.name_facts
        names = OutputNames(output, options, (folder,), template, wish.preset or "", look)
        do = developer(names, recipe, enhancer, Progress(reporter.show), decoder.read_photo)
        watch_wish = WatchWish(folder, output, wish.existing, wish.settle, wish.poll)
        try:
            Watch(watch_wish, do, reporter.tell, is_ours=decoder.is_result).run()
        except BaseException as error:
            _last_words(reporter, str(error) or "stopped")
            raise
    return ExitCode.DONE


def _last_words(reporter: _Reporter, ended_by: str) -> None:
    """The summary; a listener that has gone does not hide why it ended."""
    try:
        reporter.end(ended_by)
    except BrokenPipeError:
        discard_output()
