"""Halving a feature map."""

import torch.nn.functional as F
from torch import Tensor, nn


class InvertedShuffle(nn.Module):
    """Halve by folding 2x2 pixels into channels and mixing them: no value is thrown away.

    Source:
        The inverted shuffle layer of ALEN: Zhang et al., arXiv 2005.09829.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(4 * channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, C, H/2, W/2)."""
        # Folding and mixing are one convolution of 2x2 pixels: half the memory traffic.
        weight = self.mix.weight[..., 0, 0].unflatten(1, (-1, 2, 2))
        return F.conv2d(x, weight, self.mix.bias, stride=2)


def halving(kind: str, channels: int) -> nn.Module:
    """The layer that halves.

    Args:
        kind: "shuffle", or "max" for max-pooling.
        channels: Of its input and output.

    Raises:
        ValueError: If there is no such kind.
    """
    if kind == "shuffle":
        return InvertedShuffle(channels)
    if kind == "max":
        return nn.MaxPool2d(2)
    raise ValueError(f"halving is 'shuffle' or 'max', got {kind!r}")
