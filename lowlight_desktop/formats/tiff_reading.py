"""TIFF of every depth, through tifffile and imagecodecs.

Never through Pillow: it turns 16 bits into 8 without a word.

Source:
    TIFF 6.0; Adobe TIFF Technical Notes (floating point, extra samples).
"""

import logging
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import numpy as np
import tifffile
from numpy.typing import NDArray
from tifffile import PHOTOMETRIC, TiffFile, TiffFrame, TiffPage

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.bitmap import Bitmap, widened, without_premultiplication
from lowlight_desktop.formats.color_decoding import Samples
from lowlight_desktop.photo.sentence import Sentence

# tifffile reports oddities of a file to its log; without a handler they land on stderr.
logging.getLogger("tifffile").addHandler(logging.NullHandler())

FAILURES = (
    tifffile.TiffFileError, RuntimeError, ValueError, LookupError, TypeError, AttributeError,
    ArithmeticError, AssertionError, EOFError, struct.error, zlib.error,
)  # fmt: skip
"""What tifffile and imagecodecs raise over a damaged file."""

_REDUCED_OR_MASK = 1 | 4
_ASSOCIATED_ALPHA = 1
_RATIONALS = {5, 10}
_GRAY = {PHOTOMETRIC.MINISWHITE, PHOTOMETRIC.MINISBLACK}
_CHANNELS = {
    PHOTOMETRIC.MINISWHITE: 1,
    PHOTOMETRIC.MINISBLACK: 1,
    PHOTOMETRIC.RGB: 3,
    PHOTOMETRIC.PALETTE: 3,
    PHOTOMETRIC.YCBCR: 3,  # decoded to RGB with the JPEG inside
    PHOTOMETRIC.SEPARATED: 4,
}
SENSOR_DATA = (PHOTOMETRIC.CFA, PHOTOMETRIC.LINEAR_RAW)
"""What makes a file that is built like a TIFF a RAW."""


def read_tiff(path: Path) -> Bitmap:
    """Decode the first picture of full resolution.

    Raises:
        ReadError: If it is cut off, damaged, too large, or of a kind that is not read.
    """
    try:
        with TiffFile(path) as tiff:
            page = main_page(path, tiff)
            return _read_page(path, page, tiff.filehandle.size)
    except FAILURES as error:
        raise refusals.damaged(path, "TIFF") from error


def all_pages(pages: Iterable[TiffPage | TiffFrame]) -> Iterator[TiffPage]:
    """Every picture of a file, with those inside others, once."""
    return _unseen_pages(pages, set())


def sensor_page(tiff: TiffFile) -> TiffPage | None:
    """The directory of the sensor's data in a file that is built like a TIFF, if it has any."""
    return next((p for p in all_pages(tiff.pages) if p.photometric in SENSOR_DATA), None)


def numbers_in(kind: int, value: object) -> list[float]:
    """The numbers of a tag.

    Args:
        kind: Its TIFF type; rationals are numerators and denominators in turn.
        value: As tifffile reads it.
    """
    said = cast("float | bytes | tuple[float, ...]", value)
    numbers = [float(n) for n in (said if isinstance(said, tuple | bytes) else (said,))]
    if kind not in _RATIONALS:
        return numbers
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [n / d if d else float("inf") for n, d in pairs]


def _unseen_pages(pages: Iterable[TiffPage | TiffFrame], seen: set[int]) -> Iterator[TiffPage]:
    for page in pages:
        whole = page.aspage()
        if whole.offset in seen:
            return  # a damaged file's pages go in a circle, over which tifffile never ends
        seen.add(whole.offset)
        yield whole
        if whole.pages is not None:
            yield from _unseen_pages(whole.pages, seen)


def reaches_beyond(page: TiffPage, file_bytes: int) -> bool:
    """Whether a picture's data lie, in part, behind the end of the file."""
    extents = zip(page.dataoffsets, page.databytecounts, strict=False)
    return any(offset + count > file_bytes for offset, count in extents)


def main_page(path: Path, tiff: TiffFile) -> TiffPage:
    """The first picture of full resolution.

    Raises:
        ReadError: If there is none.
    """
    for page in all_pages(tiff.pages):
        if is_full(page):
            return page
    raise refusals.damaged(path, "TIFF")


