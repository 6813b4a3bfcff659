"""The sentences that refuse a file, said the same way for every format."""

from pathlib import Path

from lowlight_desktop.photo.errors import ReadError, TooLargeError
from lowlight_desktop.photo.sentence import Sentence

_COPY_AGAIN = Sentence("Copy it once more from the camera or the backup.")

MAX_PIXELS = 500_000_000
"""Largest picture that is opened, in pixels.

The biggest single photographs there are (400-megapixel multi-shot backs) have 407 million; their
float32 pixels take 5 GB. What claims more is a scan mosaic that would not fit into the memory, or
a few bytes made to fill it.
"""


def truncated(path: Path) -> ReadError:
    """The file is shorter than what it says it holds."""
    return ReadError(
        path, Sentence("the file is cut off: it ends before the picture does"), _COPY_AGAIN
    )


def damaged(path: Path, kind: str) -> ReadError:
    """The decoder gave up in the middle.

    Args:
        path: The file.
        kind: The format for people, "PNG".
    """
    return ReadError(
        path, Sentence("its {0} data is damaged and cannot be decoded", kind), _COPY_AGAIN
    )


def damaged_inside(path: Path, kind: str) -> ReadError:
    """The decoder went on behind a place that it could not make sense of.

    Args:
        path: The file.
        kind: The format for people, "JPEG".
    """
    cause = Sentence("its {0} data is damaged in the middle, a part of the picture is lost", kind)
    return ReadError(path, cause, _COPY_AGAIN)


def unsupported(path: Path, what: Sentence) -> ReadError:
    """The file is whole, but of a kind that is not read.

    Args:
        path: The file.
        what: The unusual thing in it, "CIELAB colors".
    """
    return ReadError(
        path,
        Sentence("it holds {0}, which Lowlight does not read", what),
        Sentence("Open it in another program and save it as a 16-bit RGB TIFF."),
    )


def not_enough_memory(path: Path) -> TooLargeError:
    """The picture is allowed, but this computer cannot hold it."""
    return TooLargeError(path, Sentence("this computer has not enough free memory to open it"))


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse, from the header alone, a picture that is empty or beyond `MAX_PIXELS`.

    Only the area counts: a strip 65,000 pixels wide is a legitimate panorama.

    Raises:
        ReadError: If it is.
    """
    if width < 1 or height < 1:
        raise ReadError(path, Sentence("it says that it has no pixels"), _COPY_AGAIN)
    if width * height > MAX_PIXELS:
        raise ReadError(
            path,
            Sentence(
                "it claims {0} x {1} pixels, more than the {2} megapixels that Lowlight opens",
                width,
                height,
                MAX_PIXELS // 1_000_000,
            ),
            Sentence("If it really is that large, split it or scale it down first."),
        )
