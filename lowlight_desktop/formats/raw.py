"""RAW files, through LibRaw: the sensor's data, and a picture made of them."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import rawpy

from lowlight_desktop.develop.orientation import upright
from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.complaints import overheard
from lowlight_desktop.formats.gain_maps import read_lens_shading
from lowlight_desktop.formats.raw_color import camera_to_working, develop_camera_rgb
from lowlight_desktop.formats.raw_sensor import (
    black_levels,
    camera_matrix,
    masked_noise,
    mend_phase,
    white_balance,
    white_level,
)
from lowlight_desktop.formats.raw_structure import (
    check_whole,
    holds_full_colors,
    unread_compression,
)
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.lens_shading import LensShading
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.sentence import Sentence

_CONVERT = Sentence(
    "Convert it to DNG with the maker's program or Adobe DNG Converter, and open that."
)
_COMPLAINTS = ("data corrupted at", "Unexpected end of file", "Premature end of JPEG")
_LEAST_UNDEVELOPED_PX = 256  # of a side; a network has nothing to look at in a tiny photo
_EXIF_OF_FLIP = {0: 1, 1: 2, 3: 3, 2: 4, 4: 5, 6: 6, 7: 7, 5: 8}
"""EXIF orientation of LibRaw's flip bits (1 across, 2 down, 4 swapped)."""

DEMOSAIC = rawpy.DemosaicAlgorithm.DHT
"""The best of those that this LibRaw is built with (AMaZE and LMMSE are not).

Measured on six half-size photographs under a synthetic Bayer filter, PSNR after a 2.2 gamma, dB:
without noise DHT 40.4, AAHD 38.4, VNG 37.9, AHD 37.5, PPG 37.4, DCB 36.6; at a full well of 4,000
electrons DHT 36.7, the others 34.4 to 35.4; at 400 DHT 28.0, the others 27.3 to 28.0; at 60 all
within 0.7. It takes twice as long as AHD: 2.3 s for 24 megapixels.
"""


@dataclass(frozen=True, slots=True, eq=False)
class RawPicture:
    """What a RAW file holds.

    Attributes:
        image: The developed picture, upright.
        mosaic: The sensor data; None where the file has full color in every pixel already.
        bit_depth: Bits of a sensor value.
        is_developed: False if `image` is black, and only its size is true.
    """

    image: Image
    mosaic: Mosaic | None
    bit_depth: int
    is_developed: bool = True


def read_raw(path: Path, head: bytes, *, develop: bool = True) -> RawPicture:
    """Read and develop a RAW file.

    Args:
        path: The file.
        head: Its first bytes.
        develop: Whether a Bayer mosaic is developed too; others always are.

    Raises:
        ReadError: If it is cut off, damaged, or not supported by LibRaw.
    """
    check_whole(path, head)
    with opened(path) as raw:
        refusals.check_size(path, raw.sizes.width, raw.sizes.height)
        _check_levels(path, raw)
        shading = read_lens_shading(path)
        mosaic = read_mosaic(raw, shading)
        depth = round(raw.white_level).bit_length()
        if not develop and mosaic is not None and _is_plain_bayer(raw, mosaic):
            return RawPicture(_black(mosaic), mosaic, depth, is_developed=False)
        own_colors = raw.num_colors != 3 or head.startswith(b"FOVb")
        pixels = _developed_by_libraw(raw) if own_colors else develop_raw(raw, shading)
        return RawPicture(Image(pixels, WORKING), mosaic, depth)


def _check_levels(path: Path, raw: rawpy.RawPy) -> None:
    """Refuse a black level that is not below white: garbage, with which LibRaw cannot develop."""
    if min(black_levels(raw)[:3]) >= raw.white_level > 0:
        raise refusals.damaged(path, "RAW")


def _is_plain_bayer(raw: rawpy.RawPy, mosaic: Mosaic) -> bool:
    """Whether each value of the mosaic becomes a pixel of the picture, and there are many.

    Pixels that are no squares do not: LibRaw stretches the picture.
    """
    size = mosaic.data.shape
    made = raw.sizes.iheight, raw.sizes.iwidth
    is_whole = size in (made, made[::-1]) and raw.sizes.pixel_aspect == 1.0
    return mosaic.is_bayer and is_whole and min(size) >= _LEAST_UNDEVELOPED_PX


def _black(mosaic: Mosaic) -> Image:
    """A picture of the right size that takes no memory."""
    height, width = upright(mosaic.data, mosaic.orientation).shape
    return Image(np.broadcast_to(np.float32(0.0), (height, width, 3)), WORKING)


