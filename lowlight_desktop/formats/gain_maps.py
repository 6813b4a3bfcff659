"""The gain maps of a DNG: how phones even out the shading of their lenses.

Source:
    DNG 1.7.1, chapter 7: opcode lists, GainMap.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tifffile import TiffFile, TiffPage

from lowlight_desktop.develop.lens_shading import between_points
from lowlight_desktop.formats.dng_camera import ACTIVE_AREA
from lowlight_desktop.formats.tiff_reading import FAILURES, sensor_page
from lowlight_desktop.photo.lens_shading import LensShading

OPCODES_BEFORE_DEMOSAIC = 51009
_GAIN_MAP = 9
_OPCODE = struct.Struct(">IIII")  # which, since what version, flags, bytes
_MAP = struct.Struct(">4I2I2I2I4dI")  # area, planes, pitch, points, spacing and origin, its planes
_CFA_SIZE, _CFA_PATTERN = 33421, 33422
_MOST_GAIN = 64.0  # six stops: beyond it, the numbers are wrong
_MOST_POINTS = 1 << 20
_EDGE_PX = 2  # a map that ends so near an edge means all of the picture


@dataclass(frozen=True, slots=True, eq=False)
class _GainMap:
    """One map.

    Attributes:
        area: Top, left, bottom and right of what it is for, in pixels.
        planes: The first, and how many.
        pitch: Every so many rows and columns.
        origin: Where its first point lies, in shares of the height and the width.
        spacing: How far its points lie apart, likewise.
        gains: (V, U, N) float32 for N planes; the last one is for those that follow, too.
    """

    area: tuple[int, int, int, int]
    planes: tuple[int, int]
    pitch: tuple[int, int]
    origin: tuple[float, float]
    spacing: tuple[float, float]
    gains: NDArray[np.float32]

    def reaches(self, row: int, column: int) -> bool:
        """Whether it is for the pixels of a place in the filter's cell."""
        (top, left, _, _), (down, across) = self.area, self.pitch
        return (row - top) % down == 0 and (column - left) % across == 0

    def at(self, plane: int, points: tuple[int, int]) -> NDArray[np.float32]:
        """The gains of a plane at so many points from edge to edge."""
        out = self.gains[..., min(plane - self.planes[0], self.gains.shape[2] - 1)]
        for axis in range(2):
            shares = np.linspace(0.0, 1.0, points[axis])
            apart = self.spacing[axis] or 1.0
            out = between_points(out, (shares - self.origin[axis]) / apart, axis=axis)
        return out


def read_lens_shading(path: Path) -> LensShading | None:
    """What a DNG says to do about the shading of its lens before the demosaic.

    Maps for parts of the picture are left alone, and so is a filter that is not 2x2.

    Args:
        path: A RAW file.

    Returns:
        None where it says nothing, or nothing that makes sense.
    """
    try:
        with TiffFile(path) as tiff:
            page = sensor_page(tiff)
            tag = None if page is None else page.tags.get(OPCODES_BEFORE_DEMOSAIC)
            if page is None or tag is None:
                return None
            maps = [m for m in _maps(bytes(tag.value)) if _is_for_all(m, page)]
            return _joined(maps, page) if maps else None
    except (*FAILURES, OSError):
        return None  # not built like a TIFF, damaged, or taken away


def _maps(opcodes: bytes) -> Iterator[_GainMap]:
    at = 4  # behind their number
    for _ in range(int.from_bytes(opcodes[:4], "big")):
        which, _, _, length = _OPCODE.unpack_from(opcodes, at)
        at += _OPCODE.size
        if which == _GAIN_MAP:
            yield _map(opcodes[at : at + length])
        at += length


def _map(content: bytes) -> _GainMap:
    top, left, bottom, right, plane, planes, *pitch, v, u, down, across, first, second, inside = (
        _MAP.unpack_from(content)
    )
    if not 0 < v * u * inside <= _MOST_POINTS or min(pitch) < 1:
        raise ValueError(f"a gain map of {v}x{u}x{inside} points")
    gains = np.frombuffer(content, ">f4", v * u * inside, _MAP.size).astype(np.float32)
    if not (np.isfinite(gains).all() and gains.min() > 0 and gains.max() <= _MOST_GAIN):
        raise ValueError("a gain map of no gains")
    return _GainMap(
        (top, left, bottom, right),
        (plane, planes),
        (pitch[0], pitch[1]),
        (first, second),
        (down, across),
        gains.reshape(v, u, inside),
    )


def _is_for_all(gain_map: _GainMap, page: TiffPage) -> bool:
    """Whether a map is for the whole picture, as one for the lens is."""
    tag = page.tags.get(ACTIVE_AREA)  # areas count from its corner
    shape = page.imagelength, page.imagewidth
    active = (0, 0, *shape) if tag is None else tag.value
    height, width = active[2] - active[0], active[3] - active[1]
    top, left, bottom, right = gain_map.area
    near = _EDGE_PX
    return max(top, left) < near and bottom > height - near and right > width - near


def _joined(maps: list[_GainMap], page: TiffPage) -> LensShading | None:
    """The maps of all colors on one grid: of one place they are multiplied, of greens averaged."""
    points = max(m.gains.shape[0] for m in maps), max(m.gains.shape[1] for m in maps)
    if page.tags.get(_CFA_PATTERN) is None:
        planes = ([m.at(i, points) for m in maps if _is_of(m, i)] for i in range(3))
        return LensShading(np.stack([_product(gains, points) for gains in planes], -1))
    pattern = bytes(page.tags[_CFA_PATTERN].value)
    if tuple(page.tags[_CFA_SIZE].value) != (2, 2) or set(pattern) != {0, 1, 2}:
        return None
    of_color: list[list[NDArray[np.float32]]] = [[], [], []]
    for place, color in enumerate(pattern):
        here = [m.at(0, points) for m in maps if m.reaches(*divmod(place, 2))]
        of_color[color].append(_product(here, points))
    return LensShading(np.stack([np.mean(gains, axis=0) for gains in of_color], -1))


def _is_of(gain_map: _GainMap, plane: int) -> bool:
    first, count = gain_map.planes
    return first <= plane < first + count


def _product(gains: list[NDArray[np.float32]], points: tuple[int, int]) -> NDArray[np.float32]:
    out = np.ones(points, np.float32)
    for factor in gains:
        out = out * factor
    return out
