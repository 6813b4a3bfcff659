"""Boxes of an ISO base media file, written: JPEG XL and AVIF keep their tags in such.

Source:
    ISO/IEC 14496-12 (boxes).
"""

from collections.abc import Iterator

from lowlight_desktop.formats.bmff import boxes

_SHORT_SIZES = 1 << 32
TIFF_AT_ONCE = bytes(4)
"""What stands before EXIF in both formats: how many bytes lie between it and its TIFF header."""


def box(kind: bytes, *content: bytes | memoryview) -> Iterator[bytes | memoryview]:
    """A box in parts, ready to be written one after the other: no copy of a large picture.

    Args:
        kind: Its four letters.
        content: What is in it.
    """
    size = 8 + sum(len(part) for part in content)
    if size < _SHORT_SIZES:
        yield size.to_bytes(4, "big") + kind
    else:
        yield (1).to_bytes(4, "big") + kind + (size + 8).to_bytes(8, "big")
    yield from content


def small_box(kind: bytes, *content: bytes) -> bytes:
    """A box in one piece."""
    return b"".join(box(kind, *content))


def full_box(kind: bytes, *content: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box in one piece that says its version, as those that describe a picture do."""
    return small_box(kind, bytes([version]) + flags.to_bytes(3, "big"), *content)


def contents(data: bytes, start: int = 0, end: int | None = None) -> dict[bytes, bytes]:
    """What is in the boxes between two places, by their kinds; of several, the last."""
    return {found.kind: data[found.start : found.end] for found in boxes(data, start, end)}
