"""Write TIFF: 8 or 16 bits, deflate with a horizontal predictor, on all processors.

tifffile lays out the compressed strips; it cannot write the directories of EXIF and GPS, and
Exiv2 would hold the finished file in memory to add them. So a TIFF of one pixel, dressed by
Exiv2, begins the file: its directories stay where they are, and with them every offset inside the
maker notes. The photo is appended, refers to them, and becomes the file's first and only page.
"""

import io
import os
import struct
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import imagecodecs
import numpy as np
import tifffile

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.develop.strips import strips
from lowlight_desktop.formats.dressing import dressed
from lowlight_desktop.formats.output_tags import OutputTags

LARGEST_BYTES = 2**32 - 2**26
"""Of pixels, before compression: offsets have 32 bits, and some room is left for the rest."""

_STRIP_BYTES = 1 << 20  # before compression: enough for a processor at a time
_STRIPS_AHEAD = 2 * (os.cpu_count() or 1)
_LEVEL = 1  # 6 is no smaller on photos, and takes twice as long
_FIRST_DIRECTORY = 4  # where a TIFF says where its first directory is

_ENTRY = struct.Struct("<HHI4s")
_TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
# tifffile filters these pointers by their number and lets them pass by name.
_POINTERS = {34665: "ExifTag", 34853: "GPSTag"}
_NO_UNIT, _UNITS = 1, ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of a directory: its values are packed, little-endian."""

    code: int
    kind: int
    count: int
    values: bytes


def write_tiff(file: BinaryIO, values: Stored, *, profile: bytes, tags: OutputTags) -> None:
    """Write a whole TIFF.

    Args:
        file: Where to; open for reading too, and empty.
        values: (H, W, 3) uint8 or uint16, or (H, W, 4) with alpha, not premultiplied.
        profile: The ICC profile of `values`.
        tags: EXIF, IPTC and XMP.

    Raises:
        OSError: If the disk refuses.
    """
    plain = _carrier()
    carrier = dressed(plain, tags)
    entries, next_directory = _directory(carrier)
    structure = _directory(plain)[0].keys()
    exif = tags.tags.exif
    file.write(carrier + bytes(len(carrier) % 2))  # directories stand at even offsets
    file.seek(0)
    rows = max(_STRIP_BYTES // values[0].nbytes, 1)
    with (
        ThreadPoolExecutor(os.cpu_count() or 1) as pool,
        tifffile.TiffWriter(file, append="force") as writer,
    ):
        writer.write(
            _compressed(values, rows, pool),
            shape=values.shape,
            dtype=values.dtype,
            photometric="rgb",
            extrasamples=["unassalpha"] if values.shape[2] == 4 else None,
            rowsperstrip=rows,
            compression="adobe_deflate",
            predictor=True,
            iccprofile=profile,
            metadata=None,
            software=False,
            resolution=(_ratio(exif, "XResolution"), _ratio(exif, "YResolution")),
            resolutionunit=_resolution_unit(exif),
            extratags=[
                (_POINTERS.get(code, code), entry.kind, entry.count, entry.values, True)
                for code, entry in entries.items()
                if code not in structure
            ],
        )
    file.seek(next_directory)
    photo = file.read(4)
    file.seek(_FIRST_DIRECTORY)
    file.write(photo)


def _compressed(values: Stored, rows: int, pool: ThreadPoolExecutor) -> Iterator[bytes]:
    """The strips in their order, a few of them ahead of the disk.

    tifffile's own threads outlive an error on the disk.
    """
    waiting: deque[Future[bytes]] = deque()
    for strip in strips(len(values), rows):
        waiting.append(pool.submit(_deflated, values[strip]))
        if len(waiting) > _STRIPS_AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _deflated(strip: Stored) -> bytes:
    """A strip as differences of neighbors in a row (TIFF's horizontal predictor), compressed."""
    differences = imagecodecs.delta_encode(strip, axis=-2)
    # libdeflate: half the time of zlib, in zlib's format
    return bytes(
        imagecodecs.deflate_encode(differences, level=_LEVEL)  # pyright: ignore[reportArgumentType]
    )


def _carrier() -> bytes:
    stream = io.BytesIO()
    pixel = np.zeros((1, 1, 3), np.uint8)
    tifffile.imwrite(stream, pixel, photometric="rgb", byteorder="<", metadata=None, software=False)
    return stream.getvalue()


def _directory(tiff: bytes) -> tuple[dict[int, _Entry], int]:
    """The first directory of a small TIFF, and where it says which one is next."""
    (at,) = struct.unpack_from("<I", tiff, _FIRST_DIRECTORY)
    (count,) = struct.unpack_from("<H", tiff, at)
    end = at + 2 + count * _ENTRY.size
    entries: dict[int, _Entry] = {}
    for code, kind, length, place in _ENTRY.iter_unpack(tiff[at + 2 : end]):
        size = length * _TYPE_BYTES[kind]
        start = int.from_bytes(place, "little")
        values = place[:size] if size <= len(place) else tiff[start : start + size]
        entries[code] = _Entry(code, kind, length, values)
    return entries, end


def _ratio(exif: Mapping[str, object], name: str) -> tuple[int, int]:
    """A resolution as the photo states it; tifffile writes one in any case, Exiv2 never does."""
    numerator, _, denominator = str(exif.get(f"Exif.Image.{name}", "1/1")).partition("/")
    try:
        ratio = int(numerator), int(denominator or 1)
    except ValueError:
        return 1, 1
    return ratio if all(0 < number < 2**32 for number in ratio) else (1, 1)


def _resolution_unit(exif: Mapping[str, object]) -> int:
    unit = str(exif.get("Exif.Image.ResolutionUnit", ""))
    return int(unit) if unit in _UNITS else _NO_UNIT
