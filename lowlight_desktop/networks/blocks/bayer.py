"""Mosaics that begin with red, for networks: packed to a quarter, and put together again.

Packed is (B, 4, H/2, W/2): red, green of the red row, green of the blue row, blue.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

PACKED_COLORS = (0, 1, 1, 2)
"""Which of red, green and blue each packed channel is."""


def packed(mosaic: Tensor) -> Tensor:
    """Every cell of an RGGB mosaic, (B, 1, H, W), as one pixel: (B, 4, H/2, W/2)."""
    return F.pixel_unshuffle(mosaic, 2)


def cell_means(mosaic: Tensor, cells: int) -> Tensor:
    """The colors of the whole photo in a grid.

    Args:
        mosaic: (B, 1, H, W) RGGB.
        cells: Rows and columns of the grid.

    Returns:
        (B, 3, cells, cells): means of the red, green and blue pixels of each cell.
    """
    planes = F.adaptive_avg_pool2d(packed(mosaic), cells)
    red, green, green_again, blue = planes.unbind(1)
    return torch.stack([red, (green + green_again) / 2, blue], 1)


class BilinearDemosaic(nn.Module):
    """The simplest demosaic: a missing color is the mean of its nearest neighbors.

    It looks one packed pixel far, and answers before the pixel shuffle: one fixed convolution, in
    float32 always, for what it makes is the photo.
    """

    weight: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("weight", _bilinear_weight(), persistent=False)

    def forward(self, planes: Tensor) -> Tensor:
        """(B, 4, h, w) packed to (B, 12, h, w): `F.pixel_shuffle(..., 2)` makes RGB of it."""
        with torch.autocast(planes.device.type, enabled=False):
            return F.conv2d(F.pad(planes, (1, 1, 1, 1), mode="replicate"), self.weight)


def _bilinear_weight() -> Tensor:
    """(12, 4, 3, 3) for every color at every pixel of the cell."""
    weight = torch.zeros(12, 4, 3, 3)
    for color in range(3):
        for row in range(2):
            for column in range(2):
                for (dy, dx), share in _neighbors(color, row, column).items():
                    y, x = row + dy, column + dx
                    source = 2 * (y % 2) + x % 2
                    weight[4 * color + 2 * row + column, source, y // 2 + 1, x // 2 + 1] = share
    return weight


def _neighbors(color: int, row: int, column: int) -> dict[tuple[int, int], float]:
    """The pixels of `color` next to a pixel of the cell, and the share of each."""
    steps = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    alike = [s for s in steps if _color_at(row + s[0], column + s[1]) == color]
    if (0, 0) in alike:
        return {(0, 0): 1.0}
    if color == 1:
        alike = [s for s in alike if 0 in s]
    return dict.fromkeys(alike, 1.0 / len(alike))


def _color_at(row: int, column: int) -> int:
    return PACKED_COLORS[2 * (row % 2) + column % 2]
