"""Bayer mosaics as networks want them: begun with red, in whole cells, and seen from afar."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels


def phase_of(cell: NDArray[np.uint8]) -> tuple[int, int]:
    """Where red is in the filter cell.

    Args:
        cell: (2, 2) 0, 1 or 2 for the red, green and blue pixels at the top left.

    Returns:
        Its row and column, each 0 or 1.

    Raises:
        ValueError: If the cell is not one of the four Bayer cells.
    """
    rows, columns = np.nonzero(cell == 0)
    if cell.shape != (2, 2) or len(rows) != 1:
        raise ValueError(f"a Bayer cell has one red pixel, got {cell.tolist()}")
    row, column = int(rows[0]), int(columns[0])
    if cell[1 - row, 1 - column] != 2 or cell[row, 1 - column] != 1 or cell[1 - row, column] != 1:
        raise ValueError(f"a Bayer cell has red and blue on a diagonal, got {cell.tolist()}")
    return row, column


def unified(mosaic: Pixels, phase: tuple[int, int]) -> Pixels:
    """A mosaic of any phase as one that begins with red, in whole cells.

    Rows and columns are mirrored around the outermost pixels, which keeps every pixel its color.
    At the top and the left `phase` of them are added, at the bottom and the right what makes the
    size even.

    Args:
        mosaic: (H, W), at least 2x2.
        phase: Row and column of the first red pixel.

    Returns:
        (H', W'); pixel (0, 0) of the photo is its pixel `phase`. Where nothing is added, the same
        array.
    """
    (top, left), (height, width) = phase, mosaic.shape
    bottom, right = (height + top) % 2, (width + left) % 2
    if not (top or left or bottom or right):
        return mosaic
    return np.pad(mosaic, ((top, bottom), (left, right)), mode="reflect")


def cell_means(mosaic: Pixels, cells: int) -> Pixels:
    """The colors of a whole photo in a grid: `networks.blocks.bayer.cell_means` without torch.

    Args:
        mosaic: (H, W) that begins with red, H and W even.
        cells: Rows and columns of the grid.

    Returns:
        (3, cells, cells) float32: means of the red, green and blue pixels of each cell; cells may
        share pixels where they do not divide the photo.
    """
    planes = [_means(mosaic[i::2, j::2], cells) for i in range(2) for j in range(2)]
    red, green, green_again, blue = planes
    return np.stack([red, (green + green_again) * np.float32(0.5), blue])


def _means(plane: Pixels, cells: int) -> Pixels:
    for axis in range(2):
        plane = _along(plane, cells, axis)
    return plane


def _along(plane: Pixels, cells: int, axis: int) -> Pixels:
    """Means of `cells` parts along an axis, from the floor of their beginning to the ceiling."""
    length = plane.shape[axis]
    ends = [(i * length // cells, -(-(i + 1) * length // cells)) for i in range(cells)]
    lying = plane if axis == 0 else plane.T
    parts = [lying[start:end].mean(0, dtype=np.float32) for start, end in ends]
    return np.stack(parts, axis)
