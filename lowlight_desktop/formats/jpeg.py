"""Write JPEG: 8 bits, chroma in full, in one pass with optimized Huffman tables.

Several passes are up to 6 % smaller, and take two to three times as long, here and wherever the
file is opened. Tables of its own need all coefficients of the picture at once, twice the memory of
its values: very large ones have the usual tables.

OpenCV encodes: Pillow guesses how long a progressive file gets, and fails on noise at full chroma.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.formats.dressing import dressed
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.photo.room import is_large, room_for

LONGEST_PX = 65500
"""The most that libjpeg writes, rows or columns."""

FULL_COLOR = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
_ICC = b"ICC_PROFILE\0\1\1"  # the first and only part
_START, _APP2 = b"\xff\xd8", b"\xff\xe2"
_APPLICATION = range(0xE0, 0xF0)


def write_jpeg(
    file: BinaryIO,
    values: NDArray[np.uint8],
    *,
    quality: int,
    profile: bytes,
    tags: OutputTags,
    thumbnail: Callable[[], bytes],
) -> None:
    """Write a whole JPEG.

    Args:
        file: Where to.
        values: (H, W, 3) uint8.
        quality: 1 to 100.
        profile: The ICC profile of `values`.
        tags: EXIF, IPTC and XMP.
        thumbnail: Gives the EXIF thumbnail, a JPEG, when the photo is encoded.

    Raises:
        OSError: If the disk refuses.
    """
    encoded = encoded_jpeg(values, quality)
    jfif = next(_application_segments(encoded))
    carrier = encoded_jpeg(np.zeros((1, 1, 3), np.uint8), quality).tobytes()
    # The carrier has its own JFIF segment.
    _, *segments = _application_segments(dressed(carrier, tags, thumbnail()))
    length = (2 + len(_ICC) + len(profile)).to_bytes(2, "big")
    icc = _APP2 + length + _ICC + profile
    file.write(b"".join([_START, jfif, *segments, icc]))
    file.write(encoded[len(_START) + len(jfif) :])


def encoded_jpeg(
    values: NDArray[np.uint8],
    quality: int,
    *,
    is_progressive: bool = False,
    sampling: int = FULL_COLOR,
) -> memoryview:
    """A JPEG without tags.

    Args:
        values: (H, W, 3) RGB, or (H, W) gray.
        quality: 1 to 100.
        is_progressive: Whether it comes in several passes; large ones never do.
        sampling: Of the colors, one of `cv2.IMWRITE_JPEG_SAMPLING_FACTOR_*`.

    Raises:
        OSError: If the encoder fails.
    """
    at_once = not is_large(values.shape)
    passes = [cv2.IMWRITE_JPEG_PROGRESSIVE, int(is_progressive and at_once)]
    tables = [cv2.IMWRITE_JPEG_OPTIMIZE, int(at_once)]
    colors = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, *passes, *colors, *tables]
    picture = values
    if values.ndim != 2:
        picture = cv2.cvtColor(values, cv2.COLOR_RGB2BGR, dst=room_for(values.shape, np.uint8))
    try:
        _, encoded = cv2.imencode(".jpg", picture, settings)
    except cv2.error as error:
        raise OSError(f"the JPEG encoder failed: {error.err}") from error
    return encoded.data


def _application_segments(jpeg: bytes | memoryview) -> Iterator[bytes]:
    """The segments between the start and the tables: JFIF, EXIF, XMP, IPTC."""
    at = len(_START)
    while jpeg[at + 1] in _APPLICATION:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield bytes(jpeg[at:end])
        at = end
