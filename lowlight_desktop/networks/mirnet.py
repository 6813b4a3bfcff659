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

from torch import Tensor, nn

from lowlight_desktop.networks.blocks.dual_attention import DualAttention
from lowlight_desktop.networks.blocks.global_context import ContextBlock
from lowlight_desktop.networks.blocks.multi_scale import STREAMS, CascadeBlock, MeshBlock
from lowlight_desktop.networks.blocks.recall import Note, Recall

BLOCKS, UNITS = ("mesh", "cascade"), ("dual", "context")
"""Of MIRNet, and of MIRNet-v2."""


@dataclass(frozen=True, slots=True)
class MirnetConfig:
    """Sizes of a trunk.

    Attributes:
        width: Channels of the finest stream, a multiple of 8.
        block: One of `BLOCKS`.
        unit: One of `UNITS`, in "cascade"; "mesh" has dual attention.
        groups: Of the convolutions of "context", for each residual group in turn; their number is
            that of the groups.
        blocks: In each residual group.
        factor: How many times more channels each coarser stream of "cascade" has; "mesh" has 2.
    """

    width: int
    block: str
    unit: str
    groups: tuple[int, ...]
    blocks: int = 2
    factor: float = 2.0

    def __post_init__(self) -> None:
        if self.width < 8 or self.width % 8:
            raise ValueError(f"width must be a multiple of 8, got {self.width}")
        if self.block not in BLOCKS or self.unit not in UNITS:
            raise ValueError(f"block and unit must be of {BLOCKS} and {UNITS}")
        if not self.groups or self.blocks < 1:
            raise ValueError("there must be residual groups, and blocks in them")
        is_mesh = self.block == "mesh"
        if is_mesh and (self.factor, self.unit) != (2, "dual"):
            raise ValueError("a mesh doubles its channels and has dual attention")
        if self.unit == "dual" and set(self.groups) != {1}:
            raise ValueError("the convolutions of dual attention must be whole")


MIRNET = MirnetConfig(64, "mesh", "dual", groups=(1, 1, 1))
MIRNET_V2 = MirnetConfig(80, "cascade", "context", groups=(1, 2, 4, 4), factor=1.5)

GRID = 2 ** (STREAMS - 1)
"""Heights and widths must be multiples of this."""


class ResidualGroup(nn.Module):
    """Multi-scale blocks and a convolution, added to what came in."""

    def __init__(self, config: MirnetConfig, groups: int, activation: nn.Module) -> None:
        super().__init__()
        width = config.width

        def unit(channels: int) -> nn.Module:
            if config.unit == "dual":
                return DualAttention(channels, activation)
            return ContextBlock(channels, groups)

        self.blocks = nn.ModuleList(
            MeshBlock(width, activation)
            if config.block == "mesh"
            else CascadeBlock(width, config.factor, unit)
            for _ in range(config.blocks)
        )
        self.out = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, width, H, W) to the same; `note` is told the spatial gates of the last block."""
        seen = x
        for last, block in enumerate(self.blocks, 1 - len(self.blocks)):
            seen = block(seen, recall, note if last == 0 else None)
        return x + self.out(seen)


class Trunk(nn.Module):
    """All but the last convolution.

    Args:
        config: Its sizes.
        inputs: Planes that come in.
    """

    def __init__(self, config: MirnetConfig, inputs: int) -> None:
        super().__init__()
        activation = nn.PReLU()  # one for all dual attention: published
        self.activation = activation if config.unit == "dual" else None
        self.first = nn.Conv2d(inputs, config.width, 3, padding=1, bias=False)
        self.groups = nn.ModuleList(ResidualGroup(config, g, activation) for g in config.groups)

    def forward(self, x: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """Features of a picture.

        Args:
            x: (B, inputs, H, W); H and W multiples of `GRID`.
            recall: What the photos that `x` is of are like, see `blocks.recall`.
            note: Told the spatial gates of the last block, if it has some, the finest first.

        Returns:
            (B, width, H, W).
        """
        x = self.first(x)
        for last, group in enumerate(self.groups, 1 - len(self.groups)):
            x = group(x, recall, note if last == 0 else None)
        return x


class Mirnet(nn.Module):
    """The whole network as published.

    Args:
        config: Its sizes.
    """

    def __init__(self, config: MirnetConfig) -> None:
        super().__init__()
        self.config = config
        self.trunk = Trunk(config, 3)
        self.last = nn.Conv2d(config.width, 3, 3, padding=1, bias=False)

    def forward(self, x: Tensor, recall: Recall) -> Tensor:
        """(B, 3, H, W) to the restored picture, float32; H and W multiples of `GRID`."""
        return x + self.last(self.trunk(x, recall)).float()
