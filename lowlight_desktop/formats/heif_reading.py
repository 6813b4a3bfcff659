"""HEIC (through libheif, read only) and AVIF (through libavif), 8 to 12 bits.

Damage in the middle of the pixels cannot be told: to an arithmetic coder any bytes mean something,
and cameras write no checksum. Of 80 files of each with up to 512 wrong bytes none was refused.
"""

from pathlib import Path
from typing import cast

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.formats import bmff, refusals
from lowlight_desktop.formats.bitmap import Bitmap, widened, without_premultiplication
from lowlight_desktop.formats.cicp import space_of
from lowlight_desktop.formats.color_decoding import ColorTag, Samples
from lowlight_desktop.photo.errors import ReadError


def read_heif(path: Path) -> Bitmap:
    """Decode a HEIC picture; libheif turns it upright itself.

    Raises:
        ReadError: If it is cut off, damaged or too large.
    """
    import pillow_heif  # 30 ms that other photos need not wait for

    data = path.read_bytes()
    main = _main_picture(path, data)
    try:
        heif = pillow_heif.open_heif(data, convert_hdr_to_8bit=False)
        mode, bits = heif.mode, int(cast("int", heif.info.get("bit_depth", 8)))
        samples: Samples = np.asarray(heif)
    except (ValueError, RuntimeError, LookupError, SyntaxError, EOFError, OSError) as error:
        raise _refused(path, "HEIC", error) from error
    if samples.dtype == np.uint16:  # libheif shifts to the top bits: white is not 65535 there
        samples = widened(np.right_shift(samples, 16 - bits, dtype=np.uint16), bits)
    bitmap = _bitmap(samples, f"{bits}-bit HEIC", bits, _tag(main), orientation=1)
    if mode.startswith("RGBa") and bitmap.alpha is not None:
        color = without_premultiplication(bitmap.samples, bitmap.alpha)
        return Bitmap(color, bitmap.source_format, bits, bitmap.alpha, bitmap.tag, 1)
    return bitmap


def read_avif(path: Path) -> Bitmap:
    """Decode an AVIF picture; its turn and mirror are still to be applied.

    Raises:
        ReadError: If it is cut off, damaged or too large.
    """
    data = path.read_bytes()
    main = _main_picture(path, data)
    try:
        samples: Samples = imagecodecs.avif_decode(data, index=0)
    except (imagecodecs.AvifError, ValueError, IndexError) as error:
        raise _refused(path, "AVIF", error) from error
    bits = 8
    if samples.dtype == np.uint16:
        bits = max(main.bits, 10)
        samples = widened(cast("NDArray[np.uint16]", samples), bits)
    return _bitmap(samples, f"{bits}-bit AVIF", bits, _tag(main), main.orientation)


def _main_picture(path: Path, data: bytes) -> bmff.MainPicture:
    try:
        main = bmff.main_picture(data)
    except (EOFError, IndexError):
        raise refusals.truncated(path) from None
    refusals.check_size(path, max(main.width, 1), max(main.height, 1))
    return main


def _bitmap(
    samples: Samples, name: str, bits: int, tag: ColorTag | None, orientation: int
) -> Bitmap:
    rgb = samples if samples.ndim == 3 else samples[..., None]
    if rgb.shape[2] in (1, 3):
        return Bitmap(rgb, name, bits, None, tag, orientation)
    return Bitmap(rgb[..., :-1], name, bits, rgb[..., -1], tag, orientation)


def _tag(main: bmff.MainPicture) -> ColorTag | None:
    if main.icc is not None:
        return main.icc
    return None if main.cicp is None else space_of(*main.cicp)


def _refused(path: Path, kind: str, error: Exception) -> ReadError:
    """The refusal that fits what the decoder said."""
    said = str(error).lower()
    if "end of file" in said or "truncated" in said:
        return refusals.truncated(path)
    if "memory" in said:
        return refusals.not_enough_memory(path)
    return refusals.damaged(path, kind)
