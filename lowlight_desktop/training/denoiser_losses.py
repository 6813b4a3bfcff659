"""How far a cleaned picture is from the truth; sRGB in [0, 1], (B, K, 3, H, W) throughout."""

import torch
import torch.nn.functional as F
from torch import Tensor

from lowlight_desktop.networks.blocks.opponent import noise_level, to_opponent
from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD

_EPSILON = (0.2 / 255.0) ** 2  # nobody sees a fifth of a step
_FAR_PX = (4, 8, 16)
LEVEL_QUANTILE = 0.85
"""What is found is this quantile of what the noise may be."""


def decibel_loss(out: Tensor, wanted: Tensor) -> Tensor:
    """Mean over photos of log10 of the mean square error: a tenth of a lost decibel each.

    A photo with little noise counts as much as one with a lot.
    """
    return ((out - wanted).square().mean((1, 2, 3, 4)) + _EPSILON).log10().mean()


def far_loss(out: Tensor, wanted: Tensor, level: Tensor) -> Tensor:
    """Mean absolute error seen from afar, four to sixteen times smaller, in units of the noise.

    Blotches of color are few decibels, and the first thing that an eye sees: color counts in units
    of the noise in color, which a camera makes weaker than that in brightness.

    Args:
        out: The network's answer.
        wanted: The truth.
        level: (B, 2) of the noise, above 0.
    """
    difference = to_opponent((out - wanted).flatten(0, 1)).unflatten(0, out.shape[:2])
    seen = (difference / level[:, None, [0, 1, 1], None, None]).flatten(0, 1)
    from_afar = [F.avg_pool2d(seen, px).abs().mean() for px in _FAR_PX]
    return torch.stack(from_afar).mean()


def level_loss(found: Tensor, level: Tensor) -> Tensor:
    """Mean error of levels in octaves; to say too little costs six times as much as too much.

    Noise that is told too weak stays; told too strong, what passes for it goes, which is less.
    """
    missing = level.clamp(LEAST_TOLD, MOST_TOLD).log2() - found.log2()
    return torch.maximum(LEVEL_QUANTILE * missing, (LEVEL_QUANTILE - 1.0) * missing).mean()


def true_level(noisy: Tensor, clean: Tensor) -> Tensor:
    """(B, 2) level of the noise, as the network is told it."""
    with torch.no_grad():
        return noise_level(noisy - clean).clamp(LEAST_TOLD, MOST_TOLD)