def is_full(page: TiffPage) -> bool:
    """Whether a page is a picture of its own, neither a smaller copy of another nor a mask."""
    flags = int(page.subfiletype) & _REDUCED_OR_MASK
    return not flags and page.imagewidth > 0 and page.imagelength > 0


def _read_page(path: Path, page: TiffPage, file_bytes: int) -> Bitmap:
    refusals.check_size(path, page.imagewidth, page.imagelength)
    if reaches_beyond(page, file_bytes) or not page.dataoffsets or not all(page.databytecounts):
        raise refusals.truncated(path)
    channels = _CHANNELS.get(PHOTOMETRIC(page.photometric))
    if channels is None:
        raise refusals.unsupported(path, Sentence("{0} colors", PHOTOMETRIC(page.photometric).name))
    stored = decoded(path, page)
    bits = int(page.bitspersample)
    full = _filled(path, stored, page, bits)
    if stored.shape[2] < channels and page.photometric != PHOTOMETRIC.PALETTE:
        raise refusals.unsupported(path, Sentence("{0} color channels", stored.shape[2]))
    samples, alpha = full[..., :channels], None
    if page.photometric == PHOTOMETRIC.MINISWHITE:
        samples = _inverted(samples)
    if full.shape[2] > channels and page.extrasamples:
        alpha = full[..., channels]
        if int(page.extrasamples[0]) == _ASSOCIATED_ALPHA:
            samples = without_premultiplication(samples, alpha)
    name = f"{'float' if full.dtype == np.float32 else f'{bits}-bit'} TIFF"
    return Bitmap(samples, name, bits, alpha, profile_of(page), orientation_of(page))


def decoded(path: Path, page: TiffPage) -> NDArray[np.generic]:
    """The stored numbers of a page as (H, W, N)."""
    stored: NDArray[np.generic] = page.asarray()
    if page.axes == "YX":
        return stored[..., None]
    if page.axes == "SYX":
        return np.moveaxis(stored, 0, 2)
    if page.axes != "YXS":
        raise refusals.unsupported(path, Sentence("a stack of pictures"))
    return stored


def _filled(path: Path, stored: NDArray[np.generic], page: TiffPage, bits: int) -> Samples:
    """The samples in one of our three types, white being the largest integer."""
    kind = stored.dtype.kind
    integers = cast("NDArray[np.uint16]", stored)
    if page.photometric == PHOTOMETRIC.PALETTE and page.colormap is not None and kind in "ub":
        return np.moveaxis(page.colormap, 0, 1)[integers[..., 0]].astype(np.uint16)
    if kind == "f":
        # Not a number is no light; infinity is more than any lamp.
        return np.nan_to_num(stored.astype(np.float32), nan=0.0, posinf=65504.0, neginf=0.0)
    if kind == "b":
        return stored.astype(np.uint8) * np.uint8(255)
    if kind != "u":
        raise refusals.unsupported(path, Sentence("signed or complex numbers"))
    if bits == 32:
        return (cast("NDArray[np.uint32]", stored) >> 16).astype(np.uint16)
    if bits < 8:
        return cast("NDArray[np.uint8]", stored) * np.uint8(255 // ((1 << bits) - 1))
    if 8 < bits < 16:
        return widened(integers, bits)
    if bits not in (8, 16):
        raise refusals.unsupported(path, Sentence("{0}-bit integers", bits))
    return cast("Samples", stored.astype(stored.dtype.newbyteorder("="), copy=False))


def _inverted(samples: Samples) -> Samples:
    if samples.dtype == np.float32:
        return cast("Samples", 1.0 - samples)
    return cast("Samples", np.bitwise_not(cast("NDArray[np.uint8]", samples)))


def profile_of(page: TiffPage) -> bytes | None:
    """The ICC profile of a page, if it has one."""
    profile = page.iccprofile
    return bytes(profile) if profile else None


def orientation_of(page: TiffPage) -> int:
    """How the rows and columns of a page lie, as EXIF says it."""
    tag = page.tags.get(274)
    return int(tag.value) if tag is not None and isinstance(tag.value, int) else 1
