"""PANet for the traces of compression and the noise that is left in a finished picture.

Source:
    The trunk is that of Mei et al., see `panet.py`. What all networks share that are told how much
    is wrong with a picture stands in `picture_denoiser.py`: here the noise is what a JPEG has made
    of the picture, and what was left by a denoiser before.

Deviations, each with its reason:
    * Attention looks through windows on a fixed grid, beyond their edges, in a picture of half the
      size of the others: tiles agree, memory does not grow with the photo, and a JPEG's block is
      two places wide.
    * At first nothing counts as wrong: most of a picture's fine detail is its own.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.damage_head import DamageHead
from lowlight_desktop.networks.blocks.recall import Note, Recall
from lowlight_desktop.networks.panet import PanetConfig, Trunk
from lowlight_desktop.networks.picture_denoiser import (
    FOLD,
    SEEN,
    DenoiserSurvey,
    PictureDenoiser,
)
from lowlight_desktop.photo.network_map import NetworkMap

_LEAST_SHARE = 1e-9
_LAST = 1e-2  # of the standard deviation of the last weights: at first next to nothing is wrong


@dataclass(frozen=True, slots=True)
class DetailConfig(PanetConfig):
    """Sizes of the network; places are squares of 2x2 pixels."""

    width: int = 40
    blocks: int = 2
    narrow: int = 8
    window: int = 8
    halo: int = 2
    shrink: int = 2

    def __post_init__(self) -> None:
        if min(self.width, self.blocks, self.narrow, self.window, self.shrink) < 1:
            raise ValueError("sizes must be at least 1")

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this: the windows."""
        return FOLD * self.shrink * self.window

    @property
    def place_px(self) -> int:
        """Side of the squares of pixels that the attention compares."""
        return FOLD * self.shrink

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        # From the end: convolutions, then to the far corner of a place of the attention, beyond the
        # other side of its window by its halo; convolutions and what stands beside the trunk.
        blocks, wide = 2 * self.blocks, self.window - 1 + self.halo
        places = (blocks + 1) + (self.shrink * (wide + 1) - 1) + (blocks + 2)
        return FOLD * places + FOLD - 1

    @property
    def halo_px(self) -> int:
        """How much of its surroundings a tile is shown."""
        return self.reach_px


class Detail(PictureDenoiser):
    """The whole network."""

    margin = 1.0

    def __init__(self, config: DetailConfig) -> None:
        super().__init__(config.width, config)
        self.config = config
        self.noise_head = DamageHead()
        self.trunk = Trunk(config, SEEN)
        with torch.no_grad():
            self.head.weight[:, config.width :] = 0.0
            nn.init.normal_(self.head.weight[:, : config.width], std=_LAST)

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """None: what it attends to is told for a place."""
        return ()

    def channel_gates(self, survey: DenoiserSurvey) -> tuple[Tensor, ...]:  # noqa: ARG002
        """None."""
        return ()

    def affinity(self, x: Tensor, survey: DenoiserSurvey, row: int, column: int) -> Tensor:
        """What the surroundings of a place have to do with it.

        Args:
            x: (1, 3, H, W) as for `render`.
            survey: As for `render`.
            row: Of a pixel of x.
            column: Likewise.

        Returns:
            (s, s) shares, which sum to 1: of the window that the pixel lies in and of `halo` places
            around it, all scales laid over each other; a place stands for `place_px` pixels.
        """
        scales = self.trunk.affinity(self._seen(x, survey.level), row // FOLD, column // FOLD)
        size, out = scales[0].shape, torch.zeros_like(scales[0])
        for shares in scales:
            large = F.interpolate(shares[None, None].float(), tuple(size), mode="nearest")[0, 0]
            out += large * (shares.sum() / large.sum().clamp_min(_LEAST_SHARE))
        return out

    def features(self, seen: Tensor, recall: Recall, note: Note | None = None) -> Tensor:  # noqa: ARG002
        """(B, `SEEN`, h, w) to (B, width, h, w)."""
        return self.trunk(seen)
