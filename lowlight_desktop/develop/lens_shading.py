"""A lens's shading, evened out where the sensor's colors are developed."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.lens_shading import LensShading
from lowlight_desktop.photo.region import Region


def gains_at(shading: LensShading, place: Region, size: tuple[int, int]) -> Pixels:
    """The gains of the pixels of a part of a picture.

    Args:
        shading: Of the whole picture.
        place: The part.
        size: (H, W) of the whole picture.

    Returns:
        (h, w, 3) float32, bilinear between the points.
    """
    rows = (np.arange(place.top, place.bottom) + 0.5) / size[0]
    columns = (np.arange(place.left, place.right) + 0.5) / size[1]
    last_row, last_column = (length - 1 for length in shading.gains.shape[:2])
    of_rows = between_points(shading.gains, rows * last_row, axis=0)
    return between_points(of_rows, columns * last_column, axis=1)


def between_points(
    values: NDArray[np.float32], places: NDArray[np.float64], *, axis: int
) -> NDArray[np.float32]:
    """Values at places between the points of an axis, linear; beyond it, those at its ends.

    Args:
        values: Of any shape.
        places: (N,) counted in points, the first of which is 0.
        axis: It.
    """
    last = values.shape[axis] - 1
    within = np.clip(places, 0, last)
    low = np.minimum(within.astype(np.intp), max(last - 1, 0))
    share = np.expand_dims(
        (within - low).astype(np.float32), [i for i in range(values.ndim) if i != axis]
    )
    first, second = (np.take(values, i, axis) for i in (low, np.minimum(low + 1, last)))
    return np.asarray(first + share * (second - first), np.float32)
