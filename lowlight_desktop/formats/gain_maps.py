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
_MOST_GAIN = 64.0  # six stops up or down: beyond them, the numbers are wrong
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

    def is_of(self, plane: int) -> bool:
        """Whether it is for a plane of the picture."""
        first, count = self.planes
        return first <= plane < first + count

    def reaches(self, row: int, column: int) -> bool:
        """Whether it is for the pixels of a place in the filter's cell."""
        (top, left, _, _), (down, across) = self.area, self.pitch
        return self.is_of(0) and (row - top) % down == 0 and (column - left) % across == 0

    def at(self, plane: int, points: tuple[int, int]) -> NDArray[np.float32]:
        """The gains of a plane at so many points from edge to edge."""
        out = self.gains[..., min(plane - self.planes[0], self.gains.shape[2] - 1)]
        for axis in range(2):
            shares = np.linspace(0.0, 1.0, points[axis])
            places = (shares - self.origin[axis]) / self.spacing[axis]
            out = between_points(out, places, axis=axis)
        return out


def read_lens_shading(path: Path) -> LensShading | None:
    """What a DNG says to do about the shading of its lens before the demosaic.

    All of it or nothing: none is applied where one of its maps is for a part of the picture, or
    steps over pixels in a way of its own, or where a color has none; nor for a filter that is not
    2x2.

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
            maps = list(_maps(bytes(tag.value)))
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
    if not np.isfinite([down, across, first, second]).all() or min(down, across) < 0:
        raise ValueError("a gain map without places")
    gains = np.frombuffer(content, ">f4", v * u * inside, _MAP.size).astype(np.float32)
    return _GainMap(
        (top, left, bottom, right),
        (plane, planes),
        (pitch[0], pitch[1]),
        (first, second),
        (down or 1.0, across or 1.0),  # a single point needs none
        gains.reshape(v, u, inside),
    )


def _joined(maps: list[_GainMap], page: TiffPage) -> LensShading:
    """The maps of all colors on one grid: of one place they are multiplied, of greens averaged."""
    points = max(m.gains.shape[0] for m in maps), max(m.gains.shape[1] for m in maps)
    if points[0] * points[1] > _MOST_POINTS or not all(_is_for_all(m, page) for m in maps):
        raise ValueError("gain maps of another kind")
    of_color: list[list[NDArray[np.float32]]] = [[], [], []]
    with np.errstate(over="ignore", invalid="ignore"):
        for color, plane, here in _places(maps, page):
            if not here:
                raise ValueError("a color without a gain map")
            of_color[color].append(np.prod([m.at(plane, points) for m in here], axis=0))
        gains = np.stack([np.mean(each, axis=0) for each in of_color], -1, dtype=np.float32)
    if not ((gains >= 1.0 / _MOST_GAIN) & (gains <= _MOST_GAIN)).all():  # what is no number is not
        raise ValueError("gain maps of no gains")
    return LensShading(gains)


def _places(maps: list[_GainMap], page: TiffPage) -> Iterator[tuple[int, int, list[_GainMap]]]:
    """Of each place in the filter's cell, or each plane: its color, its plane and its maps."""
    if not _is_filtered(page):
        for plane in range(3):
            yield plane, plane, [m for m in maps if m.is_of(plane)]
        return
    pattern = bytes(page.tags[_CFA_PATTERN].value)
    if tuple(page.tags[_CFA_SIZE].value) != (2, 2) or set(pattern) != {0, 1, 2}:
        raise ValueError("gain maps for another filter")
    for place, color in enumerate(pattern):
        yield color, 0, [m for m in maps if m.reaches(*divmod(place, 2))]


def _is_for_all(gain_map: _GainMap, page: TiffPage) -> bool:
    """Whether a map is for the whole picture, as one for the lens is."""
    tag = page.tags.get(ACTIVE_AREA)  # areas count from its corner
    shape = page.imagelength, page.imagewidth
    active = (0, 0, *shape) if tag is None else tag.value
    height, width = active[2] - active[0], active[3] - active[1]
    top, left, bottom, right = gain_map.area
    near, most_pitch = _EDGE_PX, 2 if _is_filtered(page) else 1
    is_whole = max(top, left) < near and bottom > height - near and right > width - near
    return is_whole and max(gain_map.pitch) <= most_pitch


def _is_filtered(page: TiffPage) -> bool:
    return _CFA_PATTERN in page.tags
