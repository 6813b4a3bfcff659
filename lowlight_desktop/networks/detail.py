"""PANet for the traces of compression and the noise that is left in a finished picture.

Source:
    Mei et al., see `panet.py`.

Deviations, each with its reason:
    * 4x4 pixels are folded into channels: what looks alike is found sixteen times as cheaply, and
      a JPEG's block is two places wide.
    * Attention looks through windows on a fixed grid, beyond their edges: tiles agree, and memory
      does not grow with the photo.
    * The answer is what is wrong with the picture: a good photo comes back as it was.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.panet import Panet, PanetConfig

FOLD = 4
"""Side of the squares of pixels that become channels."""
_PLANES = 3 * FOLD**2
_AMOUNT = 1e-3  # at first the picture stays nearly as it is


@dataclass(frozen=True, slots=True)
class DetailConfig(PanetConfig):
    """Sizes of the network; places are squares of 4x4 pixels."""

    width: int = 48
    blocks: int = 4
    narrow: int = 8
    window: int = 8
    halo: int = 3

    def __post_init__(self) -> None:
        if min(self.width, self.blocks, self.narrow, self.window) < 1:
            raise ValueError("sizes must be at least 1")

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this: the windows."""
        return FOLD * self.window

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        blocks = 2 * self.blocks
        # From the end: convolutions, the other side of the window, its halo, convolutions.
        places = (blocks + 2) + (self.window - 1) + self.halo + (blocks + 1)
        return FOLD * places + FOLD - 1


class Detail(nn.Module):
    """The whole network; it needs to know nothing of the rest of the photo."""

    def __init__(self, config: DetailConfig) -> None:
        super().__init__()
        self.config = config
        self.panet = Panet(config, _PLANES, _PLANES)
        self.amount = nn.Parameter(torch.full((_PLANES, 1, 1), _AMOUNT))

    def forward(self, x: Tensor) -> Tensor:
        """Repair a picture.

        Args:
            x: (B, 3, H, W) sRGB in [0, 1]; H and W multiples of `config.grid_px`.

        Returns:
            (B, 3, H, W) float32 sRGB, not clipped.
        """
        x = x.float()
        seen = F.pixel_unshuffle(x - 0.5, FOLD).contiguous(memory_format=torch.channels_last)
        wrong = self.panet(seen) * self.amount
        return x - F.pixel_shuffle(wrong, FOLD)
