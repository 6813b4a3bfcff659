"""Small RAW files whose truth is known: mosaics of light, and the DNG that holds them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.formats.mosaic_dng import (
    BLACK,
    CAMERA_MATRIX,
    RGGB,
    WHITE,
    WHITE_BALANCE,
    write_dng,
)

__all__ = [
    "BLACK",
    "CAMERA_MATRIX",
    "RGGB",
    "WHITE",
    "WHITE_BALANCE",
    "XTRANS",
    "mosaic_of",
    "sensor_values",
    "write_dng",
]

XTRANS = tuple(int(c) for c in "110112112110201021112110110112021201")


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
