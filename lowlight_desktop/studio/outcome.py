"""What becomes of a photo among many."""

import logging
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.photo.errors import LowlightError, OutOfMemory, PhotoError, ReadError
from lowlight_desktop.studio.export import Exported

logger = logging.getLogger(__name__)


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


class TooLargeError(ReadError):
    """A photo that not even the processor has enough memory for, with the smallest tiles.

    Args:
        path: The photo.
    """

    def __init__(self, path: Path) -> None:
        cause = "it does not fit into the memory of this machine"
        super().__init__(path, cause, "Close other programs and try again.")


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
    match error:
        case PhotoError():
            return Failed(source, _alone(error))
        case OutOfMemory() | MemoryError():
            return Failed(source, TooLargeError(source))
        case LowlightError() | BrokenPipeError():
            raise error
        case _:
            return Failed(source, _mistake(source, error))


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
    cause = f"a mistake in Lowlight itself ({said})"
    return PhotoError(source, cause, "Please report what `lowlight --verbose` says about it.")
