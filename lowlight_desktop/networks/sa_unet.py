"""SA U-Net: the noise of a developed picture, found and taken away.

Source:
    Ronneberger et al., "U-Net", MICCAI 2015, arXiv 1505.04597, with the shuffle attention of
    Zhang, Yang, "SA-Net", ICASSP 2021, arXiv 2102.00240. No paper joins the two for denoising;
    `SaUnetConfig.attention` says where it stands, so that its worth can be measured.

Deviations from both, each with its reason:
    * 2x2 pixels are folded into channels first, as in FFDNet (arXiv 1710.04026): a quarter of the
      work, four times the view.
    * The mean and variance behind the gates come from a survey, crops from all over the photo:
      taken within a tile, they would differ from tile to tile.
    * The network is told the level of the noise, of brightness and color apart, and answers in
      units of it: a photo without noise comes back as it was, and half precision does not band.
    * What differs from its surroundings is shown to it in units of the noise too: with the picture
      alone, weak noise would have to be amplified a hundredfold, and is not learned.
    * That reaches the last layer too, and all of it counts as noise at first: what the network
      learns is which of it was none.
    * A small head reads the level from the same crops, for a photo of which nothing is known.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.noise_head import NoiseHead
from lowlight_desktop.networks.blocks.opponent import from_opponent, to_opponent
from lowlight_desktop.networks.blocks.resampling import InvertedShuffle
from lowlight_desktop.networks.blocks.shuffle_attention import Gates, ShuffleAttention
from lowlight_desktop.photo.network_map import NetworkMap

PLACES = ("none", "decoder", "encoder", "both")
"""Where shuffle attention may stand."""
_SLOPE = 0.1
_FOLD = 2
_OF_TWO = 0.7  # a sum of two is as large as each
_MOST = 8.0  # units of the noise: what stands out more is no noise

Attend = Callable[[ShuffleAttention, Tensor], Tensor]


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
        return _FOLD * 2 ** (len(self.widths) - 1)

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        ends = {p: _seen_from(p, len(self.widths)) for p in range(self.grid_px)}
        return max(max(p - low, high - p) for p, (low, high) in ends.items())


def _seen_from(pixel: int, levels: int) -> tuple[int, int]:
    """The first and the last pixel, along one axis, that a pixel's result depends on."""
    low = high = pixel // _FOLD
    for _ in range(levels - 1):  # down through the decoder
        low, high = (low - 2) // 2, (high + 2) // 2
    for level in range(levels):  # up through the encoder
        low, high = low - 2, high + 2
        if level < levels - 1:
            low, high = 2 * low, 2 * high + 1
    low, high = low - 1, high + 1  # the surroundings
    return _FOLD * low, _FOLD * high + _FOLD - 1


@dataclass(frozen=True, slots=True, eq=False)
class SaSurvey:
    """All that a region needs to know about the rest of the photo.

    Attributes:
        level: (B, 2) standard deviation of the noise in brightness and in color, of sRGB values in
            [0, 1].
        gates: Of each shuffle attention, in the order of the forward pass.
    """

    level: Tensor
    gates: tuple[Gates, ...]

    def to(self, device: torch.device) -> "SaSurvey":
        """The same on another device."""
        return SaSurvey(self.level.to(device), tuple(g.to(device) for g in self.gates))


