"""The thumbnail inside a JPEG's EXIF, exchanged where it lies: nothing else in the segment moves.

So maker notes, whose inner offsets nobody knows, stay right.

Source:
    CIPA DC-008 (Exif 2.32), 4.5.4 and 4.5.8.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_HEAD = b"Exif\0\0"
_TIFF_AT = 4 + len(_HEAD)  # behind the mark and the length
_START, _LENGTH = 0x0201, 0x0202
_ENTRY_BYTES = 12
_LONGEST_PX = 160
_QUALITIES = (80, 60, 40, 20)


def is_exif(segment: bytes) -> bool:
    """Whether a segment of a JPEG, with its mark, holds EXIF."""
    return segment[4:_TIFF_AT] == _HEAD


def with_thumbnail(segment: bytes, picture: NDArray[np.uint8]) -> bytes:
    """A segment of EXIF whose thumbnail, if it has one, shows another picture.

    Args:
        segment: With its mark.
        picture: (H, W, 3) sRGB, as the pixels of the photo lie.

    Returns:
        As many bytes. A thumbnail for which there is no room in any quality is left out.
    """
    tiff = segment[_TIFF_AT:]
    try:
        found = _found(tiff)
    except struct.error:
        return segment
    if found is None:
        return segment
    fitting = next((t for t in _thumbnails(picture) if len(t) <= found.length), None)
    changed = bytearray(tiff)
    if fitting is None:
        changed[found.link : found.link + 4] = bytes(4)
    else:
        changed[found.start : found.start + found.length] = fitting.ljust(found.length, b"\0")
        changed[found.length_at : found.length_at + 4] = struct.pack(found.long, len(fitting))
    return segment[:_TIFF_AT] + bytes(changed)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a thumbnail is.

    Attributes:
        start: Its first byte.
        length: Its bytes.
        length_at: Where that number stands.
        link: Where the first directory points at that of the thumbnail.
        long: How the numbers are written.
    """

    start: int
    length: int
    length_at: int
    link: int
    long: str


def _found(tiff: bytes) -> _Found | None:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    short, long = f"{order}H", f"{order}I"
    (first,) = struct.unpack_from(long, tiff, 4)
    (count,) = struct.unpack_from(short, tiff, first)
    link = first + 2 + _ENTRY_BYTES * count
    (second,) = struct.unpack_from(long, tiff, link)
    if not second:
        return None
    (count,) = struct.unpack_from(short, tiff, second)
    places = {}
    for at in range(second + 2, second + 2 + _ENTRY_BYTES * count, _ENTRY_BYTES):
        (code,) = struct.unpack_from(short, tiff, at)
        places[code] = at + 8
    if _START not in places or _LENGTH not in places:
        return None
    (start,) = struct.unpack_from(long, tiff, places[_START])
    (length,) = struct.unpack_from(long, tiff, places[_LENGTH])
    if start + length > len(tiff):
        return None
    return _Found(start, length, places[_LENGTH], link, long)


def _thumbnails(picture: NDArray[np.uint8]) -> Iterator[bytes]:
    """The same small picture, ever coarser."""
    height, width = picture.shape[:2]
    scale = min(_LONGEST_PX / max(height, width), 1.0)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    bgr = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    for quality in _QUALITIES:
        _, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
        yield encoded.tobytes()
