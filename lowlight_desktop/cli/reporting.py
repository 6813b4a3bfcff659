"""Says what happens: a bar for people, lines of JSON for programs."""

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from tqdm import tqdm

from lowlight_desktop.cli.outcomes import Row, sentence_of

if TYPE_CHECKING:
    from lowlight_desktop.studio.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Reporter:
    """Says what happens.

    Attributes:
        style: "json", or another word for people.
        out: Where to; what fails is told on stderr.
    """

    style: str
    out: TextIO

    def event(self, **facts: object) -> None:
        """One line for programs."""
        if self.style == "json":
            # One write: a Ctrl-C between a line and its end would glue the next event to it.
            self.out.write(json.dumps(facts) + "\n")
            self.out.flush()

    def line(self, sentence: str, *, is_failure: bool) -> None:
        """A sentence for people; a failure is told to everybody."""
        if is_failure:
            tqdm.write(sentence, file=sys.stderr)
        elif self.style != "json":
            tqdm.write(sentence, file=self.out)

    def say(self, outcome: "Outcome", row: Row) -> None:
        """Tell what became of a photo."""
        self.line(sentence_of(outcome), is_failure=row["state"] == "failed")
        self.event(event="photo", **row)
