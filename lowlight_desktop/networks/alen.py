"""ALEN: a dark Bayer mosaic to clean linear camera RGB.

Source:
    Zhang, Yan, Zhu, Li, Sun, Zhang: "Attention-based network for low-light image enhancement",
    ICME 2020, arXiv 2005.09829.

As published: the packed mosaic (with stacked exposures as an option), a U-Net of plain blocks
(channel attention, two 3x3 convolutions) and, in the encoder, mixed blocks (non-local attention
concatenated to its input, channel attention, two convolutions), the inverted shuffle layer instead
of pooling (max-pooling, as in the released code, as an option), LeakyReLU 0.2, transposed
convolutions upward, pixel shuffle to the full size.

Deviations, each with its reason:
    * The output is linear camera RGB, not finished sRGB: white balance and curves stay editable.
    * Whatever is global comes from a survey of the whole photo, 64x64 cells that a small network
      turns into features: the summary behind the channel gains, and 16x16 keys and values for the
      non-local attention. Pooled within a tile, both would differ from tile to tile, and between
      training crops and photographs; the published attention takes 36 GB for 24 megapixels.
    * Light is white-balanced and put through a curve that gives noise about the same size, then
      divided by the photo's own level: neither ISO nor exposure is left to learn. How strong the
      noise of each color then is, in the dark and in the light, is told in eight planes.
    * The answer is added to a bilinear demosaic: detail passes, and there is no last ReLU.
    * Saturated pixels are marked for the network, so that it can tell a lamp from magenta.
    * The attention's last 1x1 convolution is left out: a convolution follows it anyway.
    * Narrower (0.7 instead of 2.8 million parameters), so that two processor cores can train it.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks import reach
from lowlight_desktop.networks.blocks.bayer import PACKED_COLORS, BilinearDemosaic, packed
from lowlight_desktop.networks.blocks.resampling import halving
from lowlight_desktop.networks.blocks.stabilizer import dark_deviation, restored, stabilized
from lowlight_desktop.networks.blocks.surveyed import SLOPE, Block, BlockSurvey
from lowlight_desktop.photo.survey_sizes import TOKEN_CELLS

EXPOSURES = (0.8, 1.2, 1.5)
"""The stacked exposures of the released code, beside 1."""

_SATURATION_FROM = 0.9


@dataclass(frozen=True, slots=True)
class AlenConfig:
    """Sizes of an ALEN network.

    Attributes:
        widths: Channels of each level, the finest first; multiples of 16.
        pool: "shuffle" for the inverted shuffle layer, "max" for max-pooling.
        attention_width: Channels of queries, keys and values; 0 leaves the attention out.
        exposures: Whether the light is shown in the stacked exposures too.
        conditioned: Whether the network is told how strong the noise is.
        survey_width: Channels of the survey's features.
    """

    widths: tuple[int, ...] = (32, 48, 64, 128)
    pool: str = "shuffle"
    attention_width: int = 16
    exposures: bool = False
    conditioned: bool = True
    survey_width: int = 48

    def __post_init__(self) -> None:
        if len(self.widths) < 2 or any(w < 16 or w % 16 for w in self.widths):
            raise ValueError(f"widths must be two or more multiples of 16, got {self.widths}")
        if self.pool not in ("shuffle", "max"):
            raise ValueError(f"pool must be 'shuffle' or 'max', got {self.pool!r}")

    @property
    def grid_px(self) -> int:
        """Tiles begin and end at multiples of this: the coarsest level, and its pooled queries."""
        return 2 ** (len(self.widths) + (1 if self.attention_width else 0))

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors, in pixels of the mosaic."""
        return reach.reach_px(self._seen())

    @property
    def halo_px(self) -> int:
        """How far beyond its square of the grid a pixel's result can depend on others."""
        return reach.halo_px(self._seen())

    def _seen(self) -> reach.Seen:
        levels, attends = len(self.widths), bool(self.attention_width)
        return [_seen_from(pixel, levels, attends=attends) for pixel in range(self.grid_px)]


