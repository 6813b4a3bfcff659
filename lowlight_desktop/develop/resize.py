"""Area averaging of a photo of any size, strip by strip, as two small matrix products."""

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.strips import map_strips
from lowlight_desktop.photo.image import Pixels


@lru_cache(maxsize=16)
def area_matrix(size: int, cells: int) -> Pixels:
    """(cells, size) weights: row i averages the i-th of `cells` equal parts of `size` pixels.

    A pixel that two parts share counts for each by the share. More cells than pixels repeat them.
    """
    edges = np.linspace(0.0, size, cells + 1)
    starts, ends = edges[:-1, None], edges[1:, None]
    pixel = np.arange(size)[None]
    covered = np.clip(np.minimum(ends, pixel + 1) - np.maximum(starts, pixel), 0.0, None)
    matrix = (covered / (ends - starts)).astype(np.float32)
    matrix.flags.writeable = False
    return matrix


def area_average(
    rows_of: Callable[[slice], Pixels], size: tuple[int, int], *cells: tuple[int, int]
) -> tuple[Pixels, ...]:
    """Reduce a photo to several small ones in one pass, never holding it whole.

    Args:
        rows_of: Gives the (n, W, 3) float32 rows of a slice.
        size: (H, W) of the photo.
        cells: (h, w) of each result.

    Returns:
        An (h, w, 3) float32 picture for each of `cells`.
    """
    height, width = size
    across = [area_matrix(width, w).T for _, w in cells]
    down = [area_matrix(height, h) for h, _ in cells]
    sums = [np.zeros((h, w, 3), np.float32) for h, w in cells]

    def reduced(rows: slice) -> list[Pixels]:
        strip = rows_of(rows)
        return [
            np.tensordot(left[:, rows], np.tensordot(strip, right, (1, 0)).swapaxes(1, 2), (1, 0))
            for right, left in zip(across, down, strict=True)
        ]

    for parts in map_strips(reduced, height):  # in order: sums of floats depend on it
        for total, part in zip(sums, parts, strict=True):
            total += part
    return tuple(sums)


def bilinear_weights(places: NDArray[np.float64], cells: int) -> Pixels:
    """(P, cells) weights that interpolate `cells` equal parts of a photo at places in it.

    Args:
        places: (P,) 0 at one edge of the photo, 1 at the other.
        cells: How many parts.

    Returns:
        (P, cells) float32: linear between the centers of two cells, constant beyond the outermost.
    """
    at = np.clip(places * cells - 0.5, 0.0, cells - 1.0)
    distance = np.abs(at[:, None] - np.arange(cells)[None])
    return np.clip(1.0 - distance, 0.0, 1.0).astype(np.float32)


def fitted(
    height: int, width: int, longest: int | None, megapixels: float | None = None
) -> tuple[int, int]:
    """The (h, w) of a photo reduced until it keeps both limits; never enlarged.

    Args:
        height: Rows of the photo.
        width: Columns of the photo.
        longest: Pixels of the long side, or None: no limit.
        megapixels: Millions of pixels, above 0, or None: no limit.

    Returns:
        At least 1 by 1, else never more pixels than `megapixels`.
    """
    scale, most = 1.0, math.inf
    if longest is not None:
        scale = min(scale, longest / max(height, width))
    if megapixels is not None:
        most = megapixels * 1e6
        scale = min(scale, math.sqrt(most / (height * width)))
    rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
    if rows * columns > most:  # by rounding up
        rows, columns = max(1, int(height * scale)), max(1, int(width * scale))
    return rows, columns


def reduced(
    bands: Iterable[tuple[int, Pixels]], size: tuple[int, int], cells: tuple[int, int]
) -> Pixels:
    """Reduce a photo that comes band by band, by averaging areas.

    For thousands of cells, where `area_average` with its whole matrices would be slow. A channel
    more, such as coverage, is averaged alike.

    Args:
        bands: The first row of each band, and its (n, W, C) float32 pixels; C at most 4. Together
            they cover the photo once.
        size: (H, W) of the photo.
        cells: (h, w) of the result, not more than `size`.

    Returns:
        (h, w, C) float32.

    Raises:
        ValueError: If there are more cells than pixels, or no bands.
    """
    (height, width), (rows, columns) = size, cells
    if rows > height or columns > width:
        raise ValueError(f"{height}x{width} pixels cannot be reduced to {rows}x{columns}")
    total: Pixels | None = None
    for top, band in bands:
        narrow = cv2.resize(band, (columns, len(band)), interpolation=cv2.INTER_AREA)
        narrow = narrow.reshape(len(band), -1)
        if total is None:
            total = np.zeros((rows, narrow.shape[1]), np.float32)
        first, weights = _cells_of_rows(height, rows, top, top + len(band))
        total[first : first + len(weights)] += weights @ narrow
    if total is None:
        raise ValueError("There are no bands")
    return total.reshape(rows, columns, -1)


def _cells_of_rows(size: int, cells: int, start: int, end: int) -> tuple[int, Pixels]:
    """Rows of `area_matrix(size, cells)` that pixels [start, end) belong to, and those columns."""
    part = size / cells
    first, last = int(start / part), min(cells, int(np.ceil(end / part)))
    tops = np.arange(first, last)[:, None] * part
    pixel = np.arange(start, end)[None]
    covered = np.minimum(tops + part, pixel + 1) - np.maximum(tops, pixel)
    return first, (np.clip(covered, 0.0, None) / part).astype(np.float32)
