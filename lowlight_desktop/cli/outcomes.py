"""What became of each photo, in a sentence for people and in rows for programs."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.terminal import shown
from lowlight_desktop.photo.errors import TooLargeError

if TYPE_CHECKING:
    from lowlight_desktop.studio.outcome import Outcome, Skipped

Row = dict[str, object]
"""A photo in a report: "state" (done, skipped, failed), "source", and what there is to say."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows of one call.

    Attributes:
        photos: How many there were to do.
        rows: Those that have been done, skipped, or have failed; grows.
    """

    photos: int
    rows: list[Row] = field(default_factory=list[Row])

    def count(self, state: str) -> int:
        """How many photos are in this state."""
        return Counter(row["state"] for row in self.rows)[state]

    @property
    def exit_code(self) -> ExitCode:
        """What the process answers when all photos have had their turn."""
        failed = [row for row in self.rows if row["state"] == "failed"]
        if not failed:
            return ExitCode.DONE
        if all("out_of_memory" in row for row in failed):
            return ExitCode.OUT_OF_MEMORY
        return ExitCode.SOME_FAILED

    def summary(self, ended_by: str = "") -> dict[str, object]:
        """How many photos are in which state; those of an early end are left.

        Args:
            ended_by: What stopped the work; nothing if all photos had their turn.
        """
        counts: dict[str, object] = {s: self.count(s) for s in ("done", "skipped", "failed")}
        if ended_by:
            counts |= {"left": self.photos - len(self.rows), "ended_by": ended_by}
        return counts


def row_of(outcome: "Outcome") -> Row:
    """A photo in a report, over now."""
    return _facts(outcome) | {"ended": datetime.now().astimezone().isoformat(timespec="seconds")}


def _facts(outcome: "Outcome") -> Row:
    from lowlight_desktop.studio.outcome import Failed, Skipped

    source = str(outcome.source)
    match outcome:
        case Failed(_, error):
            facts: Row = {"state": "failed", "source": source, "error": str(error)}
            return facts | ({"out_of_memory": True} if isinstance(error, TooLargeError) else {})
        case Skipped():
            facts = {"state": "skipped", "source": source, "output": str(outcome.output)}
            return facts | _why(outcome)
        case _:
            return {
                "state": "done",
                "source": source,
                "output": str(outcome.output),
                "target": None if outcome.target is None else round(outcome.target, 4),
                "models": list(outcome.models),
                "seconds": round(outcome.seconds, 3),
            }


def _why(skipped: "Skipped") -> Row:
    if skipped.is_elsewhere:
        return {"elsewhere": True}
    return {"already_done": True} if skipped.is_same else {}


def sentence_of(outcome: "Outcome") -> str:
    """A photo in a line on the terminal."""
    return shown(_said(outcome))


def _said(outcome: "Outcome") -> str:
    from lowlight_desktop.studio.outcome import Failed, Skipped

    match outcome:
        case Failed():
            return f"lowlight: {outcome.error}"
        case Skipped(is_same=True):
            return f"{outcome.source.name}: already done, {outcome.output}"
        case Skipped(is_elsewhere=True):
            return f"{outcome.source.name}: another Lowlight is doing it"
        case Skipped():
            return f"{outcome.source.name}: skipped, {outcome.output} exists"
        case _:
            aim = "" if outcome.target is None else f", brightness {outcome.target:.2f}"
            return f"{outcome.source.name} → {outcome.output} ({outcome.seconds:.1f} s{aim})"
