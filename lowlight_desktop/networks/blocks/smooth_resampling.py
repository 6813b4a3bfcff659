"""Halving and doubling without steps: what is too fine for the coarser grid is smoothed first.

Source:
    Zhang, "Making Convolutional Networks Shift-Invariant Again", ICML 2019, in the residual form
    of MIRNet; the plain ones are those of MIRNet-v2.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_BINOMIAL = torch.tensor([1.0, 2.0, 1.0]) / 4.0


class BlurHalving(nn.Module):
    """Every second place of a map smoothed with [1 2 1] in both directions; edges are mirrored."""

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, C, H/2, W/2); H and W even."""
        kernel = torch.outer(_BINOMIAL, _BINOMIAL).to(x)
        kernel = kernel.expand(x.shape[1], 1, 3, 3)
        return F.conv2d(F.pad(x, (1, 1, 1, 1), "reflect"), kernel, stride=2, groups=x.shape[1])


class SmoothHalving(nn.Module):
    """Half the size, twice the channels, by two ways that are added."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.long = nn.Sequential(
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.PReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.PReLU(),
            BlurHalving(),
            nn.Conv2d(channels, 2 * channels, 1, bias=False),
        )
        self.short = nn.Sequential(BlurHalving(), nn.Conv2d(channels, 2 * channels, 1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, 2C, H/2, W/2)."""
        return self.long(x) + self.short(x)


class SmoothDoubling(nn.Module):
    """Twice the size, half the channels, by two ways that are added."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.long = nn.Sequential(
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.PReLU(),
            nn.ConvTranspose2d(channels, channels, 3, 2, 1, output_padding=1, bias=False),
            nn.PReLU(),
            nn.Conv2d(channels, channels // 2, 1, bias=False),
        )
        self.short = nn.Sequential(
            nn.Upsample(scale_factor=2, mode="bilinear"),
            nn.Conv2d(channels, channels // 2, 1, bias=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, C/2, 2H, 2W)."""
        return self.long(x) + self.short(x)


def plain_halving(inputs: int, outputs: int) -> nn.Module:
    """Mean of 2x2 places, then mixed: (B, inputs, H, W) to (B, outputs, H/2, W/2)."""
    return nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(inputs, outputs, 1, bias=False))


def plain_doubling(inputs: int, outputs: int) -> nn.Module:
    """Mixed, then drawn out bilinearly: (B, inputs, H, W) to (B, outputs, 2H, 2W)."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 1, bias=False), nn.Upsample(scale_factor=2, mode="bilinear")
    )
