"""Small RAW files whose truth is known: mosaics of light, and the DNG that holds them."""

import struct
from collections.abc import Iterable
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
    "gain_maps",
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


def gain_maps(
    gains: Iterable[NDArray[np.floating[Any]]], area: tuple[int, int], pitch: int = 2
) -> bytes:
    """An opcode list as phones write it: how the shading of the lens is evened out.

    Args:
        gains: (V, U), points from edge to edge: with a pitch of 2 one for each place of the
            filter's cell, row by row; with 1, one for each color of a picture without a filter.
        area: Rows and columns that light reaches.
        pitch: Every so many rows and columns.
    """
    maps = [_gain_map(points, i, area, pitch) for i, points in enumerate(gains)]
    return struct.pack(">I", len(maps)) + b"".join(maps)


def _gain_map(
    points: NDArray[np.floating[Any]], place: int, area: tuple[int, int], pitch: int
) -> bytes:
    top, left = divmod(place, 2) if pitch == 2 else (0, 0)
    plane = 0 if pitch == 2 else place
    rows, columns = points.shape
    content = struct.pack(">8I", top, left, *area, plane, 1, pitch, pitch)
    content += struct.pack(">2I4d", rows, columns, 1 / (rows - 1), 1 / (columns - 1), 0.0, 0.0)
    content += struct.pack(">I", 1) + points.astype(">f4").tobytes()
    return struct.pack(">4I", 9, 0x01030000, 1, len(content)) + content
