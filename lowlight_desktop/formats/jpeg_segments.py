"""The segments of a JPEG file: what it says before its pixels, and whether it is whole.

The decoder itself fills a missing end with gray and says nothing, so the end is looked for here.

Source:
    ITU-T T.81, annex B; ICC.1:2022, annex B.4; Adobe Technical Note 5116.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NO_LENGTH = {0x01, *range(0xD0, 0xDA)}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _APP2, _APP14 = 0xDA, 0xD9, 0xE2, 0xEE
BESIDE = frozenset({*range(0xE0, 0xF0), 0xFE})
"""Codes of what applications have written, and of comments."""

_ICC = b"ICC_PROFILE\0"

# In coded pixels 0xFF is followed by 0 (a real 0xFF), by a restart mark, or by more 0xFF.
_MARK_IN_PIXELS = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What a JPEG says before its pixels.

    Attributes:
        width, height: Pixels; a height of 0 is told after the first scan.
        bits: Bits per channel, 8 or 12.
        channels: 1, 3 or 4.
        adobe: Whether Adobe's segment is there; its CMYK is stored inverted.
        icc: Embedded ICC profile, or None where there is none or a part of it is missing.
    """

    width: int
    height: int
    bits: int
    channels: int
    adobe: bool
    icc: bytes | None


def read_header(data: bytes) -> JpegHeader:
    """Read the segments up to the first scan.

    Raises:
        EOFError: If the file ends before its pixels begin.
        ValueError: If it is not built like a JPEG.
    """
    frame: tuple[int, int, int, int] | None = None
    parts: dict[int, bytes] = {}
    total, adobe, at = 0, False, 2
    while True:
        code, at = _next_mark(data, at)
        if code in _NO_LENGTH:
            continue
        body, at = _segment(data, at)
        if code in _FRAMES and len(body) >= 6:
            bits, channels = body[0], body[5]
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
            frame = width, height, bits, channels
        elif code == _APP2 and body.startswith(_ICC) and len(body) > 14:
            parts[body[12]], total = body[14:], body[13]
        elif code == _APP14 and body.startswith(b"Adobe"):
            adobe = True
        elif code == _SCAN:
            break
    if frame is None:
        raise ValueError("no frame before the first scan")
    whole = total > 0 and sorted(parts) == list(range(1, total + 1))
    icc = b"".join(parts[number] for number in sorted(parts)) if whole else None
    return JpegHeader(*frame, adobe, icc)


def is_whole(data: bytes) -> bool:
    """Whether the end mark of the main picture is there; what follows it does not matter.

    Phones append more pictures and videos behind the end, cameras bytes of padding.
    """
    return _end(data) is not None


def bare(data: bytes) -> bytes:
    """The main picture alone: its tables and pixels, without what others have written beside them.

    Args:
        data: A whole JPEG.
    """
    kept, at = [data[:2]], 2
    for code, place in segments(data):
        at = place.stop
        if code not in BESIDE:
            kept.append(data[place])
    return b"".join([*kept, data[at : _end(data)]])


def segments(data: bytes) -> Iterator[tuple[int, slice]]:
    """Every segment up to the head of the first scan, that included: its code, and where it lies.

    Raises:
        EOFError: If the file ends before its pixels begin.
        ValueError: If it is not built like a JPEG.
    """
    at, code = 2, 0
    while code != _SCAN:
        start = at
        code, at = _next_mark(data, at)
        at = at if code in _NO_LENGTH else _segment(data, at)[1]
        yield code, slice(start, at)


def _end(data: bytes) -> int | None:
    """Where the main picture ends, or None if it does not."""
    try:
        at, scanning = 2, False
        while True:
            if scanning:
                found = _MARK_IN_PIXELS.search(data, at)
                if found is None:
                    return None
                code, at = found.group(1)[0], found.end()
            else:
                code, at = _next_mark(data, at)
            if code == _END:
                return at
            if code not in _NO_LENGTH:
                _, at = _segment(data, at)
                scanning = scanning or code == _SCAN
    except (EOFError, ValueError):
        return None


def _next_mark(data: bytes, at: int) -> tuple[int, int]:
    """The mark's code, and where its segment begins."""
    if data[at : at + 1] not in (b"\xff", b""):
        raise ValueError("no mark where a segment should begin")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise EOFError
    return data[at], at + 1


def _segment(data: bytes, at: int) -> tuple[bytes, int]:
    """The body of a segment, and where the next one begins."""
    length = int.from_bytes(data[at : at + 2], "big")
    if at + max(length, 2) > len(data):
        raise EOFError
    return data[at + 2 : at + length], at + max(length, 2)