def _seen_from(pixel: int, levels: int, *, attends: bool) -> tuple[int, int]:
    """The first and the last pixel, along one axis, that a pixel's result depends on."""
    low = high = pixel
    for _ in range(levels - 1):  # down through the decoder
        low, high = low // 2 - 2, high // 2 + 2
    low, high = low // 2, high // 2
    for level in reversed(range(levels)):  # up through the encoder
        low, high = low - 2, high + 2
        if attends and level:
            low, high = low // 2 * 2, high // 2 * 2 + 1
        low, high = 2 * low, 2 * high + 1
    return low, high


@dataclass(frozen=True, slots=True, eq=False)
class AlenSurvey:
    """All that a region needs to know about the rest of the photo.

    Attributes:
        gain: (B, 1, 1, 1) light of one photo-electron.
        dark: (B, 1, 1, 1) standard deviation of the noise in the dark.
        white_balance: (B, 3, 1, 1) multipliers of red, green and blue.
        level: (B, 1, 1, 1) root of the photo's mean square in units of its noise, at least 1.
        blocks: What each block knows, encoder first.
    """

    gain: Tensor
    dark: Tensor
    white_balance: Tensor
    level: Tensor
    blocks: tuple[BlockSurvey, ...]


class SurveyFeatures(nn.Module):
    """The photo's cells to features in 16x16 cells, and to their summary."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, width, 3, stride=2, padding=1)
        self.second = nn.Conv2d(width, width, 3, stride=2, padding=1)
        self.third = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, cells: Tensor) -> Tensor:
        """(B, C, 64, 64) to (B, width, 16, 16)."""
        x = F.leaky_relu(self.first(cells), SLOPE)
        x = F.leaky_relu(self.second(x), SLOPE)
        return F.leaky_relu(self.third(x), SLOPE)


class Alen(nn.Module):
    """The whole network: `survey` sees the photo in cells, `render` any region of it."""

    def __init__(self, config: AlenConfig) -> None:
        super().__init__()
        self.config = config
        widths, surveyed = config.widths, config.survey_width
        levels = range(len(widths))
        planes = 8 + (4 * len(EXPOSURES) if config.exposures else 0)
        planes += 8 if config.conditioned else 0
        self.survey_features = SurveyFeatures(5 if config.conditioned else 3, surveyed)
        self.encoder = nn.ModuleList(
            Block(
                planes if level == 0 else widths[level - 1],
                widths[level],
                surveyed,
                config.attention_width if level else 0,
            )
            for level in levels
        )
        self.down = nn.ModuleList(halving(config.pool, w) for w in widths[:-1])
        # Half the channels come from below, rounded to 16: the skip carries the detail.
        risen = [max(w // 32 * 16, 16) for w in widths[:-1]]
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(widths[level + 1], risen[level], 2, stride=2)
            for level in levels[:-1]
        )
        self.decoder = nn.ModuleList(
            Block(risen[level] + widths[level], widths[level], surveyed) for level in levels[:-1]
        )
        self.head = nn.Conv2d(widths[0], 12, 1)
        self.base = BilinearDemosaic()
        self._begin()

    def _begin(self) -> None:
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.kaiming_normal_(module.weight, a=SLOPE)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        nn.init.normal_(self.head.weight, std=1e-3)

    def blocks(self) -> list[Block]:
        """All blocks, encoder first: the order of `AlenSurvey.blocks`."""
        return [b for half in (self.encoder, self.decoder) for b in half if isinstance(b, Block)]

    def survey(
        self, cells: Tensor, gain: Tensor, read: Tensor, white_balance: Tensor
    ) -> AlenSurvey:
        """Everything global, once for a photo.

        Args:
            cells: (B, 3, 64, 64) mean red, green and blue of the whole mosaic, 0 is black, 1 the
                full sensor: `cell_means(mosaic, SURVEY_CELLS)`.
            gain: (B,) light of one photo-electron, in the same unit, above 0.
            read: (B,) standard deviation of all noise that does not come from light.
            white_balance: (B, 3) multipliers of red, green and blue, green about 1.
        """
        with torch.autocast(cells.device.type, enabled=False):
            gain, balance = gain[:, None, None, None], white_balance[:, :, None, None]
            dark = dark_deviation(gain, read[:, None, None, None])
            units = stabilized(cells * balance, gain, dark)
            level = units.square().mean((1, 2, 3), keepdim=True).sqrt().clamp_min(1.0)
            seen = [units / level]
            if self.config.conditioned:
                plane = torch.ones_like(units[:, :1])
                seen += [plane / level, plane * level.log() / 4.0]
            features = self.survey_features(torch.cat(seen, 1))
            blocks = tuple(block.survey(features) for block in self.blocks())
        return AlenSurvey(gain, dark, balance, level, blocks)

    def render(self, mosaic: Tensor, survey: AlenSurvey) -> Tensor:
        """Clean and demosaic a part of the photo; depends on nothing but it and the survey.

        Args:
            mosaic: (B, 1, H, W) float32, begins with red, 0 is black (noise passes below), 1 the
                full sensor; H and W multiples of `config.grid_px`.
            survey: What is known of the whole.

        Returns:
            (B, 3, H, W) float32 linear camera RGB, unit of the mosaic, not white-balanced, not
            clipped: reconstructed highlights pass 1.
        """
        units, planes = self._read(mosaic, survey)
        answer = self._correction(planes, survey)
        whole = F.pixel_shuffle(self.base(units) + answer, 2) * survey.level
        return restored(whole, survey.gain, survey.dark) / survey.white_balance

    def _read(self, mosaic: Tensor, survey: AlenSurvey) -> tuple[Tensor, Tensor]:
        """The mosaic, packed, in units of the photo's level; and all planes for the network."""
        balance = survey.white_balance[:, list(PACKED_COLORS)]
        light = packed(mosaic.float())
        units = stabilized(light * balance, survey.gain, survey.dark) / survey.level
        saturation = ((light - _SATURATION_FROM) / (1.0 - _SATURATION_FROM)).clamp(0.0, 1.0)
        planes = [units, saturation]
        if self.config.exposures:
            gains = (stabilized(e * light * balance, survey.gain, survey.dark) for e in EXPOSURES)
            planes += [units_again / survey.level for units_again in gains]
        if self.config.conditioned:
            # Standard deviations: white balance scales read noise, its root scales shot noise.
            planes += [
                (noise / survey.level).expand_as(units) for noise in (balance, balance.sqrt())
            ]
        seen = torch.cat(planes, 1)
        return units, seen.contiguous(memory_format=torch.channels_last)

    def _correction(self, x: Tensor, survey: AlenSurvey) -> Tensor:
        """(B, planes, h, w) to what the demosaic lacks, (B, 12, h, w) float32."""
        known = iter(survey.blocks)
        skips: list[Tensor] = []
        for level, block in enumerate(self.encoder):
            x = block(x if level == 0 else self.down[level - 1](x), next(known))
            skips.append(x)
        skips.pop()
        after = list(known)
        for level in reversed(range(len(self.decoder))):
            risen = self.up[level](x)
            x = self.decoder[level](torch.cat([risen, skips[level]], 1), after[level])
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x.device.type, enabled=False):
            return F.conv2d(x.float(), self.head.weight.float(), self.head.bias)

    def affinity(self, mosaic: Tensor, survey: AlenSurvey, row: int, column: int) -> Tensor:
        """Where in the photo the coarsest attention looks from one place.

        Args:
            mosaic: As for `render`.
            survey: As for `render`.
            row: Pixel of the mosaic given.
            column: Likewise.

        Returns:
            (B, 16, 16) over the whole photo, sums to 1.

        Raises:
            ValueError: If the network has no attention.
        """
        last = self.blocks()[len(self.encoder) - 1]
        known = survey.blocks[len(self.encoder) - 1]
        if last.attention is None or known.keys is None:
            raise ValueError("this network has no attention")
        _, x = self._read(mosaic, survey)
        for level, block in enumerate(self.encoder[:-1]):
            x = self.down[level](block(x, survey.blocks[level]))
        weights = last.attention.weights(x, known.keys)
        grid, across = self.config.grid_px, x.shape[-1] // 2
        return weights[:, row // grid * across + column // grid].unflatten(
            1, (TOKEN_CELLS, TOKEN_CELLS)
        )
