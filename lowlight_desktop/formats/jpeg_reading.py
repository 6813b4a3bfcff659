"""JPEG, through libjpeg-turbo: 24 megapixels in about 0.4 s, the search for damage included."""

from pathlib import Path

import imagecodecs
import numpy as np

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.bitmap import Bitmap, widened
from lowlight_desktop.formats.color_decoding import Samples
from lowlight_desktop.formats.jpeg_damage import is_damaged
from lowlight_desktop.formats.jpeg_segments import JpegHeader, is_whole, read_header
from lowlight_desktop.photo.sentence import Sentence


def read_jpeg(path: Path) -> Bitmap:
    """Decode a JPEG: gray, RGB or CMYK, baseline or progressive, 8 or 12 bits.

    Raises:
        ReadError: If it is cut off, damaged or too large.
    """
    data = path.read_bytes()
    try:
        header = read_header(data)
    except EOFError:
        raise refusals.truncated(path) from None
    except ValueError as error:
        raise refusals.damaged(path, "JPEG") from error
    refusals.check_size(path, header.width, header.height or 1)
    whole = is_whole(data)
    if not whole and not data.endswith(b"\xff\xd9"):
        raise refusals.truncated(path)
    if not whole or is_damaged(data):  # a false mark in the middle can hide the end
        raise refusals.damaged_inside(path, "JPEG")
    try:
        decoded: Samples = imagecodecs.jpeg8_decode(data)
    except (imagecodecs.Jpeg8Error, ValueError) as error:
        raise refusals.damaged(path, "JPEG") from error
    samples = decoded if decoded.ndim == 3 else decoded[..., None]
    if samples.shape[2] not in (1, 3, 4):
        raise refusals.unsupported(path, Sentence("{0} color channels", samples.shape[2]))
    return Bitmap(_filled(samples, header), "JPEG", header.bits, tag=header.icc)


def _filled(samples: Samples, header: JpegHeader) -> Samples:
    """Samples that fill their type and whose CMYK counts ink."""
    if samples.dtype == np.uint16:
        samples = widened(samples, header.bits)  # pyright: ignore[reportArgumentType]
    if samples.shape[2] == 4 and header.adobe:
        np.bitwise_not(samples, out=samples)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return samples
