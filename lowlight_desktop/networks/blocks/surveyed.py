"""ALEN's block: attention that looks at the whole photo, then two convolutions."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.excitation import Excitation
from lowlight_desktop.networks.blocks.non_local import SurveyAttention

SLOPE = 0.2
"""Of the LeakyReLUs."""


@dataclass(frozen=True, slots=True, eq=False)
class BlockSurvey:
    """What a block knows about the whole photo.

    Attributes:
        gate: (B, C) gains of its input channels.
        keys: (B, 256, width) for its attention, or None where it has none.
        values: Likewise.
    """

    gate: Tensor
    keys: Tensor | None
    values: Tensor | None


class Block(nn.Module):
    """The paper's plain block; with attention, its mixed block."""

    def __init__(self, inputs: int, outputs: int, surveyed: int, attention_width: int = 0) -> None:
        super().__init__()
        attends = attention_width > 0
        self.attention = SurveyAttention(inputs, surveyed, attention_width) if attends else None
        seen = inputs + attention_width
        self.excitation = Excitation(surveyed, seen)
        self.first = nn.Conv2d(seen, outputs, 3, padding=1)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)

    def survey(self, features: Tensor) -> BlockSurvey:
        """What to know of the photo, from the survey's features (B, S, 16, 16)."""
        gate = self.excitation(features.mean((2, 3)))
        if self.attention is None:
            return BlockSurvey(gate, None, None)
        return BlockSurvey(gate, *self.attention.remember(features))

    def forward(self, x: Tensor, known: BlockSurvey) -> Tensor:
        """(B, inputs, H, W) to (B, outputs, H, W)."""
        if self.attention is not None and known.keys is not None and known.values is not None:
            x = torch.cat([self.attention(x, known.keys, known.values), x], 1)
        x = F.leaky_relu_(self._gated(x, known.gate), SLOPE)
        return F.leaky_relu_(self.second(x), SLOPE)

    def _gated(self, x: Tensor, gate: Tensor) -> Tensor:
        """The first convolution of gated channels."""
        if len(gate) > 1 or torch.onnx.is_in_onnx_export():
            return self.first(x * gate[:, :, None, None].to(x.dtype))
        # Of one photo the weights are gated instead: they are fewer. Other engines want constants.
        return F.conv2d(x, self.first.weight * gate[0, :, None, None], self.first.bias, padding=1)
