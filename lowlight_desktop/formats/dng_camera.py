"""What a host must know about the camera to develop a linear DNG as it would the original.

A DNG says it itself, often in more detail than LibRaw passes on: two illuminants, calibration,
profiles, the correction of its lens. That is taken over tag by tag. For other files the matrix
that LibRaw knows is written for daylight.

Source:
    DNG 1.7.1, chapters 4 and 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from tifffile import TiffFile, TiffPage

from lowlight_desktop.formats.tiff_carrier import ExtraTag
from lowlight_desktop.formats.tiff_reading import FAILURES, numbers_in, sensor_page
from lowlight_desktop.photo.color_space import LINEAR_SRGB
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.mosaic import Mosaic

ASCII, SHORT, RATIONAL, SIGNED_RATIONAL = 2, 3, 5, 10
UNIQUE_MODEL, COLOR_MATRIX, NEUTRAL, BASELINE_EXPOSURE = 50708, 50721, 50728, 50730
ILLUMINANT, OPCODES_AFTER_DEMOSAIC = 50778, 51022
CROP_ORIGIN, CROP_SIZE, ACTIVE_AREA = 50719, 50720, 50829
_DAYLIGHT = 21  # D65

_OF_THE_CAMERA = frozenset(
    {
        *(UNIQUE_MODEL, 50709),  # LocalizedCameraModel
        *(50721, 50722, 50723, 50724, 50727, 50964, 50965),  # matrices, calibration, balance
        *(50778, 50779),  # illuminants
        *(50730, 50731, 50732, 50734, 50735, 50736, 50739),  # baselines, limits, serial, lens
        *(50931, 50932, 50936, 50937, 50938, 50939, 50940, 50941, 50942),  # profile
        *(50981, 50982, 51107, 51108, 51109, 51110),  # profile
    }
)
_OF_THE_PICTURE = frozenset({50718, CROP_ORIGIN, CROP_SIZE, 50780, OPCODES_AFTER_DEMOSAIC})
"""Scale and default crop, and the lens's correction, which counts from the active area. The lists
of opcodes before it are for values under the filter, or were for the ones on the card; of them the
lens's shading is evened out already (`gain_maps.py`)."""


@dataclass(frozen=True, slots=True)
class CameraTags:
    """Tags about a camera, and about one picture of it.

    Attributes:
        main: For the main directory.
        picture: For the directory of the sensor's picture.
    """

    main: tuple[ExtraTag, ...]
    picture: tuple[ExtraTag, ...]


def camera_tags(path: Path, mosaic: Mosaic, metadata: Metadata) -> CameraTags:
    """What to write about the camera of a RAW file.

    Args:
        path: The file.
        mosaic: What LibRaw read from it; three colors.
        metadata: Of the file.

    Raises:
        ValueError: If the camera has more colors than three.
    """
    if mosaic.camera_matrix.shape != (3, 3):
        raise ValueError(f"a linear DNG needs three colors, not {mosaic.colors}")
    known = _said_by_dng(path, mosaic.data.shape)
    said = {tag[0] for tag in known.main}
    neutral = 1.0 / np.asarray(mosaic.white_balance[:3], np.float64)
    model = metadata.camera or "Unknown camera"
    ours: list[ExtraTag] = [(NEUTRAL, RATIONAL, 3, rationals(neutral / neutral.max()), True)]
    if UNIQUE_MODEL not in said:
        ours.append((UNIQUE_MODEL, ASCII, 0, model.encode("ascii", "replace"), True))
    if BASELINE_EXPOSURE not in said:
        ours.append((BASELINE_EXPOSURE, SIGNED_RATIONAL, 1, (0, 1), True))
    if COLOR_MATRIX not in said:
        is_known = np.any(mosaic.camera_matrix)
        matrix = mosaic.camera_matrix if is_known else np.linalg.inv(LINEAR_SRGB.to_xyz())
        ours.append((COLOR_MATRIX, SIGNED_RATIONAL, 9, rationals(matrix, 10_000), True))
        ours.append((ILLUMINANT, SHORT, 1, _DAYLIGHT, True))
    elif ILLUMINANT not in said:  # darktable finds no matrix without it
        ours.append((ILLUMINANT, SHORT, 1, _DAYLIGHT, True))
    return CameraTags((*known.main, *ours), known.picture)


def rationals(values: ArrayLike, denominator: int = 1_000_000) -> tuple[int, ...]:
    """Numerators and denominators in turn."""
    return tuple(
        part
        for value in np.asarray(values, np.float64).ravel()
        for part in (round(float(value) * denominator), denominator)
    )


def numbers_of(tag: ExtraTag) -> list[float]:
    """The numbers of a tag to be written, which may be rational."""
    return numbers_in(tag[1], tag[3])


def _said_by_dng(path: Path, size: tuple[int, int]) -> CameraTags:
    try:
        with TiffFile(path) as tiff:
            main = tiff.pages.first
            if 50706 not in main.tags:  # DNGVersion
                return CameraTags((), ())
            sensor = sensor_page(tiff)
            # Where there are no previews, one directory is both.
            picture = () if sensor is None else _of_the_picture(sensor, size)
            return CameraTags(tuple(_copied(main, _OF_THE_CAMERA)), tuple(picture))
    except FAILURES:
        return CameraTags((), ())


def _of_the_picture(sensor: TiffPage, size: tuple[int, int]) -> list[ExtraTag]:
    """What is said of the picture, counted from the first pixel that LibRaw has given.

    Of an active area that begins at an odd row or column, it leaves the first one out.
    """
    tags = _copied(sensor, _OF_THE_PICTURE)
    area = sensor.tags.get(ACTIVE_AREA)
    said = {tag[0]: tag for tag in tags}
    if area is None or not {CROP_ORIGIN, CROP_SIZE} <= said.keys():
        return tags
    top, left, bottom, right = area.value
    missing = right - left - size[1], bottom - top - size[0]
    first = [gone if start % 2 else 0 for gone, start in zip(missing, (left, top), strict=True)]
    if not any(first):
        return tags
    origin, length = (numbers_of(said[code]) for code in (CROP_ORIGIN, CROP_SIZE))
    moved = [at - gone for at, gone in zip(origin, first, strict=True)]
    begun = [max(at, 0.0) for at in moved]
    kept = [max(n + min(at, 0.0), 0.0) for n, at in zip(length, moved, strict=True)]
    said[CROP_ORIGIN] = (CROP_ORIGIN, RATIONAL, 2, rationals(begun, 1000), True)
    said[CROP_SIZE] = (CROP_SIZE, RATIONAL, 2, rationals(kept, 1000), True)
    return list(said.values())


def _copied(page: TiffPage, codes: Iterable[int]) -> list[ExtraTag]:
    return [
        (code, int(tag.dtype), int(tag.count), tag.value, True)
        for code in sorted(codes)
        if (tag := page.tags.get(code)) is not None
    ]
