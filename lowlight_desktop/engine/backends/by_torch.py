"""Networks computed by torch: on every device, and what all others are compared with."""

from typing import Any, cast

import torch
from torch import Tensor, nn


@torch.inference_mode()
def render(
    network: nn.Module, tile: tuple[Tensor, ...], survey: object = None, *, bfloat16: bool
) -> Tensor:
    """A network's answer on one tile.

    Args:
        network: On the device of the tensors.
        tile: What is the tile's own, (1, C, H, W) each.
        survey: What the network knows of the whole photo; None: it asks for nothing but the tile.
        bfloat16: Whether to compute in bfloat16; the network keeps its last layer in float32.

    Returns:
        (1, C, H, W) float32.
    """
    asked = cast("Any", network)
    with torch.autocast(tile[0].device.type, torch.bfloat16, enabled=bfloat16):
        return asked(*tile) if survey is None else asked.render(*tile, survey)
