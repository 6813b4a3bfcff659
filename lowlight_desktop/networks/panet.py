"""PANet: plain residual blocks around one attention that finds what looks alike.

Source:
    Mei et al., "Pyramid Attention Networks for Image Restoration", arXiv 2004.13824; `PANET` has
    the sizes of its network for noise.

Deviations, each with its reason:
    * Pixels can be folded into channels first, and attention looks through windows on a fixed
      grid: over whole photos it would need terabytes.
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
    """

    width: int = 64
    blocks: int = 40
    narrow: int = 32
    window: int = 0
    halo: int = 0


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


class Panet(nn.Module):
    """The whole network.

    Args:
        config: Its sizes.
        inputs: Planes that come in.
        outputs: Planes that go out.
    """

    def __init__(self, config: PanetConfig, inputs: int = 3, outputs: int = 3) -> None:
        super().__init__()
        self.config = config
        width, self.activation = config.width, nn.PReLU()  # one for all blocks: published
        self.first = nn.Conv2d(inputs, width, 3, padding=1)
        self.before = nn.Sequential(
            *(ResidualBlock(width, self.activation) for _ in range(config.blocks))
        )
        self.attention = PyramidAttention(width, config.narrow, config.window, config.halo)
        self.after = nn.Sequential(
            *(ResidualBlock(width, self.activation) for _ in range(config.blocks))
        )
        self.join = nn.Conv2d(width, width, 3, padding=1)
        self.last = nn.Conv2d(width, outputs, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """The restored picture.

        Args:
            x: (B, inputs, H, W); H and W multiples of the attention's window.

        Returns:
            (B, outputs, H, W) float32.
        """
        begun = self.first(x)
        seen = begun + self.join(self.after(self.attention(self.before(begun))))
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x.device.type, enabled=False):
            return self.last.float()(seen.float())
