"""How a decoder that did not answer came to its end, in words for people."""

import signal
from enum import Enum
from pathlib import Path

from lowlight_desktop.photo.errors import ReadError, TooLargeError
from lowlight_desktop.photo.sentence import Sentence, quoted

_COPY_AGAIN = Sentence(
    "Copy it once more from the camera or the backup; if it stays so, report it."
)
_LESS_AT_ONCE = Sentence("Close other programs and try again.")
_NO_MEMORY = ("MemoryError", "can't start new thread", "Cannot allocate memory")
"""What Python and the system say where a process finds none from the beginning."""
_FORCED = 9  # SIGKILL, which Windows does not have


class Ending(Enum):
    """What happened to the process that decoded a file."""

    CRASHED = "crashed"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    MISTAKEN = "mistaken"  # it lives: an error that no reader has foreseen
    NOT_STARTED = "not started"


class DecoderError(ReadError):
    """The decoder failed over a file instead of refusing it.

    Args:
        path: The file.
        ending: What happened.
        cause: What is wrong, a clause without a period.
        advice: What the photographer can do, a sentence.
    """

    def __init__(self, path: Path, ending: Ending, cause: Sentence, advice: Sentence) -> None:
        self.ending = ending
        super().__init__(path, cause, advice)


class StarvedError(DecoderError, TooLargeError):
    """The decoder failed because memory ran short, as far as anybody can tell."""


def crashed(path: Path, code: int | None) -> DecoderError:
    """The process died.

    Args:
        path: The file.
        code: Its exit code, below 0 for a signal; None if it is not known.
    """
    if code == -_FORCED:
        cause = Sentence("the system ended the decoder, perhaps because memory ran short")
        return StarvedError(path, Ending.CRASHED, cause, _LESS_AT_ONCE)
    cause = Sentence("the decoder crashed over it ({0}), so it is probably damaged", _name(code))
    return DecoderError(path, Ending.CRASHED, cause, _COPY_AGAIN)


def too_slow(path: Path, limit_s: float) -> DecoderError:
    """The process was ended after a time in which any whole photo would have been decoded."""
    cause = Sentence("decoding it took longer than {0:.0f} seconds and was stopped", limit_s)
    advice = Sentence(
        "If its disk or network was slow, try again; otherwise the file is probably damaged."
    )
    return DecoderError(path, Ending.TOO_SLOW, cause, advice)


def too_large(path: Path, limit_bytes: int) -> DecoderError:
    """The process was ended before it took the memory that the others need."""
    cause = Sentence(
        "decoding it takes more than the {0:.1f} GB of memory that are free",
        limit_bytes / 1e9,
    )
    return StarvedError(path, Ending.TOO_LARGE, cause, _LESS_AT_ONCE)


def mistaken(path: Path, said: str) -> DecoderError:
    """A reader raised what it should not.

    Args:
        path: The file.
        said: Kind and text of the error.
    """
    cause = Sentence("a mistake in Lowlight itself ({0})", said)
    advice = Sentence("Please report what `lowlight --verbose` says about it.")
    return DecoderError(path, Ending.MISTAKEN, cause, advice)


def not_started(path: Path, said: str) -> DecoderError:
    """There is no process to decode it.

    Args:
        path: The file.
        said: The last line that the process wrote, or nothing.
    """
    cause = Sentence("the process that decodes photos cannot be started")
    if said:
        cause = Sentence("{0} ({1})", cause, said)
    if any(words in said for words in _NO_MEMORY):
        return StarvedError(path, Ending.NOT_STARTED, cause, _LESS_AT_ONCE)
    return DecoderError(path, Ending.NOT_STARTED, cause, Sentence("Restart or reinstall Lowlight."))


def _name(code: int | None) -> Sentence:
    if code is None:
        return Sentence("no exit code")
    try:
        return quoted(signal.Signals(-code).name)
    except ValueError:
        # Windows: NTSTATUS
        return Sentence("exit code {0}", f"{code:#x}" if code > 255 else code)
