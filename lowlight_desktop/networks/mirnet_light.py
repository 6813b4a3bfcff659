"""MIRNet that lights dark photos: it goes on where FLW ends.

Source:
    The trunk is that of Zamir et al., see `mirnet.py`: the cascade of MIRNet-v2 with the dual
    attention of MIRNet. What comes before it is the whole of FLW-Net, see `flw.py`, as trained.

Deviations, each with its reason:
    * The trunk is shown the dark photo and what FLW makes of it, and answers what is to be added to
      that: hours of training are spent on what the small network cannot do, and the brightness,
      the curve and its handles mean the same in both.
    * 2x2 pixels are folded into channels: a quarter of the work, twice the view.
    * What attention asks of the photo is taken from its thumbnail, as everything global is: tiles
      agree, and training sees the whole photo behind every crop.
    * FLW's global features stand beside the picture as planes.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.recall import Taking, known
from lowlight_desktop.networks.flw import LEN_PLACES, FlwConfig, LocalEnhancement
from lowlight_desktop.networks.light import LightGlobals, LightNetwork, light_curve, under_curve
from lowlight_desktop.networks.light import brightness as v_of
from lowlight_desktop.networks.mirnet import FOLD, CascadeConfig, Trunk, reach
from lowlight_desktop.photo.survey_sizes import COARSE_CELLS, THUMBNAIL_PX

_TOLD = 8  # planes that hold the global features, mixed
_FINE = 4.0  # LEN's answer is weaker than a photo


@dataclass(frozen=True, slots=True)
class MirnetLightConfig(CascadeConfig):
    """Sizes of a light network.

    Attributes:
        width: As in `CascadeConfig`.
        factor: As in `CascadeConfig`.
        len_width: Channels of FLW's local half.
        global_width: Channels of the global layers.
        predictor_examples: Photos that the brightness predictor remembers.
        predictor_width: Numbers that it remembers of each.
    """

    width: int = 24
    factor: float = 2.0
    len_width: int = 32
    global_width: int = 32
    predictor_examples: int = 976
    predictor_width: int = 16

    @property
    def reach_px(self) -> int:
        """How far a pixel's result can depend on its neighbors: the trunk sees what LEN made."""
        return reach(self.trunk, FOLD, beside=1) + FOLD * LEN_PLACES


class MirnetLight(LightNetwork):
    """The whole network; the weights of FLW fit into it by their names."""

    def __init__(self, config: MirnetLightConfig) -> None:
        super().__init__(config)
        self.config = config
        sizes = FlwConfig(width=config.len_width, fold=FOLD, global_width=config.global_width)
        self.len = LocalEnhancement(sizes)
        planes = FOLD**2
        self.told = nn.Linear(config.global_width, _TOLD)
        self.trunk = Trunk(config.trunk, 7 * planes + _TOLD)
        self.head = nn.Conv2d(config.width, 3 * planes, 3, padding=1)
        nn.init.normal_(self.head.weight, std=1e-3)
        assert self.head.bias is not None
        nn.init.zeros_(self.head.bias)

    def freeze_flw(self) -> None:
        """Let training change nothing but what comes after FLW."""
        for part in (self.predictor, self.gfe, self.len):
            part.requires_grad_(requires_grad=False)

    def taken(self, thumbnail: Tensor, known: LightGlobals) -> tuple[Tensor, ...]:
        """As `LightNetwork.taken`."""
        lifted = light_curve(v_of(thumbnail), known.alphas)
        scale = THUMBNAIL_PX // COARSE_CELLS
        coarse = F.interpolate(known.coarse, scale_factor=scale, mode="bilinear")
        first = self.len(thumbnail, coarse, lifted, known.features)
        taking = Taking(1)
        self.trunk(self._seen(thumbnail, coarse, lifted, first, known), taking)
        return tuple(taking.taken)

    def correction(
        self, rgb: Tensor, coarse: Tensor, lifted: Tensor, known: LightGlobals
    ) -> Tensor:
        """As `LightNetwork.correction`."""
        first = self.len(rgb, coarse, lifted, known.features)
        return first + self._answer(self._seen(rgb, coarse, lifted, first, known), known)

    def _seen(
        self, rgb: Tensor, coarse: Tensor, lifted: Tensor, first: Tensor, known: LightGlobals
    ) -> Tensor:
        """What the trunk is shown: the photo under the curve, LEN's answer, the whole in small.

        Under the curve noise has the size that it would have in the result; in the dark photo it
        is too weak to be learned from.
        """
        plain = under_curve(rgb, v_of(rgb), lifted)
        picture = F.pixel_unshuffle(torch.cat([plain, first * _FINE, coarse], 1), FOLD)
        told = self.told(known.features)[:, :, None, None].to(picture.dtype)
        seen = torch.cat([picture, told.expand(-1, -1, *picture.shape[2:])], 1)
        return seen.contiguous(memory_format=torch.channels_last)

    def _answer(self, seen: Tensor, globals_: LightGlobals) -> Tensor:
        x = self.trunk(seen, known(globals_.taken))
        # The last layer makes color: in bfloat16 it would band.
        with torch.autocast(x.device.type, enabled=False):
            out = F.conv2d(x.float(), self.head.weight.float(), self.head.bias, padding=1)
        return F.pixel_shuffle(out, FOLD)
