"""FLW-Net: light for dark photos, from a brightness curve and a small local network.

Source:
    Zhang, Di, Wu, Wang, Li, Fu, Xu, Yang, Wang: "Simplifying Low-Light Image Enhancement Networks
    with Relative Loss Functions", arXiv 2304.02978.

As published: the global vector (12-bin histogram of V = max(R, G, B), its minimum and maximum, the
wanted mean brightness), five global layers that turn it into seven curve parameters, the curve
v <- v + a v (1 - v) iterated seven times, the coarse luminance, and seven 3x3 convolutions (LEN)
with their skips and dilations.

Deviations, each with its reason (figures in `docs/flw_ablation.md`):
    * Everything global is read from one 64x64 thumbnail of the photo (area-averaged), not from its
      pixels: the histogram does not see noise, and the same photo in another size looks the same.
    * The coarse luminance has a fixed number of cells a photo, not one per 20 pixels, and is
      area-averaged, where the published down-sampling reads 4 of 400 pixels.
    * The curve parameters pass through tanh: in [-1, 1] the curve cannot fold or leave [0, 1].
    * LEN works on pixels folded 2x2 into channels: four times the receptive area at under a third
      of the work. Its answer is added to the photo lifted by the curve: detail passes unharmed.
    * The global features also scale and shift two of LEN's layers.
    * A small network predicts the wanted brightness from the thumbnail; the paper
      takes it from the reference image or from a constant.
    * LEN's three "illumination" outputs, unused by every published loss, are left out.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.photo.network_map import GAIN, NetworkMap

THUMBNAIL_PX = 64
COARSE_CELLS = 32
HISTOGRAM_BINS = 12
CURVE_STEPS = 7


@dataclass(frozen=True, slots=True)
class FlwConfig:
    """Sizes of an FLW network.

    Attributes:
        width: Channels of LEN; a multiple of 16 (bf16 gradients of dilated layers).
        fold: Side of the pixel block folded into channels before LEN; 1 is the published network.
        global_width: Channels of the global layers.
        modulated: Whether the global features also scale and shift LEN's third and fifth layer.
        predictor_width: Neurons in the hidden layers of the brightness predictor.
    """

    width: int = 32
    fold: int = 2
    global_width: int = 32
    modulated: bool = True
    predictor_width: int = 48

    @property
    def grid_px(self) -> int:
        """Tiles must begin at a multiple of this."""
        return self.fold

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors: nine folded pixels."""
        return 9 * self.fold + self.fold - 1


def brightness(rgb: Tensor) -> Tensor:
    """V = max(R, G, B): (B, 3, H, W) to (B, 1, H, W)."""
    return rgb.amax(1, keepdim=True)


def light_curve(v: Tensor, alphas: Tensor) -> Tensor:
    """Zero-DCE's curve with one parameter a photo and step: v <- v + a v (1 - v).

    Args:
        v: (B, C, H, W) in [0, 1].
        alphas: (B, 7) in [-1, 1].

    Returns:
        (B, C, H, W) in [0, 1]; order is kept.
    """
    for step in range(alphas.shape[1]):
        v = v + alphas[:, step, None, None, None] * (v - v * v)
    return v


def lift(rgb: Tensor, alphas: Tensor) -> tuple[Tensor, Tensor]:
    """The photo under the curve alone; colors keep their ratios.

    Args:
        rgb: (B, 3, H, W) in [0, 1].
        alphas: (B, 7) in [-1, 1].

    Returns:
        Its brightness, (B, 1, H, W), and itself, (B, 3, H, W), in [0, 1].
    """
    v = brightness(rgb)
    lifted = light_curve(v, alphas)
    return lifted, rgb * (lifted / v.clamp_min(1e-4))


def global_vector(thumbnail: Tensor) -> Tensor:
    """The photo's histogram: (B, 3, 64, 64) in [0, 1] to (B, 14).

    Twelve bins of V over its own range, summing to 1, then the range's ends.
    """
    v = brightness(thumbnail).flatten(1)
    low, high = v.amin(1, keepdim=True), v.amax(1, keepdim=True)
    place = ((v - low) / (high - low).clamp_min(1e-6) * HISTOGRAM_BINS).long()
    bins = F.one_hot(place.clamp_max(HISTOGRAM_BINS - 1), HISTOGRAM_BINS).float().mean(1)
    return torch.cat([bins, low, high], 1)


