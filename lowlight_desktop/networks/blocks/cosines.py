"""How strong the cosines of a picture are, coarse to fine: texture is made of few, noise of all."""

import math
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

from lowlight_desktop.networks.blocks.opponent import to_opponent
from lowlight_desktop.networks.blocks.quantiles import quantiles

BLOCK_PX = 8
ANSWERS = 72
"""Numbers for a crop: of two colors, in six bands, four of blocks and two of single cosines."""

_BANDS = ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 14))  # sums of both frequencies
_OF_BLOCKS = (0.02, 0.1, 0.3, 0.5)
_OF_COSINES = (0.25, 0.5)
_FAINTEST = 0.05  # of 255: below, the logarithm ends


@torch.no_grad()
def cosine_levels(crops: Tensor, says: Tensor) -> Tensor:
    """The strength of cosines in blocks of 8x8 pixels, brightness and color apart.

    Args:
        crops: (B, 3, H, W) float32 sRGB in [0, 1]; H and W multiples of `BLOCK_PX`.
        says: (B, blocks) bool, which of them count, at least one of each crop.

    Returns:
        (B, 2, `ANSWERS` / 2) logarithms to base 2 of steps of 255: for each band quantiles of what
        the blocks hold, and of what its weakest cosine is in them.
    """
    batch = crops.shape[0]
    planes = to_opponent(crops).flatten(0, 1)[:, None]
    found = F.conv2d(planes * 255.0, _cosines().to(crops.device), stride=BLOCK_PX)
    apart = found.reshape(batch, 3, BLOCK_PX**2, -1)
    strong = torch.cat(
        [_of_blocks(apart.square(), says), _of_cosines(apart.abs(), says)], 3
    )  # (B, 2, bands, 6)
    return strong.flatten(2)


def _of_blocks(power: Tensor, says: Tensor) -> Tensor:
    """(B, 3, 64, n) to (B, 2, bands, 4): of the mean power of a band."""
    in_bands = torch.stack([power[:, :, band].mean(2) for band in _members()], 2)
    level = (_two(in_bands) + _FAINTEST**2).log2() / 2.0
    return quantiles(level, _OF_BLOCKS, says[:, None, None].expand_as(level))


def _of_cosines(strength: Tensor, says: Tensor) -> Tensor:
    """(B, 3, 64, n) to (B, 2, bands, 2): of the cosine of a band that is weakest."""
    usual = quantiles(strength, _OF_COSINES, says[:, None, None].expand_as(strength))
    level = _two((usual + _FAINTEST).log2())
    return torch.stack([level[:, :, band].amin(2) for band in _members()], 2)


def _two(of_three: Tensor) -> Tensor:
    """Brightness, and the mean of both colors: (B, 3, ...) to (B, 2, ...)."""
    return torch.stack([of_three[:, 0], of_three[:, 1:].mean(1)], 1)


@cache
def _cosines() -> Tensor:
    """(64, 1, 8, 8), orthonormal; the rows' frequency changes last."""
    with torch.inference_mode(mode=False):  # kept for training, too
        place = torch.arange(BLOCK_PX, dtype=torch.float32)
        waves = torch.cos(math.pi * (2 * place + 1) * place[:, None] / (2 * BLOCK_PX))
        waves = waves * math.sqrt(2 / BLOCK_PX)
        waves[0] /= math.sqrt(2)
        return torch.einsum("ui,vj->uvij", waves, waves).reshape(-1, 1, BLOCK_PX, BLOCK_PX)


def _members() -> list[list[int]]:
    """The cosines of each band."""
    sums = [u + v for u in range(BLOCK_PX) for v in range(BLOCK_PX)]
    return [[i for i, s in enumerate(sums) if low <= s <= high] for low, high in _BANDS]
