"""How noisy a photo is, read from crops of it."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks import cosines
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
    """A few numbers about all cells of a crop, and small networks that know what they mean.

    In cells of 8x8 pixels it is measured how much pixels differ from their surroundings, at three
    scales and in brightness and color; the quantiles of that over all cells are the crop's. In a
    smooth cell the differences are noise; but noise of developed pictures is correlated, few places
    are smooth, and cameras take noise from just these, so that no formula holds: what the quantiles
    mean is learned. Where no cell is smooth, cosines tell: texture is made of few, noise of all.
    Cells that are black or white say nothing. Of several crops the photo's level is that of a calm
    one: texture is taken for noise, not noise for texture.

    What each network makes of noise that is not like that of the training is its own; the mean of
    several is steadier.

    Args:
        width: Of each network.
        members: How many there are.

    Attributes:
        more: How many more numbers `asks` tells of a crop.
        quantile: Of the crops, that is the photo's.
    """

    more = cosines.ANSWERS
    quantile = _CALM

    def __init__(self, width: int = 64, members: int = 6) -> None:
        super().__init__()
        inputs = _ANSWERS * _SCALES * len(_QUANTILES) + 1 + self.more  # and brightness to color
        self.members = nn.ModuleList(
            nn.Sequential(
                nn.Linear(inputs, width),
                nn.LeakyReLU(_SLOPE),
                nn.Linear(width, width),
                nn.LeakyReLU(_SLOPE),
                nn.Linear(width, _ANSWERS),
            )
            for _ in range(members)
        )

    def forward(self, crops: Tensor) -> Tensor:
        """Levels of photos.

        Args:
            crops: (B, K, 3, H, W) float32 sRGB in [0, 1], K crops of each photo; H and W multiples
                of `CELL_PX`.

        Returns:
            (B, 2) standard deviation of the noise in brightness and in color, from `LEAST_TOLD` to
            `MOST_TOLD`.
        """
        logarithm = self.believed(self.numbers(crops.flatten(0, 1))).mean(0)
        of_crops = logarithm.unflatten(0, crops.shape[:2]).transpose(1, 2)
        calm = quantiles(of_crops, (self.quantile,))[..., 0]
        return (torch.pow(2.0, calm.clamp(-10.0, 10.0)) / 255.0).clamp(LEAST_TOLD, MOST_TOLD)

    @torch.no_grad()
    def numbers(self, crops: Tensor) -> Tensor:
        """All that is to be known of crops (B, 3, H, W): (B, n) logarithms.

        The first two are the middle of the finest differences, in brightness and in color; all
        others are compared with it.
        """
        told = _quantiles(crops)  # (B, 2, 3, 6)
        middle = told[:, :, 0, _MIDDLE]
        ratios = (told - middle[:, :, None, None]).flatten(1)
        apart = middle[:, :1] - middle[:, 1:]
        return torch.cat([middle, ratios, apart, *self.asks(crops, middle)], 1)

    def believed(self, numbers: Tensor) -> Tensor:
        """What each member makes of it.

        Args:
            numbers: (B, n) of crops, as `numbers` tells them.

        Returns:
            (members, B, 2) logarithms to base 2 of the level in steps of 255.
        """
        middle, compared = numbers[:, :_ANSWERS], numbers[:, _ANSWERS:] / 2.0
        return torch.stack([member(compared) + middle for member in self.members])

    def asks(self, crops: Tensor, middle: Tensor) -> tuple[Tensor, ...]:
        """What else is to be known of crops.

        Args:
            crops: (B, 3, H, W).
            middle: (B, 2) logarithms, with which other levels are compared.

        Returns:
            (B, n) logarithms, `more` in all.
        """
        strong = cosines.cosine_levels(crops, _saying(crops))
        return ((strong - middle[:, :, None]).flatten(1),)


def _saying(crops: Tensor) -> Tensor:
    """(B, cells) which cells are neither black nor white; all of a crop where there are none."""
    mean = F.avg_pool2d(crops, CELL_PX)
    says = ((mean.amax(1) > _BLACK) & (mean.amin(1) < _WHITE)).flatten(1)
    return says | ~says.any(1, keepdim=True)


@torch.no_grad()
def _quantiles(crops: Tensor) -> Tensor:
    """(B, 2, 3, 6) logarithms of differences: brightness and color, finest scale first."""
    says = _saying(crops)
    x, cell, found = to_opponent(crops), CELL_PX, list[Tensor]()
    for _ in range(_SCALES):
        around = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        power = F.avg_pool2d((x - around).square(), cell) * 255.0**2
        both = torch.stack([power[:, 0], power[:, 1:].mean(1)], 1)
        found.append((both + _FAINTEST**2).log2() / 2.0)
        x, cell = F.avg_pool2d(x, 2), cell // 2
    cells = torch.stack(found, 2).flatten(3)
    return quantiles(cells, _QUANTILES, says[:, None, None].expand_as(cells))
