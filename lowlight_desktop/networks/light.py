"""What networks share that light dark photos: everything global, the curve, and how both are used.

The global half is FLW-Net's, see `flw.py`; the local half is another one for each network.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.target_predictor import TargetPredictor
from lowlight_desktop.photo.survey_sizes import COARSE_CELLS, THUMBNAIL_PX

HISTOGRAM_BINS = 12
CURVE_STEPS = 7


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


def under_curve(rgb: Tensor, v: Tensor, lifted: Tensor) -> Tensor:
    """The photo under the curve alone; colors keep their ratios.

    Args:
        rgb: (B, 3, H, W) in [0, 1].
        v: (B, 1, H, W) its brightness.
        lifted: (B, 1, H, W) its brightness after the curve.

    Returns:
        (B, 3, H, W) in [0, 1].
    """
    return rgb * (lifted / v.clamp_min(1e-4))


def lift(rgb: Tensor, alphas: Tensor) -> tuple[Tensor, Tensor]:
    """Brightness and photo under the curve alone.

    Args:
        rgb: (B, 3, H, W) in [0, 1].
        alphas: (B, 7) in [-1, 1].

    Returns:
        Its brightness, (B, 1, H, W), and itself, (B, 3, H, W), in [0, 1].
    """
    v = brightness(rgb)
    lifted = light_curve(v, alphas)
    return lifted, under_curve(rgb, v, lifted)


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
class LightGlobals:
    """All that the local half needs to know about the whole photo.

    Attributes:
        target: (B,) the wanted mean brightness that was used.
        alphas: (B, 7) curve parameters.
        coarse: (B, 1, 32, 32) coarse luminance.
        features: (B, global_width) for the local half.
        taken: What attention in the local half has asked of the photo; nothing where it has none.
    """

    target: Tensor
    alphas: Tensor
    coarse: Tensor
    features: Tensor
    taken: tuple[Tensor, ...] = ()


class LightSizes(Protocol):
    """What whoever cuts tiles and the global half must know."""

    @property
    def global_width(self) -> int:
        """Channels of the global layers."""
        ...

    @property
    def predictor_examples(self) -> int:
        """Photos that the brightness predictor remembers."""
        ...

    @property
    def predictor_width(self) -> int:
        """Numbers that it remembers of each."""
        ...

    @property
    def grid_px(self) -> int:
        """Tiles must begin at a multiple of this."""
        ...

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        ...


class LightNetwork(nn.Module):
    """`predictor` and `survey` see the thumbnail, `render` any region.

    Args:
        sizes: Of the network.
    """

    def __init__(self, sizes: LightSizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.predictor = TargetPredictor(sizes.predictor_examples, sizes.predictor_width)
        self.gfe = GlobalFeatures(sizes.global_width)

    def correction(
        self, rgb: Tensor, coarse: Tensor, lifted: Tensor, known: LightGlobals
    ) -> Tensor:
        """The local half: what is added to the photo under the curve.

        Args:
            rgb: (B, 3, H, W) dark photo; H and W multiples of the grid.
            coarse: (B, 1, H, W) coarse luminance, interpolated.
            lifted: (B, 1, H, W) V after the curve.
            known: Of the whole photo.

        Returns:
            (B, 3, H, W) float32.
        """
        raise NotImplementedError

    def taken(self, thumbnail: Tensor, known: LightGlobals) -> tuple[Tensor, ...]:
        """What attention in the local half asks of the photo, from its thumbnail."""
        del thumbnail, known
        return ()

    def survey(self, thumbnail: Tensor, target: Tensor) -> LightGlobals:
        """Everything global, from the thumbnail of the whole photo.

        Args:
            thumbnail: (B, 3, 64, 64) sRGB-encoded in [0, 1], area-averaged.
            target: (B,) wanted mean brightness in (0, 1); `predictor(thumbnail)` for blind work.
        """
        features, alphas = self.gfe(global_vector(thumbnail), target)
        known = LightGlobals(target, alphas, coarse_luminance(thumbnail), features)
        return replace(known, taken=self.taken(thumbnail, known))

    def render(self, rgb: Tensor, coarse: Tensor, survey: LightGlobals) -> Tensor:
        """Light a part of the photo; depends on nothing but it and the survey.

        Args:
            rgb: (B, 3, H, W) sRGB-encoded in [0, 1], H and W multiples of the grid.
            coarse: (B, 1, H, W) `survey.coarse` interpolated at these pixels.
            survey: What is known of the whole.

        Returns:
            (B, 3, H, W) float32 sRGB-encoded, not clipped.
        """
        v, lifted = lift(rgb, survey.alphas)
        return lifted + self.correction(rgb, coarse, v, survey)
