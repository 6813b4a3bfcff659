"""Small files that would fill the memory: refused in words, by a decoder that stays small."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from lowlight_desktop.formats.isolation.endings import DecoderError
from lowlight_desktop.formats.isolation.limits import Limits
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.refusals import MAX_PIXELS
from lowlight_desktop.photo.errors import ReadError

PACKED_BYTES = 1 << 30  # of zeros; each file is about a thousandth of that
ROOM_BYTES = 400_000_000  # a third of what a bomb holds, a hundred times what these photos need
_RATIONAL, _SHORT, _LONG = 5, 3, 4


@pytest.fixture(scope="module")
def zeros() -> bytes:
    """A gigabyte of zeros, packed as zlib does; one block that stands for itself, repeated."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = struct.pack(">HH", PACKED_BYTES % 65521, 1)  # Adler-32 of zeros
    return b"\x78\x9c" + block * (PACKED_BYTES >> 24) + packer.flush() + checksum


@pytest.fixture(scope="module")
def decoder() -> Iterator[IsolatedReader]:
    """A decoder that may take little memory on top of its own."""
    share = ROOM_BYTES / psutil.virtual_memory().available
    with IsolatedReader(Limits(memory_share=share)) as reader:
        yield reader


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A gray PNG of these chunks."""
    header = (b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    written = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (header, *chunks, (b"IEND", b""))
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def tiff(width: int, height: int, strip: bytes, *more: tuple[int, int, int]) -> bytes:
    """A gray TIFF of one packed strip; `more` are (tag, type, value)."""
    entries = [
        *((256, _LONG, width), (257, _LONG, height), (258, _SHORT, 8), (259, _SHORT, 8)),
        *((262, _SHORT, 1), (277, _SHORT, 1), (278, _LONG, height), (279, _LONG, len(strip))),
    ]
    known = {tag: (tag, kind, value) for tag, kind, value in (*entries, *more)}
    known[273] = (273, _LONG, 8 + 2 + 12 * (len(known) + 1) + 4)
    rows = b"".join(struct.pack("<HHII", t, k, 1, v) for t, k, v in sorted(known.values()))
    return b"II*\0" + struct.pack("<IH", 8, len(known)) + rows + bytes(4) + strip


def refused(decoder: IsolatedReader, path: Path, content: bytes) -> str:
    """What a reader says of a file; not what had to happen to the decoder."""
    path.write_bytes(content)
    with pytest.raises(ReadError) as failure:
        decoder.read_photo(path)
    assert not isinstance(failure.value, DecoderError), failure.value
    return str(failure.value)


def width_or_refusal(decoder: IsolatedReader, path: Path) -> int | str:
    """The width of a picture; fails where something had to happen to the decoder."""
    try:
        return decoder.read_photo(path).image.width
    except DecoderError:
        raise
    except ReadError:
        return "refused"


def test_a_small_tiff_does_not_unpack_to_a_gigabyte(
    tmp_path: Path, decoder: IsolatedReader, zeros: bytes
) -> None:
    assert refused(decoder, tmp_path / "x.tif", tiff(8, 8, zeros))


def test_a_small_png_does_not_unpack_to_a_gigabyte(
    tmp_path: Path, decoder: IsolatedReader, zeros: bytes
) -> None:
    (tmp_path / "x.png").write_bytes(png(8, 8, (b"IDAT", zeros)))
    assert width_or_refusal(decoder, tmp_path / "x.png") in (8, "refused")


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        (b"iCCP", b"profile\0\0"),
        (b"zTXt", b"Raw profile type exif\0\0"),
        (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0"),
    ],
)
def test_what_goes_with_a_png_does_not_unpack_to_a_gigabyte(
    tmp_path: Path, decoder: IsolatedReader, zeros: bytes, kind: bytes, head: bytes
) -> None:
    pixels = (b"IDAT", zlib.compress(bytes(8 * 9)))
    (tmp_path / "x.png").write_bytes(png(8, 8, (kind, head + zeros), pixels))
    assert width_or_refusal(decoder, tmp_path / "x.png") in (8, "refused")


def webp(width: int, height: int) -> bytes:
    """A small WebP whose canvas claims another size."""
    encoded = cv2.imencode(".webp", np.zeros((8, 8, 3), np.uint8))[1].tobytes()
    chunk = encoded[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", png(60_000, 60_000, (b"IDAT", zlib.compress(bytes(99))))),
        ("y.png", png(2**31 - 1, 2**31 - 1, (b"IDAT", zlib.compress(bytes(99))))),
        ("x.tif", tiff(60_000, 60_000, zlib.compress(bytes(99)))),
        ("y.tif", tiff(2**32 - 1, 2**32 - 1, zlib.compress(bytes(99)))),
        ("tiles.tif", tiff(8, 8, b"", (322, _LONG, 60_000), (323, _LONG, 60_000))),
        ("channels.tif", tiff(8, 8, zlib.compress(bytes(99)), (277, _SHORT, 65_535))),
        ("x.webp", webp(16_383, 16_383)),
    ],
)
def test_pixels_that_are_only_claimed_are_not_made(
    tmp_path: Path, decoder: IsolatedReader, name: str, content: bytes
) -> None:
    said = refused(decoder, tmp_path / name, content)
    if re.match(r"[xy]\.(png|tif)", name):
        assert f"more than the {MAX_PIXELS // 1_000_000} megapixels" in said
