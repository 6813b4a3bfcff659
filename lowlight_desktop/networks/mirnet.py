"""MIRNet: a trunk that keeps full resolution and asks coarser streams for what they see.

Source:
    Zamir et al., "Learning Enriched Features for Real Image Restoration and Enhancement", ECCV
    2020, arXiv 2003.06792, and "Learning Enriched Features for Fast Image Restoration and
    Enhancement", TPAMI 2022, arXiv 2205.01649 (MIRNet-v2): `MIRNET` and `MIRNET_V2` are their
    sizes.

Deviation: what attention takes from the whole photo comes through a `Recall`, so that a survey
takes it once and tiles agree.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.multi_scale import STREAMS, CascadeBlock, MeshBlock
from lowlight_desktop.networks.blocks.recall import Recall

BLOCKS = ("mesh", "cascade")
"""Of MIRNet, and of MIRNet-v2."""


@dataclass(frozen=True, slots=True)
class MirnetConfig:
    """Sizes of a trunk.

    Attributes:
        width: Channels of the finest stream, a multiple of 8.
        block: One of `BLOCKS`.
        groups: Of the convolutions of "cascade", for each residual group in turn; their number is
            that of the groups.
        blocks: In each residual group.
        factor: How many times more channels each coarser stream of "cascade" has; "mesh" has 2.
    """

    width: int
    block: str
    groups: tuple[int, ...]
    blocks: int = 2
    factor: float = 2.0

    def __post_init__(self) -> None:
        if self.width < 8 or self.width % 8:
            raise ValueError(f"width must be a multiple of 8, got {self.width}")
        if self.block not in BLOCKS:
            raise ValueError(f"block must be one of {BLOCKS}, got {self.block!r}")
        if not self.groups or self.blocks < 1:
            raise ValueError("there must be residual groups, and blocks in them")
        if self.block == "mesh" and (self.factor != 2 or set(self.groups) != {1}):
            raise ValueError("a mesh doubles its channels and does not group its convolutions")


MIRNET = MirnetConfig(64, "mesh", groups=(1, 1, 1))
MIRNET_V2 = MirnetConfig(80, "cascade", groups=(1, 2, 4, 4), factor=1.5)

GRID = 2 ** (STREAMS - 1)
"""Heights and widths must be multiples of this."""


class ResidualGroup(nn.Module):
    """Multi-scale blocks and a convolution, added to what came in."""

    def __init__(self, config: MirnetConfig, groups: int, activation: nn.Module) -> None:
        super().__init__()
        width = config.width
        self.blocks = nn.ModuleList(
            MeshBlock(width, activation)
            if config.block == "mesh"
            else CascadeBlock(width, config.factor, groups)
            for _ in range(config.blocks)
        )
        self.out = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x: Tensor, recall: Recall) -> Tensor:
        """(B, width, H, W) to the same."""
        seen = x
        for block in self.blocks:
            seen = block(seen, recall)
        return x + self.out(seen)


class Mirnet(nn.Module):
    """The whole network.

    Args:
        config: Its sizes.
        inputs: Planes that come in.
        outputs: Planes that go out.
    """

    def __init__(self, config: MirnetConfig, inputs: int = 3, outputs: int = 3) -> None:
        super().__init__()
        self.config = config
        activation = nn.PReLU()  # one for all dual attention: published
        self.first = nn.Conv2d(inputs, config.width, 3, padding=1, bias=False)
        self.groups = nn.ModuleList(ResidualGroup(config, g, activation) for g in config.groups)
        self.last = nn.Conv2d(config.width, outputs, 3, padding=1, bias=False)

    def forward(self, x: Tensor, recall: Recall) -> Tensor:
        """What is to be added to a picture.

        Args:
            x: (B, inputs, H, W); H and W multiples of `GRID`.
            recall: What the photos that `x` is of are like, see `blocks.recall`.

        Returns:
            (B, outputs, H, W) float32.
        """
        x = self.first(x)
        for group in self.groups:
            x = group(x, recall)
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x.device.type, enabled=False):
            return self.last.float()(x.float())
