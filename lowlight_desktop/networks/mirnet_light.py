"""MIRNet that lights dark photos, steered by the wanted brightness as FLW is.

Source:
    The trunk is that of Zamir et al., see `mirnet.py`: the cascade of MIRNet-v2 with the dual
    attention of MIRNet. The global half is FLW-Net's, see `light.py`.

Deviations, each with its reason:
    * 2x2 pixels are folded into channels, and the answer is added to the photo under the curve.
    * What attention asks of the photo is taken from its thumbnail, as everything global is: tiles
      agree, and training sees the whole photo behind every crop.
    * The wanted brightness and the curve stand beside the picture as planes.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.recall import Taking, known
from lowlight_desktop.networks.light import LightGlobals, LightNetwork, light_curve
from lowlight_desktop.networks.light import brightness as v_of
from lowlight_desktop.networks.mirnet import FOLD, CascadeConfig, Trunk
from lowlight_desktop.photo.survey_sizes import COARSE_CELLS, THUMBNAIL_PX

_TOLD = 8  # planes that hold the global features, mixed


@dataclass(frozen=True, slots=True)
class MirnetLightConfig(CascadeConfig):
    """Sizes of a light network.

    Attributes:
        global_width: Channels of the global layers.
        predictor_examples: Photos that the brightness predictor remembers.
        predictor_width: Numbers that it remembers of each.
    """

    global_width: int = 32
    predictor_examples: int = 976
    predictor_width: int = 16


class MirnetLight(LightNetwork):
    """The whole network."""

    def __init__(self, config: MirnetLightConfig) -> None:
        super().__init__(config)
        self.config = config
        planes = FOLD**2
        self.told = nn.Linear(config.global_width, _TOLD)
        self.trunk = Trunk(config.trunk, 5 * planes + _TOLD)
        self.head = nn.Conv2d(config.width, 3 * planes, 3, padding=1)
        nn.init.normal_(self.head.weight, std=1e-3)
        assert self.head.bias is not None
        nn.init.zeros_(self.head.bias)

    def taken(self, thumbnail: Tensor, known: LightGlobals) -> tuple[Tensor, ...]:
        """As `LightNetwork.taken`."""
        lifted = light_curve(v_of(thumbnail), known.alphas)
        scale = THUMBNAIL_PX // COARSE_CELLS
        coarse = F.interpolate(known.coarse, scale_factor=scale, mode="bilinear")
        taking = Taking(1)
        self.trunk(self._seen(thumbnail, coarse, lifted, known), taking)
        return tuple(taking.taken)

    def correction(
        self, rgb: Tensor, coarse: Tensor, lifted: Tensor, known: LightGlobals
    ) -> Tensor:
        """As `LightNetwork.correction`."""
        return self._answer(self._seen(rgb, coarse, lifted, known), known)

    def _seen(self, rgb: Tensor, coarse: Tensor, lifted: Tensor, known: LightGlobals) -> Tensor:
        picture = F.pixel_unshuffle(torch.cat([rgb, coarse, lifted], 1), FOLD)
        told = self.told(known.features)[:, :, None, None].to(picture.dtype)
        seen = torch.cat([picture, told.expand(-1, -1, *picture.shape[2:])], 1)
        return seen.contiguous(memory_format=torch.channels_last)

    def _answer(self, seen: Tensor, globals_: LightGlobals) -> Tensor:
        x = self.trunk(seen, known(globals_.taken))
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x.device.type, enabled=False):
            out = F.conv2d(x.float(), self.head.weight.float(), self.head.bias, padding=1)
        return F.pixel_shuffle(out, FOLD)
