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
    * The wanted brightness is judged from the thumbnail (`target_predictor.py`); the paper takes it
      from the reference image or from a constant.
    * LEN's three "illumination" outputs, unused by every published loss, are left out.

The global half stands in `light.py`: other networks have it too.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.light import LightGlobals, LightNetwork

LEN_PLACES = 9
"""How many folded pixels away LEN sees."""


@dataclass(frozen=True, slots=True)
class FlwConfig:
    """Sizes of an FLW network.

    Attributes:
        width: Channels of LEN; a multiple of 16 (bf16 gradients of dilated layers).
        fold: Side of the pixel block folded into channels before LEN; 1 is the published network.
        global_width: Channels of the global layers.
        modulated: Whether the global features also scale and shift LEN's third and fifth layer.
        predictor_examples: Photos that the brightness predictor remembers.
        predictor_width: Numbers that it remembers of each.
    """

    width: int = 32
    fold: int = 2
    global_width: int = 32
    modulated: bool = True
    predictor_examples: int = 976
    predictor_width: int = 16

    @property
    def grid_px(self) -> int:
        """Tiles must begin at a multiple of this."""
        return self.fold

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors."""
        return LEN_PLACES * self.fold + self.fold - 1

    @property
    def halo_px(self) -> int:
        """How far beyond its folded pixel a pixel's result can depend on others."""
        return LEN_PLACES * self.fold


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


class Flw(LightNetwork):
    """The whole network."""

    def __init__(self, config: FlwConfig) -> None:
        super().__init__(config)
        self.config = config
        self.len = LocalEnhancement(config)

    def correction(
        self, rgb: Tensor, coarse: Tensor, lifted: Tensor, known: LightGlobals
    ) -> Tensor:
        """LEN's; as `LightNetwork.correction`."""
        return self.len(rgb, coarse, lifted, known.features)
