"""Statistics of a picture in square cells, large enough that noise averages out."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import light_table
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels, Rgb8

Floats = NDArray[np.float32] | NDArray[np.float64]

CELL_PX = 16
_BINS = 8


def linear_light(picture: Rgb8) -> Pixels:
    """Linear sRGB light, (H, W, 3) in 0 to 1; float32 is enough where cells are averaged."""
    return light_table(Transfer.SRGB, 256)[picture]


def srgb_luma(picture: Rgb8) -> Pixels:
    """Encoded gray, (H, W) float32, 0 to 255: steps that look alike are alike."""
    weights = np.array([[0.299, 0.587, 0.114]], np.float32)
    return np.asarray(cv2.transform(picture.astype(np.float32), weights), np.float32)


def cell_means(plane: Pixels, side_px: int = CELL_PX) -> Pixels:
    """Means of square cells; what does not fill a cell at the right and bottom is left out.

    Args:
        plane: (H, W) or (H, W, C) float32.
        side_px: Side of a cell; a smaller picture has smaller cells.

    Returns:
        (h, w) or (h, w, C) float32, at least one cell.
    """
    side = min(side_px, *plane.shape[:2])
    rows, columns = plane.shape[0] // side, plane.shape[1] // side
    whole = plane[: rows * side, : columns * side]
    means = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(means, np.float32).reshape(rows, columns, *plane.shape[2:])


def cell_spread(plane: Pixels, side_px: int = CELL_PX) -> Pixels:
    """Standard deviation inside each cell, shaped as `cell_means` shapes it."""
    # Around the middle of the plane, so that float32 squares lose no digits to a large mean.
    centered = plane - plane.mean(axis=(0, 1), dtype=np.float32)
    variance = cell_means(centered * centered, side_px) - cell_means(centered, side_px) ** 2
    return np.sqrt(np.maximum(variance, 0.0))


def noise_of_cells(brightness: Pixels, activity: Pixels, quantile: float) -> Pixels:
    """How much activity mere noise has in each cell, given the cell's brightness.

    Noise depends on brightness, and the quietest cells of a brightness hold nothing else.

    Args:
        brightness: (h, w) mean of each cell.
        activity: (h, w) spread or energy of each cell.
        quantile: Which of the quiet cells speaks for its brightness, 0 to 1.

    Returns:
        (h, w) float32, in the unit of `activity`.

    Source:
        Liu et al. 2008, "Automatic Estimation and Removal of Noise from a Single Image": the
        lower envelope of the deviations over brightness is the noise level function.
    """
    flat, active = brightness.ravel(), activity.ravel()
    bins = np.array_split(np.argsort(flat, kind="stable"), min(_BINS, flat.size))
    centers = [float(flat[members].mean()) for members in bins]
    floors = [float(np.quantile(active[members], quantile)) for members in bins]
    return np.interp(brightness, centers, floors).astype(np.float32)


def weighted_quantile(values: Floats, weights: Floats, quantile: float) -> float:
    """The smallest value below or at which lies the share `quantile` of the weight."""
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order], dtype=np.float64)
    place = int(np.searchsorted(running, quantile * running[-1]))
    return float(values[order][min(place, values.size - 1)])
