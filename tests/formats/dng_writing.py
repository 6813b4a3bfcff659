"""Small RAW files whose truth is known: DNGs written by tifffile."""

from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray

BLACK, WHITE = 512, 16383
RGGB = (0, 1, 1, 2)
XTRANS = tuple(int(c) for c in "110112112110201021112110110112021201")
WHITE_BALANCE = (2.0, 1.0, 1.6)
# CIE XYZ to camera RGB under D65, of the size that cameras have.
CAMERA_MATRIX = np.array(
    [[0.8210, -0.2534, -0.0683], [-0.5355, 1.3338, 0.2212], [-0.1143, 0.1929, 0.6464]]
)


def sensor_values(light: NDArray[np.floating[Any]]) -> NDArray[np.uint16]:
    """Sensor values of light in [0, 1], 1 filling the sensor."""
    return np.clip(np.rint(BLACK + light * (WHITE - BLACK)), 0, WHITE).astype(np.uint16)


def mosaic_of(light: NDArray[np.floating[Any]], cell: tuple[int, ...] = RGGB) -> NDArray[np.uint16]:
    """Sensor values behind a color filter; `light` is (H, W, 3) camera RGB before balancing."""
    side = round(len(cell) ** 0.5)
    values = sensor_values(light)
    out = np.empty(light.shape[:2], np.uint16)
    for place, color in enumerate(cell):
        row, column = divmod(place, side)
        out[row::side, column::side] = values[row::side, column::side, color]
    return out


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
            (50721, 10, 9, _rationals(CAMERA_MATRIX.ravel()), True),
            (50728, 5, 3, _rationals([1 / m for m in balance]), True),
            (50778, 3, 1, 21, True),  # D65
        ]
    if active is not None:
        tags.append((50829, 4, 4, active, True))
    if is_mosaic:
        tags += [(33421, 3, 2, (side, side), True), (33422, 1, len(cell), cell, True)]
    photometric = "cfa" if is_mosaic else "linear_raw"
    shape = {} if is_mosaic else {"planarconfig": "contig"}
    tifffile.imwrite(path, values, photometric=photometric, extratags=tags, metadata=None, **shape)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return path


def _rationals(values: Any) -> list[int]:
    return [part for value in values for part in (round(float(value) * 10_000), 10_000)]
