"""How noisy a photo is, read from crops of it."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.opponent import to_opponent

LEAST = 0.25 / 255.0
"""The lowest level that is told: rounding to 8 bits alone is 0.29 steps."""
MOST = 100.0 / 255.0
CELL_PX = 8
"""Rows and columns of a crop must be multiples of this."""

_SLOPE = 0.1
_SCALES = 3
_ANSWERS = 2
_FAINTEST = 0.05  # of 255: below, the logarithm ends


class NoiseHead(nn.Module):
    """Every cell of every crop says a level and how much it knows; the photo's is their mean.

    A cell knows how much its pixels differ from their surroundings, at three scales and in
    brightness and two colors. In a smooth place that is the noise; but noise of developed pictures
    is correlated and changes with brightness, and few places are smooth, so that no formula holds:
    what to make of it is learned.
    """

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.first = nn.Conv2d(3 * _SCALES + 3, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        self.last = nn.Conv2d(width, 2 * _ANSWERS, 1)

    def forward(self, crops: Tensor) -> Tensor:
        """Levels of photos.

        Args:
            crops: (B, K, 3, H, W) float32 sRGB in [0, 1]; H and W multiples of `CELL_PX`.

        Returns:
            (B, 2) standard deviation of the noise in brightness and in color, in [LEAST, MOST].
        """
        differences, colors = _statistics(to_opponent(crops.flatten(0, 1)))
        x = torch.cat([differences / 4.0, colors], 1)
        for layer in (self.first, self.second):
            x = F.leaky_relu(layer(x), _SLOPE)
        values, trust = self.last(x).split(_ANSWERS, 1)
        finest = torch.stack([differences[:, 0], differences[:, 1:3].mean(1)], 1)
        values, trust = (
            t.unflatten(0, crops.shape[:2]).transpose(1, 2).flatten(2)
            for t in (values + finest, trust)
        )
        logarithm = (torch.softmax(trust, 2) * values).sum(2)
        return (torch.exp2(logarithm) / 255.0).clamp(LEAST, MOST)


def _statistics(opponent: Tensor) -> tuple[Tensor, Tensor]:
    """What cells know: logarithms of differences, (B, 9, h, w), finest first; mean colors."""
    found: list[Tensor] = []
    x, cell = opponent, CELL_PX
    for _ in range(_SCALES):
        around = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        power = F.avg_pool2d((x - around).square(), cell)
        found.append((power * 255.0**2 + _FAINTEST**2).log2() / 2.0)
        x, cell = F.avg_pool2d(x, 2), cell // 2
    return torch.cat(found, 1), F.avg_pool2d(opponent, CELL_PX)
