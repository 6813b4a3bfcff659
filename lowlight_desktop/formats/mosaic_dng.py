"""Write a camera's mosaic as DNG: photos to measure and to test with, whose truth is known."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import tifffile
from numpy.typing import NDArray

BLACK, WHITE = 512, 16383
"""Values of no light and of a full sensor, 14 bits."""

RGGB = (0, 1, 1, 2)
"""Colors of a filter's cell, row by row: 0 is red, 1 green, 2 blue."""

WHITE_BALANCE = (2.0, 1.0, 1.6)
"""As-shot multipliers of red, green and blue."""

CAMERA_MATRIX = np.array(
    [[0.8210, -0.2534, -0.0683], [-0.5355, 1.3338, 0.2212], [-0.1143, 0.1929, 0.6464]]
)
"""CIE XYZ to camera RGB under D65, of the size that cameras have."""


def write_dng(
    path: Path,
    values: NDArray[np.uint16],
    cell: tuple[int, ...] = RGGB,
    *,
    orientation: int = 1,
    white: int = WHITE,
    balance: tuple[float, float, float] = WHITE_BALANCE,
    blacks: tuple[int, ...] = (),
    active: tuple[int, int, int, int] | None = None,
    has_color: bool = True,
    stretch: float = 1.0,
    opcodes: bytes = b"",
    crop: tuple[int, int, int, int] | None = None,
) -> Path:
    """Write sensor values as an uncompressed DNG.

    Args:
        path: The file.
        values: (H, W) filtered or (H, W, 3) full-color.
        cell: Colors of the filter's cell.
        orientation: EXIF orientation.
        white: Value of a full sensor.
        balance: As-shot multipliers.
        blacks: Black levels of a 2x2 cell where they differ.
        active: The area that light reaches: top, left, bottom, right.
        has_color: Whether it says how the camera sees color.
        stretch: How many times wider than high a pixel is.
        opcodes: What is to be done before the demosaic (OpcodeList2).
        crop: What a host shows: left, top, width and height within the active area.

    Returns:
        The file.

    Raises:
        OSError: If the disk refuses.
    """
    is_mosaic = values.ndim == 2
    side = round(len(cell) ** 0.5)
    tags: list[tuple[int, int, int, object, bool]] = [
        (271, 2, 0, "Lowlight", True),
        (272, 2, 0, "Test Camera", True),
        (274, 3, 1, orientation, True),
        (50706, 1, 4, (1, 4, 0, 0), True),
        (50707, 1, 4, (1, 1, 0, 0), True),
        (50708, 2, 0, "Lowlight Test Camera", True),
        (50717, 4, 1, white, True),
    ]
    if blacks:
        tags += [(50713, 3, 2, (2, 2), True), (50714, 4, 4, blacks, True)]
    else:
        black = BLACK if is_mosaic else (BLACK,) * 3
        tags.append((50714, 4, 1 if is_mosaic else 3, black, True))
    if has_color:
        tags += [
            (50721, 10, 9, _rationals(CAMERA_MATRIX.ravel().tolist()), True),
            (50728, 5, 3, _rationals([1 / m for m in balance]), True),
            (50778, 3, 1, 21, True),  # D65
        ]
    if stretch != 1.0:
        tags.append((50718, 5, 2, _rationals([stretch, 1.0]), True))
    if crop is not None:
        tags += [(50719, 4, 2, crop[:2], True), (50720, 4, 2, crop[2:], True)]
    if opcodes:
        tags.append((51009, 7, len(opcodes), opcodes, True))
    if active is not None:
        tags.append((50829, 4, 4, active, True))
    if is_mosaic:
        tags += [(33421, 3, 2, (side, side), True), (33422, 1, len(cell), cell, True)]
    photometric = "cfa" if is_mosaic else "linear_raw"
    shape = {} if is_mosaic else {"planarconfig": "contig"}
    tifffile.imwrite(path, values, photometric=photometric, extratags=tags, metadata=None, **shape)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return path


def _rationals(values: Iterable[float]) -> list[int]:
    return [part for value in values for part in (round(value * 10_000), 10_000)]
