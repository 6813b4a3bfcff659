"""How a linear DNG is laid out.

The picture lies in the first directory inside the main one, in lossless JPEG tiles (deflated 16-bit
integers and JPEG XL are refused by LibRaw and RawSpeed); a preview of full size lies in the second.
EXIF begins the file, see `tiff_carrier.py`.

Source:
    DNG 1.7.1.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import cv2
import imagecodecs
import numpy as np
import tifffile
from numpy.typing import NDArray

from lowlight_desktop.develop.orientation import as_stored
from lowlight_desktop.formats.ahead import PROCESSORS, done_ahead
from lowlight_desktop.formats.dng_camera import (
    ACTIVE_AREA,
    CROP_ORIGIN,
    CROP_SIZE,
    OPCODES_AFTER_DEMOSAIC,
    RATIONAL,
    SHORT,
    CameraTags,
    numbers_of,
)
from lowlight_desktop.formats.noise_profile import NOISE_PROFILE
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.formats.tiff_carrier import ExtraTag, appendable, carrier_of
from lowlight_desktop.photo.region import Region

LARGEST_BYTES = 2**32 - 2**28
"""Of pixels: offsets have 32 bits."""

PIXEL_BYTES = 6

_BYTE, _LONG, _DOUBLE = 1, 4, 12
_COUNT_BYTES, _ENTRY_BYTES, _OFFSET_BYTES = 2, 12, 4  # of a directory
_REDUCED = 1
_JPEG = 7
_TILE = 256
_LOSSLESS = {"lossless": True, "bitspersample": 16}  # for tifffile to state the right depth
_TILES_AHEAD = 4 * PROCESSORS
_THUMBNAIL_PX = 256
_PREVIEW_QUALITY = 90
_SRGB_PREVIEW = 2
_ORIENTATION = 274
_VERSION, _BACKWARD, _BACKWARD_WITH_OPCODES = (1, 4, 0, 0), (1, 1, 0, 0), (1, 3, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class LinearRaw:
    """The pixels of a linear DNG.

    Attributes:
        values: (H, W, 3) uint16 camera RGB before white balance, as the sensor lay.
        black: Value of no light; above 0, noise around black survives.
        white: Value of a full sensor.
        orientation: EXIF orientation, 1 to 8: how a host turns the picture.
        noise_profile: S and O of each plane (`noise_profile.profile_of`): the noise that is left;
            empty if it is not known.
        is_clean: Whether the noise was taken out, so that hosts shall not look for any.
        crop: What a host shows; None for all, or what the original says.
        original_name: Name of the file it was made from, or "".
    """

    values: NDArray[np.uint16]
    black: int = 0
    white: int = 65535
    orientation: int = 1
    noise_profile: tuple[float, ...] = ()
    is_clean: bool = False
    crop: Region | None = None
    original_name: str = ""

    def __post_init__(self) -> None:
        shape = self.values.shape
        if self.values.dtype != np.uint16 or len(shape) != 3 or shape[2] != 3 or 0 in shape:
            raise TypeError(f"values must be (H, W, 3) uint16, got {self.values.dtype} {shape}")
        if not 0 <= self.black < self.white <= 65535:
            raise ValueError(f"black {self.black} and white {self.white} make no range")
        if not 1 <= self.orientation <= 8:
            raise ValueError(f"orientation must be 1 to 8, got {self.orientation}")
        if self.crop and (self.crop.bottom > shape[0] or self.crop.right > shape[1]):
            raise ValueError(f"the crop {self.crop} lies outside of {shape[1]}x{shape[0]}")


def write_dng(
    file: BinaryIO,
    raw: LinearRaw,
    camera: CameraTags,
    *,
    preview: NDArray[np.uint8],
    tags: OutputTags,
) -> None:
    """Write a whole linear DNG.

    Args:
        file: Where to; open for reading too, and empty.
        raw: The pixels.
        camera: What is said about the camera.
        preview: (h, w, 3) uint8 sRGB, upright, as large as one likes.
        tags: EXIF, IPTC and XMP; see `dng_tags.py`.

    Raises:
        OSError: If the disk refuses, or the preview cannot be encoded.
    """
    # All directories of a DNG are turned together.
    laid = np.ascontiguousarray(as_stored(preview, raw.orientation))
    carrier = carrier_of(tags)
    main = _main_tags(raw, camera)
    said = {tag[0] for tag in main}
    carrier.begin(file)
    with (
        ThreadPoolExecutor(PROCESSORS) as pool,
        tifffile.TiffWriter(file, append="force") as writer,
    ):
        writer.write(
            _thumbnail(laid),
            photometric="rgb",
            subfiletype=_REDUCED,
            subifds=2,
            metadata=None,
            software=False,
            extratags=[
                *(appendable(tag) for tag in carrier.tags if tag[0] not in said),
                *main,
            ],
        )
        # LibRaw misreads a tile that is wider than the picture.
        is_tiled = raw.values.shape[1] >= _TILE
        writer.write(
            done_ahead(_lossless, _tiles(raw.values), pool, _TILES_AHEAD)
            if is_tiled
            else raw.values,
            shape=raw.values.shape,
            dtype=raw.values.dtype,
            photometric="linear_raw",
            planarconfig="contig",
            subfiletype=0,
            tile=(_TILE, _TILE) if is_tiled else None,
            compression=_JPEG if is_tiled else None,
            compressionargs=_LOSSLESS if is_tiled else None,
            metadata=None,
            software=False,
            extratags=_picture_tags(raw, camera),
        )
        writer.write(
            iter([_jpeg(laid)]),
            shape=laid.shape,
            dtype=laid.dtype,
            photometric="ycbcr",
            subsampling=(2, 2),
            subfiletype=_REDUCED,
            rowsperstrip=len(laid),
            compression=_JPEG,
            metadata=None,
            software=False,
            extratags=[(50970, _LONG, 1, _SRGB_PREVIEW, True)],
        )
    carrier.give_way(file)
    _unchain(file)


def _unchain(file: BinaryIO) -> None:
    """WORKAROUND: tifffile links the directories inside another; ExifTool will not edit that."""
    file.seek(0)
    with tifffile.TiffFile(file) as tiff:
        picture = tiff.pages.first.pages
        assert picture is not None
        first = picture.first
        end = first.offset + _COUNT_BYTES + _ENTRY_BYTES * len(first.tags)
    file.seek(end)
    file.write(bytes(_OFFSET_BYTES))


def _main_tags(raw: LinearRaw, camera: CameraTags) -> list[ExtraTag]:
    has_opcodes = any(tag[0] == OPCODES_AFTER_DEMOSAIC for tag in camera.picture)
    tags: list[ExtraTag] = [
        (_ORIENTATION, SHORT, 1, raw.orientation, True),
        (50706, _BYTE, 4, _VERSION, True),
        (50707, _BYTE, 4, _BACKWARD_WITH_OPCODES if has_opcodes else _BACKWARD, True),
        (50970, _LONG, 1, _SRGB_PREVIEW, True),
        *camera.main,
    ]
    if raw.original_name:
        tags.append((50827, _BYTE, *_utf8(raw.original_name), True))
    return tags


def _picture_tags(raw: LinearRaw, camera: CameraTags) -> list[ExtraTag]:
    height, width = raw.values.shape[:2]
    whole = Region.whole(height, width)
    tags: list[ExtraTag] = [
        (50714, SHORT, 3, (raw.black,) * 3, True),
        (50717, _LONG, 3, (raw.white,) * 3, True),
        (ACTIVE_AREA, _LONG, 4, (0, 0, height, width), True),
        (50935, RATIONAL, 1, (int(raw.is_clean), 1), True),  # NoiseReductionApplied: all, or none
    ]
    if raw.noise_profile:
        tags.append((NOISE_PROFILE, _DOUBLE, len(raw.noise_profile), raw.noise_profile, True))
    from_original = {tag[0]: tag for tag in camera.picture}
    if raw.crop is not None or not _crop_fits(from_original, height, width):
        crop = raw.crop or whole
        from_original[CROP_ORIGIN] = (CROP_ORIGIN, _LONG, 2, (crop.left, crop.top), True)
        from_original[CROP_SIZE] = (CROP_SIZE, _LONG, 2, (crop.width, crop.height), True)
    from_original.setdefault(50718, (50718, RATIONAL, 2, (1, 1, 1, 1), True))
    return [*tags, *from_original.values()]


def _crop_fits(said: Mapping[int, ExtraTag], height: int, width: int) -> bool:
    """Whether the original says what a host shows, and our picture holds all of that."""
    if not {CROP_ORIGIN, CROP_SIZE} <= said.keys():
        return False
    origin, size = (numbers_of(said[code]) for code in (CROP_ORIGIN, CROP_SIZE))
    if min(size) < 1.0:
        return False
    ends = [first + length for first, length in zip(origin, size, strict=True)]
    return ends[0] <= width and ends[1] <= height


def _utf8(text: str) -> tuple[int, bytes]:
    encoded = text.encode() + b"\0"
    return len(encoded), encoded


def _tiles(values: NDArray[np.uint16]) -> Iterator[NDArray[np.uint16]]:
    """In reading order; those at the far edges are smaller."""
    for top in range(0, values.shape[0], _TILE):
        for left in range(0, values.shape[1], _TILE):
            yield values[top : top + _TILE, left : left + _TILE]


def _lossless(tile: NDArray[np.uint16]) -> bytes:
    """A tile as lossless JPEG; at the border filled up with its last row and column."""
    missing = [(0, _TILE - tile.shape[0]), (0, _TILE - tile.shape[1]), (0, 0)]
    whole = np.ascontiguousarray(np.pad(tile, missing, "edge"))
    return bytes(imagecodecs.jpeg_encode(whole, lossless=True, bitspersample=16))


def _thumbnail(laid: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = laid.shape[:2]
    scale = min(_THUMBNAIL_PX / max(height, width), 1.0)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return np.asarray(cv2.resize(laid, size, interpolation=cv2.INTER_AREA), np.uint8)


def _jpeg(laid: NDArray[np.uint8]) -> bytes:
    settings = [
        *(cv2.IMWRITE_JPEG_QUALITY, _PREVIEW_QUALITY),
        *(cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420),
    ]
    try:
        _, encoded = cv2.imencode(".jpg", cv2.cvtColor(laid, cv2.COLOR_RGB2BGR), settings)
    except cv2.error as error:
        raise OSError(f"the JPEG encoder failed: {error.err}") from error
    return encoded.tobytes()
