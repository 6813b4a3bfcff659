"""Everything that can go wrong, in words that a photographer understands.

    LowlightError
    ├── PhotoError            this one file; the others of the job go on
    │   ├── ReadError             it cannot be read, or it is not a photo
    │   │   ├── DecoderError          its decoder crashed or hung (formats.isolation)
    │   │   └── TooLargeError         it does not fit into the memory
    │   └── WriteError            its result cannot be written
    ├── ModelError            a network is missing, damaged or unknown
    ├── DeviceError           the device asked for does not exist or does not answer
    ├── OutOfMemory           not even the smallest tile fits
    ├── RecipeError           settings are not understood
    │   └── NewerRecipeError      a newer version wrote them
    ├── UsageError            the command was asked for something impossible
    └── Cancelled             the user stopped the work

Foreign exceptions are translated where they enter (`formats`, `engine`); the sentence names the
file, the cause and what to do.
"""

from pathlib import Path


class LowlightError(Exception):
    """The root: catching it catches everything that the program says on purpose."""


class PhotoError(LowlightError):
    """One file failed.

    Args:
        path: The file.
        cause: What is wrong with it, a clause without a period.
        advice: What the photographer can do, a sentence; may be empty.
    """

    def __init__(self, path: Path, cause: str, advice: str = "") -> None:
        self.path = path
        self.cause = cause
        self.advice = advice
        super().__init__(f"{path}: {cause}." + (f" {advice}" if advice else ""))


class ReadError(PhotoError):
    """The file cannot be read, or is not a photo."""


class TooLargeError(ReadError):
    """A photo that not even the processor has enough memory for, with the smallest tiles.

    Args:
        path: The photo.
    """

    def __init__(self, path: Path) -> None:
        cause = "it does not fit into the memory of this machine"
        super().__init__(path, cause, "Close other programs and try again.")


class WriteError(PhotoError):
    """The result cannot be written."""


class ModelError(LowlightError):
    """A network is missing, damaged or unknown."""


class DeviceError(LowlightError):
    """The device asked for does not exist or does not answer."""


class OutOfMemory(LowlightError):  # noqa: N818 - an event, as `MemoryError` is
    """Not even the smallest tile fits into the device's memory."""


class RecipeError(LowlightError):
    """A recipe, a preset or a sidecar is not understood; the text is a clause without a period."""


class NewerRecipeError(RecipeError):
    """A newer version wrote it."""


class UsageError(LowlightError):
    """The command was asked for something impossible."""


class Cancelled(LowlightError):  # noqa: N818 - not a mistake of anybody's
    """The user stopped the work."""