class Block(nn.Module):
    """Two convolutions, the second added to the first, and shuffle attention if asked for."""

    def __init__(self, inputs: int, outputs: int, groups: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.attention = ShuffleAttention(outputs, groups) if groups else None

    def forward(self, x: Tensor, attend: Attend) -> Tensor:
        """(B, inputs, H, W) to (B, outputs, H, W)."""
        x = F.leaky_relu_(self.first(x), _SLOPE)
        x = F.leaky_relu_((x + self.second(x)) * _OF_TWO, _SLOPE)
        return x if self.attention is None else attend(self.attention, x)


class SaUnet(nn.Module):
    """The whole network: `survey` sees crops of the photo, `render` any region of it."""

    def __init__(self, config: SaUnetConfig) -> None:
        super().__init__()
        self.config = config
        widths, levels = config.widths, range(len(config.widths))
        encoder = config.groups if config.attention in ("encoder", "both") else 0
        decoder = config.groups if config.attention in ("decoder", "both") else 0
        planes = 3 * _FOLD**2
        self.encoder = nn.ModuleList(
            Block(widths[i - 1] if i else 2 * planes + 2, widths[i], encoder) for i in levels
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
        self.head = nn.Conv2d(widths[0] + 2 * planes + 2, planes, 1)
        self.noise_head = NoiseHead()
        self._begin()

    def _begin(self) -> None:
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.kaiming_normal_(module.weight, a=_SLOPE)
                assert module.bias is not None
                nn.init.zeros_(module.bias)
        width, planes = self.config.widths[0], self.head.out_channels
        with torch.no_grad():
            nn.init.normal_(self.head.weight[:, :width], std=0.03)
            nn.init.zeros_(self.head.weight[:, width:])
            nn.init.eye_(self.head.weight[:, width + planes : -2, 0, 0])

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

    def level(self, crops: Tensor) -> Tensor:
        """The level of the noise, read from crops.

        Args:
            crops: (B, K, 3, H, W) sRGB in [0, 1], K crops from all over each photo.

        Returns:
            (B, 2) as in `SaSurvey.level`.
        """
        with torch.autocast(crops.device.type, enabled=False):
            return self.noise_head(crops.float())

    def survey(self, crops: Tensor, level: Tensor) -> SaSurvey:
        """Everything global, once for a photo.

        Args:
            crops: (B, K, 3, H, W) sRGB in [0, 1]; H and W multiples of `config.grid_px`.
            level: (B, 2) as in `SaSurvey.level`, above 0.
        """
        found: list[Gates] = []
        self._noise(crops.flatten(0, 1), level, crops.shape[1], found)
        return SaSurvey(level, tuple(found))

    def clean(self, crops: Tensor, level: Tensor) -> Tensor:
        """Clean crops that are all that is known of their photos: for training.

        Args:
            crops: As for `survey`.
            level: As for `survey`.

        Returns:
            Like `crops`, float32, not clipped.
        """
        x = crops.flatten(0, 1)
        return (x - self._noise(x, level, crops.shape[1], [])).unflatten(0, crops.shape[:2])

    def render(self, x: Tensor, survey: SaSurvey) -> Tensor:
        """Clean a part of the photo; depends on nothing but it and the survey.

        Args:
            x: (B, 3, H, W) sRGB in [0, 1]; H and W multiples of `config.grid_px`.
            survey: What is known of the whole.

        Returns:
            (B, 3, H, W) float32 sRGB, not clipped.
        """
        gates = iter(survey.gates)
        return x.float() - self._answer(x, survey.level, lambda layer, y: layer(y, next(gates)))

    def spatial_gates(self, x: Tensor, survey: SaSurvey) -> tuple[Tensor, ...]:
        """How far each place may pass, the mean of the channels weighed place by place.

        Args:
            x: As for `render`.
            survey: As for `render`.

        Returns:
            (B, h, w) in [0, 1] for each shuffle attention, in the order of the forward pass; h and
            w are those of its level.
        """
        gates, seen = iter(survey.gates), list[Tensor]()

        def attend(layer: ShuffleAttention, y: Tensor) -> Tensor:
            known = next(gates)
            seen.append(known.at(y)[:, layer.is_spatial().to(y.device)].mean(1).float())
            return layer(y, known)

        self._answer(x, survey.level, attend)
        return tuple(seen)

    def _noise(self, x: Tensor, level: Tensor, crops: int, found: list[Gates]) -> Tensor:
        """The noise of crops whose statistics are taken together, photo by photo."""

        def attend(layer: ShuffleAttention, y: Tensor) -> Tensor:
            # One place in four tells the same statistics, in a quarter of the time.
            gates = layer.gates(y[..., ::2, ::2], crops)
            found.append(gates)
            return layer(y, gates.of_crops(crops))

        return self._answer(x, level.repeat_interleave(crops, 0), attend)

    def _answer(self, x: Tensor, level: Tensor, attend: Attend) -> Tensor:
        """The noise, (B, 3, H, W) float32."""
        level = level.float()
        told = (level * 255.0).log2()[:, :, None, None] / 4.0
        unit = level[:, [0, 1, 1], None, None]
        folded = F.pixel_unshuffle(x.float() - 0.5, _FOLD)
        detail = F.pixel_unshuffle(to_opponent(x.float()), _FOLD).unflatten(1, (3, -1))
        around = F.avg_pool2d(detail.mean(2), 3, 1, 1, count_include_pad=False)
        detail = ((detail - around[:, :, None]) / unit[:, :, None]).clamp(-_MOST, _MOST)
        seen = torch.cat([folded, detail.flatten(1, 2), told.expand(-1, -1, *folded.shape[2:])], 1)
        y = seen = seen.contiguous(memory_format=torch.channels_last)
        skips: list[Tensor] = []
        for i, block in enumerate(self.encoder):
            y = block(self.down[i - 1](y) if i else y, attend)
            skips.append(y)
        skips.pop()
        for i in reversed(range(len(self.decoder))):
            y = self.decoder[i](torch.cat([self.up[i](y), skips[i]], 1), attend)
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(y.device.type, enabled=False):
            of_y, of_seen = self.head.weight.float().split([y.shape[1], seen.shape[1]], 1)
            # Two convolutions: joined first, both would be copied.
            noise = F.conv2d(y.float(), of_y, self.head.bias) + F.conv2d(seen, of_seen)
            noise = F.pixel_shuffle(noise, _FOLD)
            return from_opponent(noise * unit)
