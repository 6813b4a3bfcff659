"""How much a picture steps at the edges of a JPEG's blocks, wherever these lie."""

import torch
from torch import Tensor

from lowlight_desktop.networks.blocks.opponent import to_opponent

BLOCK_PX = 8
ANSWERS = 4
"""Numbers for a crop: the step in brightness and in color, and both compared with other steps."""

_MOST = 12.0 / 255.0  # more is an edge of what was photographed
_LEAST = 0.02 / 255.0  # below, the logarithm ends


@torch.no_grad()
def block_edges(crops: Tensor) -> Tensor:
    """How much neighbors differ across the edges of blocks, beyond what they do within them.

    Colors that a JPEG has in half size have blocks of twice the size: their edges are among those.

    Args:
        crops: (B, 3, H, W) float32 sRGB in [0, 1]; H and W are at least 16.

    Returns:
        (B, `ANSWERS`) logarithms to base 2: steps of 255, and ratios.
    """
    x = to_opponent(crops)
    brightness, color = _steps(x[:, :1]), _steps(x[:, 1:])
    steps = torch.stack([brightness, color], 1)  # (B, 2, 8)
    usual = steps[..., BLOCK_PX // 2]
    beyond = (steps[..., -1] - usual + _LEAST).log2()
    return torch.cat([beyond + 8.0, beyond - (usual + _LEAST).log2()], 1)


def _steps(x: Tensor) -> Tensor:
    """(B, C, H, W) to the steps at eight places of a block, (B, 8), the smallest first."""
    return _across(x) + _across(x.transpose(2, 3))


def _across(x: Tensor) -> Tensor:
    """The same between columns."""
    step = (x[..., 1:] - x[..., :-1]).abs().clamp_max(_MOST)
    # A slope has steps on both sides of a step: what is not more than these is the picture's own.
    alone = (step[..., 1:-1] - (step[..., :-2] + step[..., 2:]) / 2).clamp_min(0.0)
    columns = alone.mean((1, 2))
    whole = columns.shape[1] // BLOCK_PX * BLOCK_PX
    return columns[:, :whole].unflatten(1, (-1, BLOCK_PX)).mean(1).sort(-1).values
