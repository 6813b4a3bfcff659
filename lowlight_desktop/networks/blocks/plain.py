"""Plain chains of the two operations that networks are made of: what a machine can do at best."""

import torch
from torch import Tensor, nn


class ConvolutionChain(nn.Module):
    """Convolutions of 3x3, one after the other.

    Args:
        channels: Of all but the input.
        layers: How many with so many channels before and after; one more goes before them.
    """

    def __init__(self, channels: int, layers: int) -> None:
        super().__init__()
        first = nn.Conv2d(1, channels, 3, padding=1, bias=False)
        others = (nn.Conv2d(channels, channels, 3, padding=1, bias=False) for _ in range(layers))
        self.layers = nn.Sequential(first, *others)
        self.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]

    def forward(self, picture: Tensor) -> Tensor:
        """(1, 1, H, W) to (1, 1, 1, 1), so that little has to be fetched from a device."""
        return self.layers(picture).mean((1, 2, 3), keepdim=True)


class ProductChain(nn.Module):
    """Products of matrices, one after the other.

    Args:
        side: Rows and columns of all.
        products: How many.
    """

    def __init__(self, side: int, products: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(side, side) / side**0.5)
        self.products = products

    def forward(self, matrix: Tensor) -> Tensor:
        """(1, 1, side, side) to (1, 1, 1, 1)."""
        kind = matrix.device.type
        rounded = torch.is_autocast_enabled(kind)
        # Once, not for every product: networks have their weights ready.
        dtype = torch.get_autocast_dtype(kind) if rounded else matrix.dtype
        out, weight = matrix.to(dtype), self.weight.to(dtype)
        for _ in range(self.products):
            out = out @ weight
        return out.mean((2, 3), keepdim=True)
