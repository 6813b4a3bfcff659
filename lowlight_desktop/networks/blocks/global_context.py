"""One vector that tells every place what the photo is about."""

from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.recall import Note, Recall

SLOPE = 0.2
"""Of the LeakyReLUs."""


class GlobalContext(nn.Module):
    """Adds to every place the mean of the places that matter, transformed.

    Source:
        Cao et al., "GCNet", ICCV workshops 2019, arXiv 1904.11492, as in MIRNet-v2.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.mask = nn.Conv2d(channels, 1, 1, bias=False)
        self.first = nn.Linear(channels, channels, bias=False)
        self.second = nn.Linear(channels, channels, bias=False)

    def context(self, x: Tensor, crops: int) -> Tensor:
        """(B * crops, C, H, W) features to what is added to all places, (B, C) float32."""
        with torch.autocast(x.device.type, enabled=False):
            x = x.float()
            photos = x.flatten(2).unflatten(0, (-1, crops)).transpose(1, 2).flatten(2)
            scores = self.mask(x).flatten(1).unflatten(0, (-1, crops)).flatten(1)
            mean = (photos * scores.softmax(1)[:, None]).sum(2)
            return self.second(F.leaky_relu(self.first(mean), SLOPE))

    def forward(self, x: Tensor, recall: Recall) -> Tensor:
        """(B, C, H, W) to the same."""
        return x + recall(partial(self.context, x)).to(x.dtype)[..., None, None]


class ContextBlock(nn.Module):
    """Two convolutions that know of the photo, added to what came in.

    Args:
        channels: Of input and output.
        groups: Of the convolutions.

    Source:
        RCB of Zamir et al., "MIRNet-v2", TPAMI 2022, arXiv 2205.01649.
    """

    def __init__(self, channels: int, groups: int = 1) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1, groups=groups, bias=False)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, groups=groups, bias=False)
        self.context = GlobalContext(channels)

    def forward(self, x: Tensor, recall: Recall, _note: Note | None = None) -> Tensor:
        """(B, C, H, W) to the same; it has no spatial gates."""
        seen = self.second(F.leaky_relu(self.first(x), SLOPE))
        return x + F.leaky_relu(self.context(seen, recall), SLOPE)
