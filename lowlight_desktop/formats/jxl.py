"""Write JPEG XL: 8 or 16 bits, lossless or by quality, with or without alpha.

The colors are named in the codestream, which has words for each of our spaces: an ICC profile
would say the same in more bytes. Readers make a profile of it.
"""

from typing import BinaryIO

import imagecodecs
import numpy as np

from lowlight_desktop.develop.color import Stored, apply_matrix, linearize, rgb_to_rgb
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.formats.bmff import boxes
from lowlight_desktop.formats.bmff_writing import TIFF_AT_ONCE, box, small_box
from lowlight_desktop.formats.carried_tags import packets
from lowlight_desktop.formats.jxl_header import SIGNATURE, with_colors
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.photo.color_space import LINEAR_SRGB, ColorSpace, Transfer
from lowlight_desktop.photo.image import Pixels

_LOSSLESS = 100
_CONTAINER = small_box(b"JXL ", b"\r\n\x87\n") + small_box(b"ftyp", b"jxl ", bytes(4), b"jxl ")
_LEVEL = b"jxll"
# Of 1 to 9. A noisy 6 MP photo of 16 bits takes 0.5 s of one processor without loss, 3 takes 0.9 s
# and saves 1.5 %; with loss it takes 1.0 s, 7 takes 1.6 s and saves nothing.
_SPEED_LOSSY, _SPEED_LOSSLESS = 5, 2


def write_jxl(
    file: BinaryIO, values: Stored, *, quality: int, space: ColorSpace, tags: OutputTags
) -> None:
    """Write a whole JPEG XL.

    Args:
        file: Where to.
        values: (H, W, 3) uint8 or uint16, or (H, W, 4) with alpha, not premultiplied.
        quality: 1 to 100; 100 is lossless.
        space: The space of `values`.
        tags: EXIF and XMP; IPTC as far as XMP can say it.

    Raises:
        OSError: If the encoder fails, or the disk refuses.
    """
    depth = 8 * values.dtype.itemsize
    try:
        encoded = (
            _lossless(values, space) if quality == _LOSSLESS else _lossy(values, space, quality)
        )
        level, codestream = _unpacked(encoded)
        codestream = with_colors(codestream, space, depth)
    except (imagecodecs.JpegxlError, ValueError) as error:
        raise OSError(f"the JPEG XL encoder failed: {error}") from error
    carried = packets(tags)
    file.write(_CONTAINER + level)
    file.write(small_box(b"Exif", TIFF_AT_ONCE, carried.exif))
    if carried.xmp:
        file.write(small_box(b"xml ", carried.xmp))
    file.writelines(box(b"jxlc", codestream))


def distance(quality: int) -> float:
    """How far from the original a picture may get, in differences that are just visible.

    Source:
        libjxl 0.11, `JxlEncoderDistanceFromQuality`: the numbers are as those of a JPEG.
    """
    if quality >= 30:
        return 0.1 + (100 - quality) * 0.09
    return 53.0 / 3000.0 * quality**2 - 23.0 / 20.0 * quality + 25.0


def _lossless(values: Stored, space: ColorSpace) -> bytes:
    encoded: bytes = imagecodecs.jpegxl_encode(  # pyright: ignore[reportAssignmentType]
        _without_toe(values) if space.transfer is Transfer.GAMMA_1_8 else values,
        lossless=True,
        effort=_SPEED_LOSSLESS,
        numthreads=0,
    )
    return encoded


def _lossy(values: Stored, space: ColorSpace, quality: int) -> bytes:
    encoded: bytes = imagecodecs.jpegxl_encode(  # pyright: ignore[reportAssignmentType]
        _light(values, space),
        distance=distance(quality),
        effort=_SPEED_LOSSY,
        numthreads=0,
    )
    return encoded


def _light(values: Stored, space: ColorSpace) -> Pixels:
    """What the encoder understands whatever the space is: linear sRGB, colors beyond it below 0."""
    levels = np.linspace(0.0, 1.0, np.iinfo(values.dtype).max + 1, dtype=np.float32)
    curve, matrix = linearize(levels, space.transfer), rgb_to_rgb(space, LINEAR_SRGB)
    out = np.empty(values.shape, np.float32)

    def work(rows: slice) -> None:
        out[rows, :, :3] = apply_matrix(curve[values[rows, :, :3]], matrix)
        out[rows, :, 3:] = levels[values[rows, :, 3:]]

    for_each_strip(work, len(values))
    return out


def _without_toe(values: Stored) -> Stored:
    """ProPhoto's numbers under the pure gamma that a codestream can name."""
    top = np.iinfo(values.dtype).max
    light = linearize(np.linspace(0.0, 1.0, top + 1, dtype=np.float32), Transfer.GAMMA_1_8)
    table = np.rint(light ** (1 / 1.8) * top).astype(values.dtype)
    out = values.copy()
    out[..., :3] = table[values[..., :3]]
    return out


def _unpacked(encoded: bytes) -> tuple[bytes, bytes]:
    """What the encoder demands of a decoder (a box, or nothing), and the codestream."""
    if encoded.startswith(SIGNATURE):
        return b"", encoded
    level, parts = b"", list[bytes]()
    for found in boxes(encoded):
        body = encoded[found.start : found.end]
        if found.kind == _LEVEL:
            level = small_box(_LEVEL, body)
        elif found.kind == b"jxlc":
            parts.append(body)
        elif found.kind == b"jxlp":
            parts.append(body[4:])  # after its number
    return level, b"".join(parts)
