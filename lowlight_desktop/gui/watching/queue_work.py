"""How a watch has its photos done by the queue; without Qt."""

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

from lowlight_desktop.photo.errors import Cancelled, ReadError, taken_apart
from lowlight_desktop.photo.sentence import quoted
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.journal_entry import Entry, State
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped


class QueueWork:
    """One photo at a time: the watch's thread asks and waits, the window's answers.

    Args:
        ask: Called with a photo in the watch's thread.
    """

    def __init__(self, ask: Callable[[Path], None]) -> None:
        self._ask = ask
        self._answers = SimpleQueue[Outcome | None]()

    def do(self, source: Path) -> Outcome:
        """Have a photo done, and wait for it.

        Raises:
            Cancelled: If the watch ends meanwhile.
        """
        self._ask(source)
        answer = self._answers.get()
        if answer is None:
            raise Cancelled("Stopped.")
        return answer

    def answer(self, outcome: Outcome) -> None:
        """The photo that was asked for last is over."""
        self._answers.put(outcome)

    def stop(self) -> None:
        """Nothing is answered any more; from any thread."""
        self._answers.put(None)


def outcome_of(entry: Entry) -> Outcome | None:
    """What a journal knows of a photo's end; None: it is not over.

    A photo that was given up counts as skipped: it is not tried again.
    """
    match entry.state:
        case State.WAITING | State.RUNNING:
            return None
        case State.FAILED:
            return Failed(entry.source, _error_of(entry))
        case State.DONE if entry.written is not None:
            return Exported(entry.source, entry.written.output, None, (), entry.seconds)
        case _:
            return Skipped(entry.source, entry.output or entry.source)


def _error_of(entry: Entry) -> ReadError:
    """The error that the journal kept as a sentence."""
    if parts := taken_apart(entry.error):
        return ReadError(entry.source, *parts)
    if entry.error.startswith(prefix := f"{entry.source}: "):  # as older versions kept it
        return ReadError(entry.source, quoted(entry.error.removeprefix(prefix)))
    return ReadError(entry.source, entry.error)
