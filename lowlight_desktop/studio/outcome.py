"""What becomes of a photo among many."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.photo.errors import LowlightError, OutOfMemory, PhotoError, TooLargeError
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.export import Exported

logger = logging.getLogger(__name__)

_NO_MEMORY = TooLargeError, OutOfMemory, MemoryError
_OTHER_WORDS = ("can't start new thread", "(-4:Insufficient memory)")
"""Of Python, where there is no room for a stack, and of OpenCV."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A photo whose output exists.

    Attributes:
        source: The original.
        output: What exists.
        is_same: Whether it was made of the same photo in the same way, and is whole; else its name
            was taken, and taken names were to be left alone.
        is_elsewhere: Whether another process is just making it.
    """

    source: Path
    output: Path
    is_same: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A photo that could not be done, or a folder that could not be searched, and why."""

    source: Path
    error: PhotoError


Outcome = Exported | Skipped | Failed

Early = Skipped | Failed
"""What is known of a photo before its turn."""


def failure(source: Path, error: Exception) -> Failed:
    """What an error means for the photo at which it came up.

    Too little memory, even on the processor and with the smallest tiles, is the misfortune of this
    photo: the next one may be smaller, and by then other programs may have ended.

    Raises:
        LowlightError: If it stops the other photos too: no model, no device, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    if _lacks_memory(error) and not isinstance(error, TooLargeError):
        return Failed(source, TooLargeError(source))  # without the photos in its frames
    match error:
        case PhotoError():
            return Failed(source, _alone(error))
        case LowlightError() | BrokenPipeError():
            raise error
        case _:
            return Failed(source, _mistake(source, error))


@contextmanager
def memory_in_words(path: Path) -> Generator[None]:
    """Turn every way to say that memory ran out over a photo into a `TooLargeError`."""
    try:
        yield
    except Exception as error:
        if _lacks_memory(error) and not isinstance(error, TooLargeError):
            raise TooLargeError(path) from error
        raise


def _lacks_memory(error: Exception) -> bool:
    if isinstance(error, _NO_MEMORY) or isinstance(error.__cause__, _NO_MEMORY):
        return True
    return not isinstance(error, PhotoError) and any(w in str(error) for w in _OTHER_WORDS)


def _alone(error: PhotoError) -> PhotoError:
    """An error that is kept for the report, without the photos in the frames that it passed."""
    logger.debug("%s", error, exc_info=error)
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _mistake(source: Path, error: Exception) -> PhotoError:
    """A sentence for what nobody has foreseen; where it happened is for those who ask."""
    if logger.isEnabledFor(logging.INFO):
        logger.error("%s: a mistake in Lowlight itself", source, exc_info=error)
    said = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")
    cause = Sentence("a mistake in Lowlight itself ({0})", said)
    return PhotoError(
        source, cause, Sentence("Please report what `lowlight --verbose` says about it.")
    )
