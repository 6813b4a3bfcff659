"""How bright should this photo become? Judged by photos for which somebody has chosen.

Kernel regression: a photo becomes a short vector of facts, and every remembered photo pulls the
guess by how near it lies. What resembles nothing that is remembered gets the mean wish. No part of
a paper: FLW-Net takes the brightness from the reference. Figures in `docs/flw_ablation.md`.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.quantiles import quantiles
from lowlight_desktop.photo.survey_sizes import THUMBNAIL_PX

_FIELDS = 8
_LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
_TINTS = (0.05, 0.25, 0.5, 0.75, 0.95)
_SCALES = (1, 2, 4, 8)
_BLACK = 0.004  # one 8-bit step: nothing is darker
_SMOOTH = 1e-3  # of differences of logarithms: no photo is smoother

FACTS = {
    "fields": 3 * _FIELDS**2,
    "levels": len(_LEVELS) + 5,
    "texture": 2 * len(_SCALES),
    "tints": 2 * len(_TINTS),
}
"""How many facts there are of each kind, in their order."""


def facts(thumbnail: Tensor) -> Tensor:
    """What can be told of a photo: (B, 3, 64, 64) in [0, 1] to (B, 224).

    Its 8x8 fields as logarithms with the exposure taken out: dark content looks like bright
    content then; quantiles of V = max(R, G, B), exposure and spread; roughness at four scales;
    quantiles of the ratios of its colors.
    """
    logs = (thumbnail + _BLACK).log()
    exposure = logs.mean((1, 2, 3))[:, None]
    fields = (F.avg_pool2d(thumbnail, THUMBNAIL_PX // _FIELDS) + _BLACK).log()
    v = thumbnail.amax(1, keepdim=True)
    levels = (quantiles(v.flatten(1), _LEVELS) + _BLACK).log()
    spread = logs.std((2, 3)).mean(1, keepdim=True)
    red, green, blue = logs.flatten(2).unbind(1)
    tints = [quantiles(color - green, _TINTS) for color in (red, blue)]
    parts = [fields.flatten(1) - exposure, levels, logs.mean((2, 3)), exposure, spread]
    return torch.cat([*parts, *_texture((v + _BLACK).log()), *tints], 1)


def _texture(v: Tensor) -> list[Tensor]:
    """(B, 1, 64, 64) to how much it changes from place to place, (B, 1) for each scale and axis."""
    found: list[Tensor] = []
    for scale in _SCALES:
        coarse = F.avg_pool2d(v, scale)
        steps = coarse[:, :, 1:] - coarse[:, :, :-1], coarse[..., 1:] - coarse[..., :-1]
        found += [(step.abs().mean((2, 3)) + _SMOOTH).log() for step in steps]
    return found


class TargetPredictor(nn.Module):
    """The guess; `training/train_target.py` computes its numbers in closed form.

    Args:
        examples: Photos that are remembered.
        width: Numbers that are remembered of each.
    """

    def __init__(self, examples: int, width: int) -> None:
        super().__init__()
        self.place = nn.Linear(sum(FACTS.values()), width)
        self.examples = nn.Parameter(torch.randn(examples, width))
        self.pull = nn.Linear(examples, 1)
        nn.init.constant_(self.pull.bias, 0.5)

    def forward(self, thumbnail: Tensor) -> Tensor:
        """(B, 3, 64, 64) in [0, 1] to the wanted mean brightness, (B,) in [0.05, 0.95]."""
        sides = (thumbnail, thumbnail.flip(-1))  # mirrored, the same photo
        guesses = [self.pull(self.nearness(facts(side)))[:, 0] for side in sides]
        return (0.5 * (guesses[0] + guesses[1])).clamp(0.05, 0.95)

    def nearness(self, told: Tensor) -> Tensor:
        """How near photos lie to the examples: facts, (B, 224), to (B, examples) in (0, 1]."""
        apart = self.place(told)[:, None] - self.examples
        return (-(apart.square().sum(-1) + _SMOOTH**2).sqrt()).exp()
