"""PNG, through libpng; its color chunks are read here, for the decoder passes over them.

Source:
    W3C Portable Network Graphics (Third Edition), 2025, section 11.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import imagecodecs

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.bitmap import Bitmap
from lowlight_desktop.formats.cicp import space_of
from lowlight_desktop.formats.color_decoding import ColorTag, Samples
from lowlight_desktop.photo.color_space import SRGB

_MAX_PROFILE_BYTES = 16 << 20  # the largest printer profiles have 4 MB
_SRGB_GAMMA = 45455
_SRGB_PRIMARIES = (31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
_UNIT = 100_000
_ROUNDING = 1_000  # programs write 45000 and 46000 for sRGB's 45455, 31300 for 31270


def read_png(path: Path) -> Bitmap:
    """Decode a PNG: palette, gray or RGB, 1 to 16 bits, with or without alpha.

    Raises:
        ReadError: If it is cut off, damaged or too large.
    """
    data = path.read_bytes()
    header = data[16:25]
    refusals.check_size(path, *(int.from_bytes(header[at : at + 4], "big") for at in (0, 4)))
    try:
        chunks = dict(reversed(list(ancillary_chunks(data))))  # the first of each kind
        samples: Samples = imagecodecs.png_decode(data)
    except EOFError:
        raise refusals.truncated(path) from None
    except (imagecodecs.PngError, ValueError) as error:
        raise refusals.damaged(path, "PNG") from error
    bits = header[8]
    name = f"{max(bits, 8)}-bit PNG"
    tag = color_tag(chunks)
    if samples.ndim == 2:
        return Bitmap(samples[..., None], name, bits, tag=tag)
    if samples.shape[2] in (2, 4):
        return Bitmap(samples[..., :-1], name, bits, alpha=samples[..., -1], tag=tag)
    return Bitmap(samples, name, bits, tag=tag)


def ancillary_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The ancillary chunks of a PNG: four letters and the body.

    Raises:
        EOFError: If the file ends before its end chunk.
    """
    for kind, place in chunk_places(data):
        if kind[:1].islower():
            yield kind, data[place][8:-4]


def chunk_places(data: bytes) -> Iterator[tuple[bytes, slice]]:
    """Every chunk of a PNG: four letters and where it lies, with length and checksum.

    Raises:
        EOFError: If the file ends before its end chunk.
    """
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise EOFError
        yield kind, slice(at, end)
        at = end


def color_tag(chunks: dict[bytes, bytes]) -> ColorTag | None:
    """What the chunks say about color; the standard's order of precedence."""
    cicp = chunks.get(b"cICP", b"")
    if len(cicp) == 4 and (named := space_of(cicp[0], cicp[1])) is not None:
        return named
    if (profile := _profile(chunks.get(b"iCCP", b""))) is not None:
        return profile
    if b"sRGB" in chunks:
        return SRGB
    return _gamma_profile(chunks)


def _profile(chunk: bytes) -> bytes | None:
    _, _, packed = chunk.partition(b"\0")
    if packed[:1] != b"\0":
        return None
    try:
        return zlib.decompressobj().decompress(packed[1:], _MAX_PROFILE_BYTES)
    except zlib.error:
        return None


def _gamma_profile(chunks: dict[bytes, bytes]) -> ColorTag | None:
    """A profile with the gamma and the primaries of the two old chunks, where they are unusual."""
    gamma = int.from_bytes(chunks.get(b"gAMA", b"")[:4], "big") or _SRGB_GAMMA
    corners = chunks.get(b"cHRM", b"")
    xy = [int.from_bytes(corners[at : at + 4], "big") for at in range(0, 32, 4)]
    if len(corners) != 32 or not all(0 < value < _UNIT for value in xy):
        xy = list(_SRGB_PRIMARIES)
    usual = all(abs(a - b) <= _ROUNDING for a, b in zip(xy, _SRGB_PRIMARIES, strict=True))
    if usual and abs(gamma - _SRGB_GAMMA) <= _ROUNDING:
        return None
    white, *primaries = ([xy[i] / _UNIT, xy[i + 1] / _UNIT, 1.0] for i in range(0, 8, 2))
    flat = [value for primary in primaries for value in primary]
    try:
        return imagecodecs.cms_profile("rgb", whitepoint=white, primaries=flat, gamma=_UNIT / gamma)
    except (imagecodecs.CmsError, ValueError):  # primaries on one line
        return None
