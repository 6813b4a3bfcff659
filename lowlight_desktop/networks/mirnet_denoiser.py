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
from lowlight_desktop.networks.mirnet import GRID, ROUNDS, MirnetConfig, Trunk, check_streams, reach
from lowlight_desktop.networks.picture_denoiser import (
    FOLD,
    SEEN,
    DenoiserSurvey,
    PictureDenoiser,
)
from lowlight_desktop.photo.network_map import NetworkMap


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
        check_streams(self.width, self.factor)
        _ = self.trunk

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
        return reach(self.trunk, FOLD, beside=1)  # the surroundings that it is shown


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
        units = sum(isinstance(module, DualAttention) for module in self.modules()) * ROUNDS
        gates = [t for t in survey.taken if t.ndim == 2]
        assert len(gates) == units
        return tuple(g[0].cpu() for g in gates[-STREAMS:])

    def features(self, seen: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, `SEEN`, h, w) to (B, width, h, w)."""
        return self.trunk(seen, recall, note)