def coarse_luminance(thumbnail: Tensor) -> Tensor:
    """V in cells over the whole photo: (B, 3, 64, 64) to (B, 1, 32, 32)."""
    return brightness(F.avg_pool2d(thumbnail, THUMBNAIL_PX // COARSE_CELLS))


class TargetPredictor(nn.Module):
    """Guesses how bright the finished photo should be from what is in it; no part of the paper.

    It sees the photo in 8x8 fields, as logarithms with the exposure taken out: dark content looks
    like bright content then. Beside it stand the exposure and how the brightness is distributed.
    """

    _QUANTILES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
    _FIELDS = 8
    _BLACK = 0.004  # one 8-bit step: nothing is darker

    def __init__(self, width: int) -> None:
        super().__init__()
        facts = 3 * self._FIELDS**2 + len(self._QUANTILES) + 5
        self.first = nn.Linear(facts, width)
        self.second = nn.Linear(width, width)
        self.out = nn.Linear(width, 1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, thumbnail: Tensor) -> Tensor:
        """(B, 3, 64, 64) in [0, 1] to the wanted mean brightness, (B,) in [0.05, 0.95]."""
        guess = self._guess(thumbnail) + self._guess(thumbnail.flip(-1))  # mirrored, the same photo
        return (0.5 + 0.1 * guess).clamp(0.05, 0.95)

    def _guess(self, thumbnail: Tensor) -> Tensor:
        x = F.leaky_relu(self.first(self._facts(thumbnail)), 0.1)
        x = F.leaky_relu(self.second(self.dropout(x)), 0.1)
        return self.out(self.dropout(x))[:, 0]

    def _facts(self, thumbnail: Tensor) -> Tensor:
        """(B, 206): fields, then quantiles of V, then levels and spread, all near unit size."""
        logs = (thumbnail + self._BLACK).log()
        exposure = logs.mean((1, 2, 3))[:, None]
        fields = (F.avg_pool2d(thumbnail, THUMBNAIL_PX // self._FIELDS) + self._BLACK).log()
        shares = torch.tensor(self._QUANTILES, device=thumbnail.device)
        quantiles = torch.quantile(brightness(thumbnail).flatten(1), shares, dim=1).T
        spread = logs.std((2, 3)).mean(1, keepdim=True)
        levels = torch.cat(
            [(quantiles + self._BLACK).log(), logs.mean((2, 3)), exposure, spread], 1
        )
        return torch.cat([0.6 * (fields.flatten(1) - exposure), 0.5 * levels + 1.5], 1)


class GlobalFeatures(nn.Module):
    """GFE: the global vector and the wanted brightness to features and curve parameters."""

    def __init__(self, width: int) -> None:
        super().__init__()
        inputs = HISTOGRAM_BINS + 3
        self.g1 = nn.Linear(inputs, width)
        self.g2 = nn.Linear(width, width)
        self.g3 = nn.Linear(width + inputs, width)
        self.g4 = nn.Linear(width, width)
        self.g5 = nn.Linear(width, CURVE_STEPS)

    def forward(self, vector: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """(B, 14) and (B,) to features (B, width) and curve parameters (B, 7) in [-1, 1]."""
        h = torch.cat([vector, target[:, None]], 1)
        g = F.leaky_relu(self.g2(F.leaky_relu(self.g1(h))))
        g = F.leaky_relu(self.g4(F.leaky_relu(self.g3(torch.cat([g, h], 1)))))
        return g, torch.tanh(self.g5(g))


@dataclass(frozen=True, slots=True)
class FlwSurvey:
    """All that the local half needs to know about the whole photo.

    Attributes:
        target: (B,) the wanted mean brightness that was used.
        alphas: (B, 7) curve parameters.
        coarse: (B, 1, 32, 32) coarse luminance.
        features: (B, global_width) for the modulation.
    """

    target: Tensor
    alphas: Tensor
    coarse: Tensor
    features: Tensor


class LocalEnhancement(nn.Module):
    """LEN: seven 3x3 convolutions with the published skips and dilations."""

    def __init__(self, config: FlwConfig) -> None:
        super().__init__()
        n, folded = config.width, config.fold**2
        self.fold = config.fold
        self.e1 = nn.Conv2d(4 * folded, n, 3, padding=1)
        self.e2 = nn.Conv2d(n, n, 3, padding=1)
        self.e3 = nn.Conv2d(n + 4 * folded, n, 3, padding=1)
        self.e4 = nn.Conv2d(n, n, 3, padding=2, dilation=2)
        self.e5 = nn.Conv2d(n, n, 3, padding=2, dilation=2)
        self.e6 = nn.Conv2d(2 * n, n, 3, padding=1)
        self.e7 = nn.Conv2d(n, 3 * folded, 3, padding=1)
        self.modulation = nn.Linear(config.global_width, 4 * n) if config.modulated else None
        if self.modulation is not None:
            nn.init.zeros_(self.modulation.weight)
            nn.init.zeros_(self.modulation.bias)
        nn.init.normal_(self.e7.weight, std=1e-3)
        nn.init.zeros_(self.e7.bias if self.e7.bias is not None else torch.empty(0))

    def forward(self, rgb: Tensor, coarse: Tensor, lifted: Tensor, features: Tensor) -> Tensor:
        """The correction to the lifted photo.

        Args:
            rgb: (B, 3, H, W) dark photo; H and W multiples of the fold.
            coarse: (B, 1, H, W) coarse luminance, interpolated.
            lifted: (B, 1, H, W) V after the curve.
            features: (B, global_width) global features.

        Returns:
            (B, 3, H, W) float32.
        """
        half = coarse * 0.5
        seen = F.pixel_unshuffle(torch.cat([rgb - half, half], 1), self.fold)
        again = F.pixel_unshuffle(torch.cat([rgb, lifted], 1), self.fold)
        x2 = F.leaky_relu(self.e2(F.leaky_relu(self.e1(seen))))
        x3 = self.e3(torch.cat([x2, again.to(x2.dtype)], 1))
        x3 = F.leaky_relu(self._modulated(x3, features, 0))
        x5 = self.e5(F.leaky_relu(self.e4(x3)))
        x5 = F.leaky_relu(self._modulated(x5, features, 1))
        x6 = F.leaky_relu(self.e6(torch.cat([x3, x5], 1)))
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x6.device.type, enabled=False):
            out = F.conv2d(x6.float(), self.e7.weight.float(), self.e7.bias, padding=1)
        return F.pixel_shuffle(out, self.fold)

    def _modulated(self, x: Tensor, features: Tensor, layer: int) -> Tensor:
        if self.modulation is None:
            return x
        scale, shift = self.modulation(features).chunk(4, 1)[2 * layer : 2 * layer + 2]
        return x * (1.0 + scale[:, :, None, None]) + shift[:, :, None, None]


_DARKEST = 2.0**-12
"""Below this light a ratio is noise divided by noise."""


def _luminance(srgb: Tensor) -> Tensor:
    """Light of sRGB-encoded values: (B, 3, H, W) to (B, 1, H, W)."""
    x = srgb.clamp(0, 1)
    light = torch.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    weights = torch.tensor([0.2126, 0.7152, 0.0722], device=x.device, dtype=x.dtype)
    return (light * weights[:, None, None]).sum(1, keepdim=True)


LOCAL = NetworkMap("local", "Local correction", "EV", signed=True)
"""How much brighter LEN made a pixel than the curve alone: log2 of the ratio of their light."""


class Flw(nn.Module):
    """The whole network: `predictor` and `survey` see the thumbnail, `render` any region.

    Attributes:
        maps: What it can show of its work.
    """

    maps = (GAIN, LOCAL)

    def __init__(self, config: FlwConfig) -> None:
        super().__init__()
        self.config = config
        self.predictor = TargetPredictor(config.predictor_width)
        self.gfe = GlobalFeatures(config.global_width)
        self.len = LocalEnhancement(config)

    def survey(self, thumbnail: Tensor, target: Tensor) -> FlwSurvey:
        """Everything global, from the thumbnail of the whole photo.

        Args:
            thumbnail: (B, 3, 64, 64) sRGB-encoded in [0, 1], area-averaged.
            target: (B,) wanted mean brightness in (0, 1); `predictor(thumbnail)` for blind work.
        """
        features, alphas = self.gfe(global_vector(thumbnail), target)
        return FlwSurvey(target, alphas, coarse_luminance(thumbnail), features)

    def render(self, rgb: Tensor, coarse: Tensor, survey: FlwSurvey) -> Tensor:
        """Light a part of the photo; depends on nothing but it and the survey.

        Args:
            rgb: (B, 3, H, W) sRGB-encoded in [0, 1], H and W multiples of the fold.
            coarse: (B, 1, H, W) `survey.coarse` interpolated at these pixels.
            survey: What is known of the whole.

        Returns:
            (B, 3, H, W) float32 sRGB-encoded, not clipped.
        """
        v, lifted = lift(rgb, survey.alphas)
        return lifted + self.len(rgb, coarse, v, survey.features)

    def explain(self, name: str, rgb: Tensor, coarse: Tensor, survey: FlwSurvey) -> Tensor:
        """One of the network's own maps for a part of the photo, where all its layers are known.

        Args:
            name: "local"; what can be told from pixels before and after is not asked here.
            rgb: As for `render`.
            coarse: As for `render`.
            survey: As for `render`.

        Returns:
            (B, 1, H, W) in the map's unit.

        Raises:
            ValueError: If there is no such map.
        """
        if name != LOCAL.id:
            raise ValueError(f"FLW has no map {name!r}")
        _, alone = lift(rgb, survey.alphas)
        whole = self.render(rgb, coarse, survey)
        return ((_luminance(whole) + _DARKEST) / (_luminance(alone) + _DARKEST)).log2()
