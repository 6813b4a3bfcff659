"""PANet: plain residual blocks around one attention that finds what looks alike.

Source:
    Mei et al., "Pyramid Attention Networks for Image Restoration", arXiv 2004.13824; `PANET` has
    the sizes of its network for noise.

Deviations, each with its reason:
    * Attention can look through windows on a fixed grid, in a smaller picture: over whole photos it
      would need terabytes.
    * The shift of the mean, which the released program carries along switched off, is left out.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.pyramid_attention import PyramidAttention


@dataclass(frozen=True, slots=True)
class PanetConfig:
    """Sizes of a PANet.

    Attributes:
        width: Channels.
        blocks: Residual blocks before the attention, and after it.
        narrow: Channels in which the attention compares.
        window: Of the attention, in places; 0: the whole map.
        halo: Of the attention, in places.
        shrink: How many times smaller the picture is that the attention sees; its places are larger
            by as much.
    """

    width: int = 64
    blocks: int = 40
    narrow: int = 32
    window: int = 0
    halo: int = 0
    shrink: int = 1


PANET = PanetConfig()


class ResidualBlock(nn.Module):
    """Two convolutions, added to what came in."""

    def __init__(self, width: int, activation: nn.Module) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self._activation = (activation,)  # not a child: weights are saved once
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, H, W) to the same."""
        return x + self.second(self._activation[0](self.first(x)))


class SmallerAttention(nn.Module):
    """Pyramid attention in a smaller picture; what it finds is added to the large one."""

    def __init__(self, config: PanetConfig) -> None:
        super().__init__()
        width, by = config.width, config.shrink
        self.inner_by = by
        self.down = nn.Conv2d(width, width, by, stride=by)
        self.inner = PyramidAttention(width, config.narrow, config.window, config.halo)
        self.up = nn.Sequential(nn.Conv2d(width, width * by**2, 1), nn.PixelShuffle(by))

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, H, W) to the same; H and W multiples of `shrink` windows."""
        return x + self.up(self.inner(self.down(x)))

    def affinity(self, x: Tensor, row: int, column: int) -> tuple[Tensor, ...]:
        """As `PyramidAttention.affinity`, of a place of x, over places of the smaller picture."""
        by = self.inner_by
        return self.inner.affinity(self.down(x), row // by, column // by)


class Trunk(nn.Module):
    """All but the last convolution.

    Args:
        config: Its sizes.
        inputs: Planes that come in.
    """

    def __init__(self, config: PanetConfig, inputs: int) -> None:
        super().__init__()
        width, self.activation = config.width, nn.PReLU()  # one for all blocks: published
        self.first = nn.Conv2d(inputs, width, 3, padding=1)
        self.before = self._blocks(config)
        self.attention = (
            PyramidAttention(width, config.narrow, config.window, config.halo)
            if config.shrink == 1
            else SmallerAttention(config)
        )
        self.after = self._blocks(config)
        self.join = nn.Conv2d(width, width, 3, padding=1)

    def _blocks(self, config: PanetConfig) -> nn.Sequential:
        return nn.Sequential(
            *(ResidualBlock(config.width, self.activation) for _ in range(config.blocks))
        )

    def affinity(self, x: Tensor, row: int, column: int) -> tuple[Tensor, ...]:
        """As `PyramidAttention.affinity`, of a place of (1, inputs, H, W)."""
        return self.attention.affinity(self.before(self.first(x)), row, column)

    def forward(self, x: Tensor) -> Tensor:
        """(B, inputs, H, W) to (B, width, H, W); H and W multiples of `shrink` windows."""
        begun = self.first(x)
        return begun + self.join(self.after(self.attention(self.before(begun))))


class Panet(nn.Module):
    """The whole network as published.

    Args:
        config: Its sizes.
    """

    def __init__(self, config: PanetConfig) -> None:
        super().__init__()
        self.config = config
        self.trunk = Trunk(config, 3)
        self.last = nn.Conv2d(config.width, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, H, W) to the restored picture, float32."""
        seen = self.trunk(x)
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x.device.type, enabled=False):
            return self.last(seen.float())
