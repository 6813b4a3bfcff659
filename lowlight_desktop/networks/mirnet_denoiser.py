"""MIRNet for the noise of a developed picture.

Source:
    The trunk is that of Zamir et al., see `mirnet.py`: the cascade of MIRNet-v2 with the dual
    attention of MIRNet, whose spatial gates can be shown. What all denoisers of pictures share
    stands in `picture_denoiser.py`.
"""

from torch import Tensor

from lowlight_desktop.networks.blocks.dual_attention import DualAttention
from lowlight_desktop.networks.blocks.multi_scale import STREAMS
from lowlight_desktop.networks.blocks.recall import Note, Recall
from lowlight_desktop.networks.mirnet import ROUNDS, CascadeConfig, Trunk
from lowlight_desktop.networks.picture_denoiser import (
    SEEN,
    DenoiserSurvey,
    PictureDenoiser,
)
from lowlight_desktop.photo.network_map import STREAMS as STREAM_NAMES
from lowlight_desktop.photo.network_map import NetworkMap


class MirnetDenoiser(PictureDenoiser):
    """The whole network."""

    def __init__(self, config: CascadeConfig) -> None:
        super().__init__(config.width, config)
        self.config = config
        self.trunk = Trunk(config.trunk, SEEN)

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """The spatial gates of the last block, and which streams it chooses where."""
        # The window translates these.
        labels = [f"Noise attention, {part}" for part in (*STREAM_NAMES, "streams")]
        return tuple(NetworkMap(f"gate-{i}", label) for i, label in enumerate(labels))

    def channel_gates(self, survey: DenoiserSurvey) -> tuple[Tensor, ...]:
        """Of the last round: of dual attention, the finest stream first; of the finest fusion."""
        units = sum(isinstance(module, DualAttention) for module in self.modules()) * ROUNDS
        gates = [t for t in survey.taken if t.ndim == 2]
        assert len(gates) == units
        fusion = [t for t in survey.taken if t.ndim == 3][-1]
        return *(g[0].cpu() for g in gates[-STREAMS:]), fusion[0, 0].cpu()

    def features(self, seen: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, `SEEN`, h, w) to (B, width, h, w)."""
        return self.trunk(seen, recall, note)
