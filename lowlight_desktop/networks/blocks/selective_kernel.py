"""Streams of several scales become one: each channel chooses among them."""

from collections.abc import Sequence
from functools import partial
from typing import cast

import torch
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.recall import Recall, photo_mean

_REDUCTION, _LEAST = 8, 4


class SelectiveKernelFusion(nn.Module):
    """A weighted sum of streams; the weights of a channel add up to 1 and come from the photo.

    Args:
        channels: Of every stream.
        streams: How many there are.
        activation: Between the two layers that choose.

    Source:
        SKFF of Zamir et al., "MIRNet", ECCV 2020, arXiv 2003.06792, after Li et al., "Selective
        Kernel Networks", CVPR 2019.
    """

    def __init__(self, channels: int, streams: int, activation: nn.Module) -> None:
        super().__init__()
        narrow = max(channels // _REDUCTION, _LEAST)
        self.squeeze = nn.Linear(channels, narrow, bias=False)
        self.activation = activation
        self.choose = nn.ModuleList(nn.Linear(narrow, channels, bias=False) for _ in range(streams))

    def shares(self, total: Tensor, crops: int) -> Tensor:
        """How much each stream counts.

        Args:
            total: (B * crops, C, H, W), the sum of the streams.
            crops: Of each photo.

        Returns:
            (B, streams, C) float32; the sum over the streams is 1.
        """
        with torch.autocast(total.device.type, enabled=False):
            seen = self.activation(self.squeeze(photo_mean(total, crops)))
            return torch.stack([choose(seen) for choose in self.choose], 1).softmax(1)

    def forward(self, streams: Sequence[Tensor], recall: Recall) -> Tensor:
        """Fuse streams of equal shape (B, C, H, W) into one."""
        total = cast("Tensor", sum(streams))
        shares = recall(partial(self.shares, total)).to(total.dtype)[..., None, None]
        weighed = (stream * shares[:, i] for i, stream in enumerate(streams))
        return cast("Tensor", sum(weighed))
