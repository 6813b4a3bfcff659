"""A JPEG whose pixels are exchanged: what others have written beside them stays, byte for byte.

What follows the picture (previews, gain maps) shows the photo as it was, and is left out with the
segment that points there.

Source:
    ITU-T T.81, annex B; CIPA DC-007 (multi-picture format); Adobe Technical Note 5116.
"""

from bisect import bisect_left
from functools import cache
from typing import BinaryIO, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import encode
from lowlight_desktop.formats.color_decoding import ColorTag, to_working
from lowlight_desktop.formats.in_place.exif_thumbnail import is_exif, with_thumbnail
from lowlight_desktop.formats.jpeg import FULL_COLOR, encoded_jpeg
from lowlight_desktop.formats.jpeg_segments import BESIDE, bare, segments
from lowlight_desktop.photo.color_space import SRGB

_START = b"\xff\xd8"
_ADOBE, _TABLES = 0xEE, 0xDB
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = (0xC2, 0xC6, 0xCA, 0xCE)
_HEAD = 4  # bytes of a segment before its body
_MULTI_PICTURE = b"MPF\0"
_YCC = 1
_NOT_SMALLER = 0x11  # one value across and one down
_SAMPLINGS = (
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_411,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_440,
)
_QUALITIES = range(1, 101)
_ENOUGH_PX = 640  # four times a thumbnail: what is left out then does not show

Table = tuple[int, ...]
"""How coarsely each of 64 frequencies is kept: the steps, in zigzag order."""


def write_jpeg_again(
    file: BinaryIO, old: bytes, values: NDArray[np.uint8], tag: ColorTag | None
) -> None:
    """Write a JPEG as it was, with other pixels, no more coarsely; its thumbnail shows them too.

    Args:
        file: Where to.
        old: The JPEG as it is.
        values: (H, W, 1) or (H, W, 3), in its colors.
        tag: What it says about its colors.

    Raises:
        OSError: If the encoder or the disk refuses.
    """
    picture = values[..., 0] if values.shape[2] == 1 else values
    passes = any(code in _PROGRESSIVE for code, _ in segments(old))
    sampling = sampling_of(old)
    new = bytes(encoded_jpeg(picture, quality_of(old), is_progressive=passes, sampling=sampling))
    beside = (old[place] for code, place in segments(old) if _stays(code, old[place]))
    small = _small(values, tag)
    kept = [with_thumbnail(s, small) if is_exif(s) else s for s in beside]
    file.write(b"".join([_START, *kept, bare(new)[len(_START) :]]))


def _small(values: NDArray[np.uint8], tag: ColorTag | None) -> NDArray[np.uint8]:
    """(h, w, 3) sRGB, a little larger than a thumbnail."""
    step = max(max(values.shape[:2]) // _ENOUGH_PX, 1)
    return cast("NDArray[np.uint8]", encode(to_working(values[::step, ::step], tag), SRGB, 8))


def sampling_of(jpeg: bytes) -> int:
    """How large its colors are, as `encoded_jpeg` takes it; in full where that is unusual."""
    for code, place in segments(jpeg):
        if code in _FRAMES:
            body = jpeg[place][_HEAD:]
            first, *others = (body[7 + 3 * i] for i in range(body[5]))
            sampling = (first << 16) + (_NOT_SMALLER << 8) + _NOT_SMALLER
            if others == [_NOT_SMALLER] * 2 and sampling in _SAMPLINGS:
                return sampling
    return FULL_COLOR


def quality_of(jpeg: bytes) -> int:
    """The least quality of our encoder, 1 to 100, that keeps no frequency worse than this file."""
    wanted = _tables(jpeg)

    def is_enough(quality: int) -> bool:
        given = _our_tables(quality)[: len(wanted)]
        pairs = zip(given, wanted, strict=True)
        return all(a <= b for ours, theirs in pairs for a, b in zip(ours, theirs, strict=True))

    return _QUALITIES[min(bisect_left(_QUALITIES, True, key=is_enough), len(_QUALITIES) - 1)]


def _stays(code: int, segment: bytes) -> bool:
    """Whether a segment is beside the pixels, and as true of the new ones."""
    if code not in BESIDE or segment[_HEAD:].startswith(_MULTI_PICTURE):
        return False
    is_adobe = code == _ADOBE and segment[_HEAD:].startswith(b"Adobe")
    return not is_adobe or segment[-1] == _YCC  # our colors are; without a mark they count as such


@cache
def _our_tables(quality: int) -> tuple[Table, ...]:
    return _tables(bytes(encoded_jpeg(np.zeros((8, 8, 3), np.uint8), quality)))


def _tables(jpeg: bytes) -> tuple[Table, ...]:
    """The table of each component, in their order."""
    known: dict[int, Table] = {}
    components: list[int] = []
    for code, place in segments(jpeg):
        body = jpeg[place][_HEAD:]
        if code == _TABLES:
            known |= _defined(body)
        elif code in _FRAMES:
            components = [body[8 + 3 * i] for i in range(body[5])]
    return tuple(known[number] for number in components if number in known)


def _defined(body: bytes) -> dict[int, Table]:
    """The tables of a segment, by their numbers."""
    found: dict[int, Table] = {}
    at = 0
    while at < len(body):
        is_wide, number = body[at] >> 4, body[at] & 15
        end = at + 1 + (128 if is_wide else 64)
        steps = np.frombuffer(body[at + 1 : end], ">u2" if is_wide else "u1")
        found[number] = tuple(int(step) for step in steps)
        at = end
    return found
