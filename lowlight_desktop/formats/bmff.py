"""The boxes of an ISO base media file (HEIC, AVIF, CR3): just enough to know the main picture.

Source:
    ISO/IEC 14496-12 (boxes), ISO/IEC 23008-12 (item properties), ISO/IEC 23000-22 (MIAF).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

_ORIENTATIONS: dict[int | None, tuple[int, int, int, int]] = {
    None: (1, 8, 3, 6),
    0: (4, 5, 2, 7),
    1: (2, 7, 4, 5),
}
"""EXIF orientation by `imir` axis (0 mirrors top and bottom, 1 left and right, after the turn)
and by `irot` quarter turns counterclockwise."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: four letters, and where its content lies in the file."""

    kind: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MainPicture:
    """What the properties of the main picture say.

    Attributes:
        width, height: Pixels before turning; 0 if it does not say.
        orientation: EXIF orientation equal to its turn and mirror, 1 to 8.
        icc: Embedded ICC profile, or None.
        cicp: (primaries, transfer) code points of ITU-T H.273, or None.
        bits: Bits of the deepest channel; 0 if it does not say.
    """

    width: int = 0
    height: int = 0
    orientation: int = 1
    icc: bytes | None = None
    cicp: tuple[int, int] | None = None
    bits: int = 0


def boxes(data: bytes | mmap, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes between two places of a file.

    Raises:
        EOFError: If a box ends behind `end`: the file is cut off, or not such a file.
    """
    end = len(data) if end is None else end
    while start < end:
        size, header = int.from_bytes(data[start : start + 4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:  # "to the end of the file"
            size = end - start
        if size < header or start + size > end:
            raise EOFError
        yield Box(data[start + 4 : start + 8], start + header, start + size)
        start += size


def main_picture(data: bytes) -> MainPicture:
    """The properties of the main picture of a HEIC or AVIF file.

    Raises:
        EOFError: If the file is cut off.
    """
    top = {box.kind: box for box in boxes(data)}
    meta = top.get(b"meta")
    if meta is None:
        return MainPicture()
    inside = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    if b"pitm" not in inside or b"iprp" not in inside:
        return MainPicture()
    return _from_properties(data, list(_properties(data, inside[b"iprp"], _main_id(data, inside))))


def _main_id(data: bytes, meta: dict[bytes, Box]) -> int:
    box = meta[b"pitm"]
    width = 2 if data[box.start] == 0 else 4
    return int.from_bytes(data[box.start + 4 : box.start + 4 + width], "big")


def _properties(data: bytes, iprp: Box, item: int) -> Iterator[Box]:
    """The property boxes that belong to an item, in the order in which they apply."""
    parts = list(boxes(data, iprp.start, iprp.end))
    known = [box for part in parts if part.kind == b"ipco" for box in _inside(data, part)]
    for part in parts:
        if part.kind == b"ipma":
            for index in _associations(data, part).get(item, ()):
                if 1 <= index <= len(known):
                    yield known[index - 1]


def _inside(data: bytes, box: Box) -> Iterator[Box]:
    return boxes(data, box.start, box.end)


def _associations(data: bytes, ipma: Box) -> dict[int, list[int]]:
    """Item id to the 1-based numbers of its properties."""
    version, wide = data[ipma.start], data[ipma.start + 3] & 1
    id_bytes, index_bytes = (2 if version < 1 else 4), (2 if wide else 1)
    count = int.from_bytes(data[ipma.start + 4 : ipma.start + 8], "big")
    at, found = ipma.start + 8, dict[int, list[int]]()
    for _ in range(count):
        if at + id_bytes >= ipma.end:
            break
        item = int.from_bytes(data[at : at + id_bytes], "big")
        length = data[at + id_bytes]
        at += id_bytes + 1
        mask = 0x7FFF if wide else 0x7F  # the top bit says "essential"
        found[item] = [
            int.from_bytes(data[i : i + index_bytes], "big") & mask
            for i in range(at, at + length * index_bytes, index_bytes)
        ]
        at += length * index_bytes
    return found


def _from_properties(data: bytes, properties: list[Box]) -> MainPicture:
    width = height = turns = bits = 0
    mirror: int | None = None
    icc: bytes | None = None
    cicp: tuple[int, int] | None = None
    for box in properties:
        body = data[box.start : box.end]
        if box.kind == b"ispe":
            width, height = int.from_bytes(body[4:8], "big"), int.from_bytes(body[8:12], "big")
        elif box.kind == b"pixi":
            bits = max(body[5 : 5 + body[4]], default=0)
        elif box.kind == b"irot":
            turns = body[0] & 3
        elif box.kind == b"imir":
            mirror = body[0] & 1
        elif box.kind == b"colr" and body[:4] in (b"prof", b"rICC"):
            icc = body[4:]
        elif box.kind == b"colr" and body[:4] == b"nclx":
            cicp = int.from_bytes(body[4:6], "big"), int.from_bytes(body[6:8], "big")
    return MainPicture(width, height, _ORIENTATIONS[mirror][turns], icc, cicp, bits)
