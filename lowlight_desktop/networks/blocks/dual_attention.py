"""Two kinds of attention side by side: which channels matter, and which places."""

from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.recall import Note, Recall, photo_mean

_REDUCTION = 8


class ChannelAttention(nn.Module):
    """A gate for every channel, from the photo's mean features.

    Source:
        Hu et al., "Squeeze-and-Excitation Networks", CVPR 2018; no biases, as in MIRNet.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.squeeze = nn.Linear(channels, channels // _REDUCTION, bias=False)
        self.excite = nn.Linear(channels // _REDUCTION, channels, bias=False)

    def gates(self, x: Tensor, crops: int) -> Tensor:
        """(B * crops, C, H, W) features to (B, C) float32 in [0, 1]."""
        with torch.autocast(x.device.type, enabled=False):
            return torch.sigmoid(self.excite(F.relu(self.squeeze(photo_mean(x, crops)))))

    def forward(self, x: Tensor, recall: Recall) -> Tensor:
        """(B, C, H, W), gated."""
        return x * recall(partial(self.gates, x)).to(x.dtype)[..., None, None]


class SpatialAttention(nn.Module):
    """A gate for every place, from the greatest and the mean of its channels nearby.

    Source:
        Woo et al., "CBAM", ECCV 2018, with 5x5 places as in MIRNet.
    """

    def __init__(self) -> None:
        super().__init__()
        self.look = nn.Conv2d(2, 1, 5, padding=2, bias=False)

    def gates(self, x: Tensor) -> Tensor:
        """(B, C, H, W) features to (B, 1, H, W) in [0, 1]."""
        return torch.sigmoid(self.look(torch.cat([x.amax(1, True), x.mean(1, True)], 1)))

    def forward(self, x: Tensor, note: Note | None = None) -> Tensor:
        """(B, C, H, W), gated."""
        gates = self.gates(x)
        if note is not None:
            note(gates[:, 0])
        return x * gates


class DualAttention(nn.Module):
    """Two convolutions, weighed by channel and by place, mixed and added to what came in.

    Args:
        channels: Of input and output, a multiple of 8.
        activation: Between the convolutions; MIRNet has one for all its units, and holds it.

    Source:
        DAU of Zamir et al., "MIRNet", ECCV 2020, arXiv 2003.06792.
    """

    def __init__(self, channels: int, activation: nn.Module) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self._activation = (activation,)  # not a child: weights are saved once
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.places, self.channels = SpatialAttention(), ChannelAttention(channels)
        self.mix = nn.Conv2d(2 * channels, channels, 1, bias=False)

    def forward(self, x: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, C, H, W) to the same."""
        seen = self.second(self._activation[0](self.first(x)))
        weighed = [self.places(seen, note), self.channels(seen, recall)]
        return x + self.mix(torch.cat(weighed, 1))
