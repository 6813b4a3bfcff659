"""How noisy a photo is, read from crops of it."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.opponent import to_opponent
from lowlight_desktop.networks.blocks.quantiles import quantiles
from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD

CELL_PX = 8
"""Rows and columns of a crop must be multiples of this."""

_SLOPE = 0.1
_SCALES = 3
_ANSWERS = 2
_QUANTILES = (0.01, 0.05, 0.15, 0.3, 0.5, 0.8)
_MIDDLE = 3  # of these
_CALM = 0.35
_FAINTEST = 0.05  # of 255: below, the logarithm ends
_BLACK, _WHITE = 3.0 / 255.0, 252.0 / 255.0


class NoiseHead(nn.Module):
    """A few numbers about all cells of a crop, and two layers that know what they mean.

    In cells of 8x8 pixels it is measured how much pixels differ from their surroundings, at three
    scales and in brightness and color; the quantiles of that over all cells are the crop's. In a
    smooth cell the differences are noise; but noise of developed pictures is correlated, few places
    are smooth, and cameras take noise from just these, so that no formula holds: what the quantiles
    mean is learned. Cells that are black or white say nothing. Of several crops the photo's level
    is that of a calm one: texture is taken for noise, not noise for texture.

    Attributes:
        more: How many more numbers `asks` tells of a crop.
        quantile: Of the crops, that is the photo's.
    """

    more = 0
    quantile = _CALM

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        inputs = _ANSWERS * _SCALES * len(_QUANTILES) + 1 + self.more  # and brightness to color
        self.first = nn.Linear(inputs, width)
        self.second = nn.Linear(width, width)
        self.last = nn.Linear(width, _ANSWERS)

    def forward(self, crops: Tensor) -> Tensor:
        """Levels of photos.

        Args:
            crops: (B, K, 3, H, W) float32 sRGB in [0, 1], K crops of each photo; H and W multiples
                of `CELL_PX`.

        Returns:
            (B, 2) standard deviation of the noise in brightness and in color, from `LEAST_TOLD` to
            `MOST_TOLD`.
        """
        flat = crops.flatten(0, 1)
        told = _quantiles(flat)  # (B * K, 2, 3, 6)
        middle = told[:, :, 0, _MIDDLE]
        ratios = (told - middle[:, :, None, None]).flatten(1)
        x = torch.cat([ratios, middle[:, :1] - middle[:, 1:], *self.asks(flat)], 1) / 2.0
        for layer in (self.first, self.second):
            x = F.leaky_relu(layer(x), _SLOPE)
        logarithm = self.last(x) + middle
        of_crops = logarithm.unflatten(0, crops.shape[:2]).transpose(1, 2)
        calm = quantiles(of_crops, (self.quantile,))[..., 0]
        return (torch.pow(2.0, calm.clamp(-10.0, 10.0)) / 255.0).clamp(LEAST_TOLD, MOST_TOLD)

    def asks(self, crops: Tensor) -> tuple[Tensor, ...]:  # noqa: ARG002
        """What else is to be known of crops (B, 3, H, W), (B, `more`) logarithms in all."""
        return ()


@torch.no_grad()
def _quantiles(crops: Tensor) -> Tensor:
    """(B, 2, 3, 6) logarithms of differences: brightness and color, finest scale first."""
    mean = F.avg_pool2d(crops, CELL_PX)
    says = ((mean.amax(1) > _BLACK) & (mean.amin(1) < _WHITE)).flatten(1)
    says = says | ~says.any(1, keepdim=True)
    x, cell, found = to_opponent(crops), CELL_PX, list[Tensor]()
    for _ in range(_SCALES):
        around = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        power = F.avg_pool2d((x - around).square(), cell) * 255.0**2
        both = torch.stack([power[:, 0], power[:, 1:].mean(1)], 1)
        found.append((both + _FAINTEST**2).log2() / 2.0)
        x, cell = F.avg_pool2d(x, 2), cell // 2
    cells = torch.stack(found, 2).flatten(3)
    return quantiles(cells, _QUANTILES, says[:, None, None].expand_as(cells))
