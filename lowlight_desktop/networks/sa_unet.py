"""SA U-Net: the noise of a developed picture, found and taken away.

Source:
    Ronneberger et al., "U-Net", MICCAI 2015, arXiv 1505.04597, with the shuffle attention of
    Zhang, Yang, "SA-Net", ICASSP 2021, arXiv 2102.00240. No paper joins the two for denoising;
    `SaUnetConfig.attention` says where it stands, so that its worth can be measured.

What all denoisers of pictures share stands in `picture_denoiser.py`.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks import reach
from lowlight_desktop.networks.blocks.recall import Note, Recall
from lowlight_desktop.networks.blocks.resampling import InvertedShuffle
from lowlight_desktop.networks.blocks.shuffle_attention import ShuffleAttention, gate_of
from lowlight_desktop.networks.picture_denoiser import (
    FOLD,
    SEEN,
    DenoiserSurvey,
    PictureDenoiser,
)
from lowlight_desktop.photo.network_map import NetworkMap

PLACES = ("none", "decoder", "encoder", "both")
"""Where shuffle attention may stand."""
_SLOPE = 0.1
_OF_TWO = 0.7  # a sum of two is as large as each


@dataclass(frozen=True, slots=True)
class SaUnetConfig:
    """Sizes of an SA U-Net.

    Attributes:
        widths: Channels of each level, the finest first; multiples of 16.
        attention: Where shuffle attention stands, one of `PLACES`.
        groups: Of the shuffle attention.
    """

    widths: tuple[int, ...] = (48, 64, 96, 128)
    attention: str = "decoder"
    groups: int = 8

    def __post_init__(self) -> None:
        if len(self.widths) < 2 or any(w < 16 or w % 16 for w in self.widths):
            raise ValueError(f"widths must be two or more multiples of 16, got {self.widths}")
        if self.attention not in PLACES:
            raise ValueError(f"attention must be one of {PLACES}, got {self.attention!r}")

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this: the coarsest level."""
        return FOLD * 2 ** (len(self.widths) - 1)

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        return reach.reach_px(self._seen())

    @property
    def halo_px(self) -> int:
        """How far beyond its square of the grid a pixel's result can depend on others."""
        return reach.halo_px(self._seen())

    def _seen(self) -> reach.Seen:
        return [_seen_from(pixel, len(self.widths)) for pixel in range(self.grid_px)]


def _seen_from(pixel: int, levels: int) -> tuple[int, int]:
    """The first and the last pixel, along one axis, that a pixel's result depends on."""
    low = high = pixel // FOLD
    for _ in range(levels - 1):  # down through the decoder
        low, high = (low - 2) // 2, (high + 2) // 2
    for level in range(levels):  # up through the encoder
        low, high = low - 2, high + 2
        if level < levels - 1:
            low, high = 2 * low, 2 * high + 1
    low, high = low - 1, high + 1  # the surroundings
    return FOLD * low, FOLD * high + FOLD - 1


class Block(nn.Module):
    """Two convolutions, the second added to the first, and shuffle attention if asked for."""

    def __init__(self, inputs: int, outputs: int, groups: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.attention = ShuffleAttention(outputs, groups) if groups else None

    def forward(self, x: Tensor, recall: Recall, note: Note | None) -> Tensor:
        """(B, inputs, H, W) to (B, outputs, H, W)."""
        x = F.leaky_relu_(self.first(x), _SLOPE)
        x = F.leaky_relu_((x + self.second(x)) * _OF_TWO, _SLOPE)
        attention = self.attention
        if attention is None:
            return x
        # One place in four tells the same statistics, in a quarter of the time.
        gates = recall(lambda crops: attention.gates(x[..., ::2, ::2], crops))
        if note is not None:
            note(gate_of(x, gates)[:, attention.is_spatial().to(x.device)].mean(1))
        return attention(x, gates)


class SaUnet(PictureDenoiser):
    """The whole network."""

    def __init__(self, config: SaUnetConfig) -> None:
        super().__init__(config.widths[0], config)
        self.config = config
        widths, levels = config.widths, range(len(config.widths))
        encoder = config.groups if config.attention in ("encoder", "both") else 0
        decoder = config.groups if config.attention in ("decoder", "both") else 0
        self.encoder = nn.ModuleList(
            Block(widths[i - 1] if i else SEEN, widths[i], encoder) for i in levels
        )
        self.down = nn.ModuleList(InvertedShuffle(w) for w in widths[:-1])
        # Half the channels come from below, rounded to 16: the skip carries the detail.
        risen = [max(w // 32 * 16, 16) for w in widths[:-1]]
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(widths[i + 1], risen[i], 2, stride=2) for i in levels[:-1]
        )
        self.decoder = nn.ModuleList(
            Block(risen[i] + widths[i], widths[i], decoder) for i in levels[:-1]
        )
        for part in (self.encoder, self.down, self.up, self.decoder):
            _begin(part)

    def attentions(self) -> list[ShuffleAttention]:
        """All shuffle attentions, in the order of the forward pass."""
        blocks = (*self.encoder, *reversed(self.decoder))
        found = (block.attention for block in blocks if isinstance(block, Block))
        return [attention for attention in found if attention is not None]

    @property
    def maps(self) -> tuple[NetworkMap, ...]:
        """The spatial gates that can be shown, in the order of `attentions`."""
        # By what one value stands for: 2, 4, 8 pixels, and more; the window translates these.
        scales = ("fine", "medium", "coarse", "coarsest")
        encoder, decoder = range(len(self.encoder)), reversed(range(len(self.decoder)))
        levels = [("Early noise attention", level, self.encoder) for level in encoder]
        levels += [("Noise attention", level, self.decoder) for level in decoder]
        labels = [
            f"{name}, {scales[min(level, len(scales) - 1)]}"
            for name, level, blocks in levels
            if isinstance(block := blocks[level], Block) and block.attention is not None
        ]
        return tuple(NetworkMap(f"gate-{i}", label) for i, label in enumerate(labels))

    def channel_gates(self, survey: DenoiserSurvey) -> tuple[Tensor, ...]:
        """Of each shuffle attention, (n,) in [0, 1]: its channels that are weighed as wholes."""
        offsets = (gates[0, 1].cpu() for gates in survey.taken)
        layers = zip(self.attentions(), offsets, strict=True)
        return tuple(torch.sigmoid(offset[~layer.is_spatial()]) for layer, offset in layers)

    def features(self, seen: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, `SEEN`, h, w) to (B, widths[0], h, w)."""
        y, skips = seen, list[Tensor]()
        for i, block in enumerate(self.encoder):
            y = block(self.down[i - 1](y) if i else y, recall, note)
            skips.append(y)
        skips.pop()
        for i in reversed(range(len(self.decoder))):
            y = self.decoder[i](torch.cat([self.up[i](y), skips[i]], 1), recall, note)
        return y


def _begin(part: nn.Module) -> None:
    for module in part.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.kaiming_normal_(module.weight, a=_SLOPE)
            assert module.bias is not None
            nn.init.zeros_(module.bias)
