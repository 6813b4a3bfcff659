"""The sentence that refuses to edit a file in place, said the same way for every format."""

from pathlib import Path

from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.sentence import Sentence


def cannot_return(path: Path, what: Sentence) -> WriteError:
    """The file can be shown, but not be given back as it came.

    Args:
        path: The file.
        what: The unusual thing in it, "CMYK colors".
    """
    return WriteError(
        path,
        Sentence("it holds {0}, which Lowlight cannot give back unchanged", what),
        Sentence("Have the program that sent it send an RGB TIFF of 8, 16 or 32 bits."),
    )
