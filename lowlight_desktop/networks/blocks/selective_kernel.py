"""Streams of several scales become one: each channel chooses among them."""

from collections.abc import Sequence
from functools import partial
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.recall import Note, Recall, photo_mean

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

    def forward(
        self, streams: Sequence[Tensor], recall: Recall, note: Note | None = None
    ) -> Tensor:
        """Fuse streams of equal shape (B, C, H, W) into one.

        Args:
            streams: In an order of their own.
            recall: What the photos are like.
            note: Told how strong each stream is at each place once it is weighed,
                (B, streams, H, W): the mean size of its channels.
        """
        total = cast("Tensor", sum(streams))
        shares = recall(partial(self.shares, total)).to(total.dtype)[..., None, None]
        weighed = [stream * shares[:, i] for i, stream in enumerate(streams)]
        if note is not None:
            note(torch.stack([part.float().abs().mean(1) for part in weighed], 1))
        return cast("Tensor", sum(weighed))


def stream_shares(strengths: Sequence[Tensor]) -> Tensor:
    """Where what goes on comes from, in a cascade of fusions of two streams each.

    Args:
        strengths: As the fusions note them, the coarsest first: (B, 2, h, w) of a stream and of
            what has risen to it, each twice as large as the one before.

    Returns:
        (B, 1 + fusions, H, W) in the size of the last: shares of the streams, the finest first;
        their sum is 1.
    """
    shares = torch.ones_like(strengths[0][:, :1])
    for strength in strengths:
        whole = strength.sum(1, keepdim=True).clamp_min(1e-12)
        own, risen = (strength / whole).split(1, 1)
        shares = F.interpolate(shares, strength.shape[2:], mode="nearest")
        shares = torch.cat([own, risen * shares], 1)
    return shares
