"""MIRNet for the noise of a developed picture.

Source:
    The trunk is that of Zamir et al., see `mirnet.py`: the cascade of MIRNet-v2 with the dual
    attention of MIRNet, whose spatial gates can be shown. What all denoisers of pictures share
    stands in `picture_denoiser.py`.
"""

from dataclasses import dataclass

from torch import Tensor

from lowlight_desktop.networks.blocks.dual_attention import DualAttention
from lowlight_desktop.networks.blocks.multi_scale import STREAMS
from lowlight_desktop.networks.blocks.recall import Note, Recall
from lowlight_desktop.networks.mirnet import GRID, MirnetConfig, Trunk
from lowlight_desktop.networks.picture_denoiser import (
    FOLD,
    SEEN,
    DenoiserSurvey,
    PictureDenoiser,
)
from lowlight_desktop.photo.network_map import NetworkMap

_ROUNDS, _UNIT_REACH = 2, 4  # two convolutions, and the places that a spatial gate looks at


@dataclass(frozen=True, slots=True)
class MirnetDenoiserConfig:
    """Sizes of a denoiser.

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
        if any(w % 8 for w in wide) or self.groups < 1 or self.blocks < 1:
            raise ValueError(f"every stream must have a multiple of 8 channels, not {wide}")

    @property
    def trunk(self) -> MirnetConfig:
        """In the words of `mirnet.py`."""
        groups = (1,) * self.groups
        return MirnetConfig(self.width, "cascade", "dual", groups, self.blocks, self.factor)

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this: the coarsest stream."""
        return FOLD * GRID

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        seen = {p: self._seen_from(p) for p in range(self.grid_px)}
        return max(max(p - low, high - p) for p, (low, high) in seen.items())

    def _seen_from(self, pixel: int) -> tuple[int, int]:
        """The first and the last pixel, along one axis, that a pixel's result depends on."""
        low = high = pixel // FOLD
        for _ in range(self.groups):
            low, high = low - 1, high + 1
            for _ in range(self.blocks):
                low, high = _block_sees(low, high)
        low, high = low - 2, high + 2  # the first convolution, and the surroundings it is shown
        return FOLD * low, FOLD * high + FOLD - 1


def _block_sees(low: int, high: int) -> tuple[int, int]:
    """What a cascade needs of what comes in, to make these places."""
    needed: list[tuple[int, int] | None] = [(low, high), *[None] * (STREAMS - 1)]
    for _ in range(_ROUNDS):
        for i in range(STREAMS - 1):  # doubling reads two places for each
            a, b = needed[i] or (0, 0)
            needed[i + 1] = _union(needed[i + 1], ((a - 1) // 2, (b + 1) // 2))
        needed = [n and (n[0] - _UNIT_REACH, n[1] + _UNIT_REACH) for n in needed]
    ends = [((a << i), (b << i) + (1 << i) - 1) for i, (a, b) in enumerate(filter(None, needed))]
    return min(a for a, _ in ends), max(b for _, b in ends)


def _union(one: tuple[int, int] | None, other: tuple[int, int]) -> tuple[int, int]:
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))


class MirnetDenoiser(PictureDenoiser):
    """The whole network."""

    def __init__(self, config: MirnetDenoiserConfig) -> None:
        super().__init__(config.width, config)
        self.config = config
        self.trunk = Trunk(config.trunk, SEEN)

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """The spatial gates of the last block."""
        scales = ("fine", "medium", "coarse")  # the window translates these
        labels = [f"Noise attention, {scale}" for scale in scales]
        return tuple(NetworkMap(f"gate-{i}", label) for i, label in enumerate(labels))

    def channel_gates(self, survey: DenoiserSurvey) -> tuple[Tensor, ...]:
        """Of the dual attention of the last round, the finest stream first."""
        units = sum(isinstance(module, DualAttention) for module in self.modules()) * _ROUNDS
        gates = [t for t in survey.taken if t.ndim == 2]
        assert len(gates) == units
        return tuple(g[0].cpu() for g in gates[-STREAMS:])

    def features(self, seen: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, `SEEN`, h, w) to (B, width, h, w)."""
        return self.trunk(seen, recall, note)
