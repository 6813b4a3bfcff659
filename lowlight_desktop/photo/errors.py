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
file, the cause and what to do. What may reach the window is a `Sentence`, which it says in the
user's language.
"""

from pathlib import Path

from lowlight_desktop.photo.sentence import NOTHING, Sentence

_NO_ROOM = Sentence("it does not fit into the memory of this machine")
_LESS_AT_ONCE = Sentence("Close other programs and try again.")


class LowlightError(Exception):
    """The root: catching it catches everything that the program says on purpose."""


class PhotoError(LowlightError):
    """One file failed.

    Args:
        path: The file.
        cause: What is wrong with it, a clause without a period.
        advice: What the photographer can do, a sentence; may be empty.
    """

    def __init__(self, path: Path, cause: Sentence, advice: Sentence = NOTHING) -> None:
        self.path = path
        self.cause = cause
        self.advice = advice
        super().__init__(named_sentence(str(path), cause, advice))


def named_sentence(name: str, cause: Sentence, advice: Sentence = NOTHING) -> Sentence:
    """What is wrong with a file, and what can be done: "night.CRW: it is cut off. Copy it.".

    Args:
        name: The file, or its path.
        cause: As `PhotoError`'s.
        advice: As `PhotoError`'s.
    """
    if advice:
        return Sentence("{0}: {1}. {2}", name, cause, advice)
    if cause.endswith("."):  # a whole sentence, of an error that is not of photos alone
        return Sentence("{0}: {1}", name, cause)
    return Sentence("{0}: {1}.", name, cause)


def taken_apart(sentence: Sentence) -> tuple[Sentence, Sentence] | None:
    """Cause and advice in what `named_sentence` has made; None if it is another sentence."""
    match sentence.text, sentence.values:
        case "{0}: {1}." | "{0}: {1}", (_, Sentence() as cause):
            return cause, NOTHING
        case "{0}: {1}. {2}", (_, Sentence() as cause, Sentence() as advice):
            return cause, advice
        case _:
            return None


class ReadError(PhotoError):
    """The file cannot be read, or is not a photo."""


class TooLargeError(ReadError):
    """All that is lacking for a photo is memory.

    Args:
        path: The photo.
        cause: What it does not fit into; left out: the processor, with the smallest tiles.
        advice: As `PhotoError`'s.
    """

    def __init__(
        self, path: Path, cause: Sentence = _NO_ROOM, advice: Sentence = _LESS_AT_ONCE
    ) -> None:
        super().__init__(path, cause, advice)


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
