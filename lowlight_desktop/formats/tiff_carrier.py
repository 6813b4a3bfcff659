"""The small TIFF that begins a file: its directories of EXIF and GPS stay where Exiv2 has put them.

tifffile cannot write those directories, and Exiv2 would hold the finished file in memory to add
them. So a TIFF of one pixel, dressed by Exiv2, comes first; the photo is appended, refers to its
tags, and becomes the first page. Every offset inside the maker notes stays right.
"""

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import tifffile

from lowlight_desktop.formats.dressing import dressed
from lowlight_desktop.formats.output_tags import OutputTags

ExtraTag = tuple[int, int, int, object, bool]
"""A tag as tifffile takes it: code, type, count, value, and that it is of the first page alone."""

_FIRST_DIRECTORY = 4  # where a TIFF says where its first directory is
_ENTRY = struct.Struct("<HHI4s")
_TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
# tifffile filters these pointers by their number and lets them pass by name.
_POINTERS = {34665: "ExifTag", 34853: "GPSTag"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """A small TIFF with the tags of a photo.

    Attributes:
        data: The file.
        tags: Those of its first directory that are not about its one pixel, values packed.
        next_directory: Where its first directory says which one is next.
    """

    data: bytes
    tags: tuple[ExtraTag, ...]
    next_directory: int

    def begin(self, file: BinaryIO) -> None:
        """Write it to an empty file, ready for a photo to be appended."""
        file.write(self.data + bytes(len(self.data) % 2))  # directories stand at even offsets
        file.seek(0)

    def give_way(self, file: BinaryIO) -> None:
        """Make the directory that was appended after it the first of the file."""
        file.seek(self.next_directory)
        photo = file.read(4)
        file.seek(_FIRST_DIRECTORY)
        file.write(photo)


def carrier_of(tags: OutputTags) -> Carrier:
    """A small TIFF that holds EXIF, IPTC and XMP.

    Args:
        tags: What it shall say.
    """
    plain = _plain()
    data = dressed(plain, tags)
    about_the_pixel = {tag[0] for tag in _entries(plain)[0]}
    entries, next_directory = _entries(data)
    kept = (tag for tag in entries if tag[0] not in about_the_pixel)
    return Carrier(data, tuple(kept), next_directory)


def appendable(tag: ExtraTag) -> tuple[int | str, int, int, object, bool]:
    """A tag of a carrier for tifffile's `extratags`."""
    return (_POINTERS.get(tag[0], tag[0]), *tag[1:])


def _plain() -> bytes:
    stream = io.BytesIO()
    pixel = np.zeros((1, 1, 3), np.uint8)
    tifffile.imwrite(stream, pixel, photometric="rgb", byteorder="<", metadata=None, software=False)
    return stream.getvalue()


def _entries(tiff: bytes) -> tuple[list[ExtraTag], int]:
    """The first directory of a small TIFF, and where it says which one is next."""
    (at,) = struct.unpack_from("<I", tiff, _FIRST_DIRECTORY)
    (count,) = struct.unpack_from("<H", tiff, at)
    end = at + 2 + count * _ENTRY.size
    entries: list[ExtraTag] = []
    for code, kind, length, place in _ENTRY.iter_unpack(tiff[at + 2 : end]):
        size = length * _TYPE_BYTES[kind]
        start = int.from_bytes(place, "little")
        values = place[:size] if size <= len(place) else tiff[start : start + size]
        entries.append((code, kind, length, values, True))
    return entries, end
