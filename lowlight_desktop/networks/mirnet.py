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
from lowlight_desktop.networks.blocks.multi_scale import ROUNDS, STREAMS, CascadeBlock, MeshBlock
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

_UNIT_REACH = 4  # two convolutions, and the places that a spatial gate looks at
FOLD = 2
"""Side of the squares of pixels that become channels before a trunk of cascades."""
_HALO_PX = 64
"""What lies further away changed a golden picture by 3e-6 at most, with weights of 8,500 steps; the
whole reach of 155 pixels would take a third more work."""
GRID = 2 ** (STREAMS - 1)
"""Heights and widths must be multiples of this."""


def reach(config: MirnetConfig, fold: int, beside: int = 0) -> int:
    """How far a pixel's result can depend on its neighbors, through a trunk of cascades.

    Args:
        config: Of the trunk; its units have dual attention.
        fold: Side of the squares of pixels that are folded into its places.
        beside: Places that what is around the trunk reaches.
    """
    seen = {p: _seen_from(p, config, fold, beside) for p in range(fold * GRID)}
    return max(max(p - low, high - p) for p, (low, high) in seen.items())


def _seen_from(pixel: int, config: MirnetConfig, fold: int, beside: int) -> tuple[int, int]:
    """The first and the last pixel, along one axis, that a pixel's result depends on."""
    low, high = pixel // fold - beside, pixel // fold + beside
    for _ in config.groups:
        low, high = low - 1, high + 1
        for _ in range(config.blocks):
            low, high = _cascade_sees(low, high)
    low, high = low - 1, high + 1  # the first convolution
    return fold * low, fold * high + fold - 1


def _cascade_sees(low: int, high: int) -> tuple[int, int]:
    """What a cascade needs of what comes in, to make these places."""
    needed: list[tuple[int, int] | None] = [(low, high), *[None] * (STREAMS - 1)]
    for _ in range(ROUNDS):
        for i in range(STREAMS - 1):  # doubling reads two places for each
            a, b = needed[i] or (0, 0)
            needed[i + 1] = _union(needed[i + 1], ((a - 1) // 2, (b + 1) // 2))
        needed = [n and (n[0] - _UNIT_REACH, n[1] + _UNIT_REACH) for n in needed]
    ends = [((a << i), (b << i) + (1 << i) - 1) for i, (a, b) in enumerate(filter(None, needed))]
    return min(a for a, _ in ends), max(b for _, b in ends)


def _union(one: tuple[int, int] | None, other: tuple[int, int]) -> tuple[int, int]:
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))


@dataclass(frozen=True, slots=True)
class CascadeConfig:
    """Sizes of a trunk of cascades with dual attention, whose places are squares of 2x2 pixels.

    Attributes:
        width: Channels of the finest stream, a multiple of 8; so are those of the coarser ones.
        factor: How many times more each coarser stream has.
        groups: Residual groups.
        blocks: In each of them.
    """

    width: int = 32
    factor: float = 1.5
    groups: int = 1
    blocks: int = 2

    def __post_init__(self) -> None:
        wide = [self.width * self.factor**i for i in range(STREAMS)]
        if not all(w >= 8 and w % 8 == 0 for w in wide):
            raise ValueError(f"every stream must have a multiple of 8 channels, not {wide}")
        _ = self.trunk

    @property
    def trunk(self) -> MirnetConfig:
        """All that there is to say of the trunk."""
        groups = (1,) * self.groups
        return MirnetConfig(self.width, "cascade", "dual", groups, self.blocks, self.factor)

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this: the coarsest stream."""
        return FOLD * GRID

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors; one place is beside the trunk."""
        return reach(self.trunk, FOLD, beside=1)

    @property
    def halo_px(self) -> int:
        """How much of its surroundings a tile is shown."""
        return min(self.reach_px, _HALO_PX)


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