def read_raw_draft(path: Path, head: bytes) -> Image | None:
    """A RAW at half its size, without demosaic: each 2x2 cell is a pixel.

    Returns:
        The picture, upright, in the working space; None where the sensor has no such cells.

    Raises:
        ReadError: As `read_raw`.
    """
    check_whole(path, head)
    if holds_full_colors(path):  # asked of the tables: to unpack it takes a second
        return None
    with opened(path) as raw:
        refusals.check_size(path, raw.sizes.width, raw.sizes.height)
        _check_levels(path, raw)
        pattern = raw.raw_pattern
        if raw.raw_type != rawpy.RawType.Flat or pattern is None:
            return None
        if pattern.shape != (2, 2) or raw.num_colors != 3:
            return None
        return Image(develop_raw(raw, read_lens_shading(path), half_size=True), WORKING)


@contextmanager
def opened(path: Path) -> Generator[rawpy.RawPy]:
    """LibRaw with the file unpacked; its errors become ours.

    Raises:
        ReadError: If LibRaw does not know the file, or its data are damaged.
    """
    try:
        with rawpy.imread(str(path)) as raw:
            with overheard(_COMPLAINTS) as complaints:
                raw.unpack()
            if complaints:
                raise refusals.damaged(path, "RAW")
            mend_phase(raw)
            yield raw
    except rawpy.LibRawUnsufficientMemoryError as error:
        raise refusals.not_enough_memory(path) from error
    except rawpy.LibRawError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: rawpy.LibRawError) -> ReadError:
    """The refusal that fits what LibRaw said, and what is known about the file besides."""
    reason = unread_compression(path)
    if reason is not None:
        return ReadError(path, Sentence("it holds {0}, which cannot be unpacked", reason), _CONVERT)
    if isinstance(error, rawpy.LibRawFileUnsupportedError):
        return ReadError(
            path, Sentence("this RAW file is damaged, or of a camera not supported"), _CONVERT
        )
    return refusals.damaged(path, "RAW")


def read_mosaic(raw: rawpy.RawPy, shading: LensShading | None = None) -> Mosaic | None:
    """The sensor data of an unpacked file, or None where there is no color filter array."""
    pattern = raw.raw_pattern
    if raw.raw_type != rawpy.RawType.Flat or pattern is None:
        return None
    return Mosaic(
        data=np.array(raw.raw_image_visible, np.uint16),
        pattern=np.array(pattern, np.uint8),
        colors=raw.color_desc.decode("ascii"),
        black_level=black_levels(raw),
        white_level=white_level(raw),
        white_balance=white_balance(raw),
        camera_matrix=camera_matrix(raw),
        orientation=_orientation(raw),
        iso=raw.other.iso_speed or None,
        exposure_s=raw.other.shutter_speed or None,
        masked_noise=masked_noise(raw),
        shading=shading,
    )


def _orientation(raw: rawpy.RawPy) -> int:
    return _EXIF_OF_FLIP.get(raw.sizes.flip, 1)


def develop_raw(
    raw: rawpy.RawPy, shading: LensShading | None = None, *, half_size: bool = False
) -> Pixels:
    """Demosaic an unpacked file and bring it into the working space.

    LibRaw balances white so that no channel clips (`HighlightMode.Ignore` scales by the largest
    multiplier), leaves exposure alone, and turns the picture upright.

    Args:
        raw: Unpacked.
        shading: Of its lens, as the sensor lay.
        half_size: Make one pixel of each 2x2 cell instead.

    Returns:
        (H, W, 3) float32, linear Rec. 2020; 1.0 is a full sensor in green, lights may be brighter.
    """
    balance = white_balance(raw)
    stored = raw.postprocess(
        demosaic_algorithm=DEMOSAIC,
        half_size=half_size,
        user_wb=list(balance),
        user_sat=round(
            white_level(raw) - min(black_levels(raw)[:3])
        ),  # LibRaw wants it above black
        adjust_maximum_thr=0.0,
        highlight_mode=rawpy.HighlightMode.Ignore,
        no_auto_bright=True,
        gamma=(1, 1),
        output_bps=16,
        output_color=rawpy.ColorSpace.raw,
    )
    matrix = camera_to_working(camera_matrix(raw))
    if shading is not None:
        shading = replace(shading, gains=upright(shading.gains, _orientation(raw)))
    return develop_camera_rgb(
        stored.view(np.uint16), np.array(balance[:3], np.float32), matrix, shading
    )


def _developed_by_libraw(raw: rawpy.RawPy) -> Pixels:
    """Sensors whose colors are not three that a matrix mixes: Foveon, CYGM, RGBE, gray."""
    stored = raw.postprocess(
        use_camera_wb=True,
        no_auto_bright=True,
        gamma=(1, 1),
        output_bps=16,
        output_color=rawpy.ColorSpace.Rec2020,
    )
    rgb = np.repeat(stored, 3, axis=2) if stored.shape[2] == 1 else stored
    return rgb * np.float32(1.0 / 65535.0)
