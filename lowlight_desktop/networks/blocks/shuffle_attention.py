"""Shuffle attention: half of the channels are weighed as wholes, half place by place."""

import torch
from torch import Tensor, nn

_EPSILON = 1e-5  # as of every normalization in torch


def gate_of(x: Tensor, gates: Tensor) -> Tensor:
    """How far each value may pass: sigmoid(slope * x + offset).

    Args:
        x: (B, C, H, W) features.
        gates: (B, 2, C): slope, 0 where the channel is weighed as a whole, and offset.

    Returns:
        (B, C, H, W) in [0, 1], of the type of `x`.
    """
    slope, offset = gates.to(x.dtype)[..., None, None].unbind(1)
    return torch.sigmoid(torch.addcmul(offset, x, slope))


def _moments(x: Tensor) -> tuple[Tensor, Tensor]:
    """Means over the places of features (B, C, H, W), and of their squares, (B, C) each."""
    # Not mean(): its gradient is divided for every place anew.
    share = 1.0 / (x.shape[2] * x.shape[3])
    return x.sum((2, 3)) * share, (x * x).sum((2, 3)) * share


class ShuffleAttention(nn.Module):
    """Gates from the mean and variance of each channel; then the channels are shuffled.

    The channels lie in `groups` groups that share all numbers. In each, the first half is weighed
    by a gate made of the channel's mean, the second half by a gate made of the normalized value at
    each place. Both kinds are sigmoid(slope * x + offset): where mean and variance are known from
    a survey of the photo, a tile needs nothing else.

    Args:
        channels: A multiple of `2 * groups`.
        groups: G of the paper; 3 * channels / groups trainable numbers.

    Source:
        Zhang, Yang: "SA-Net: Shuffle Attention for Deep Convolutional Neural Networks", ICASSP
        2021, arXiv 2102.00240.

    Raises:
        ValueError: If the channels do not divide.
    """

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        if channels % (2 * groups):
            raise ValueError(f"{channels} channels do not divide into {groups} groups of halves")
        half = channels // (2 * groups)
        self.groups, self.per_half = groups, half
        self.channel_weight = nn.Parameter(torch.zeros(half))
        self.channel_bias = nn.Parameter(torch.ones(half))
        self.spatial_weight = nn.Parameter(torch.zeros(half))
        self.spatial_bias = nn.Parameter(torch.ones(half))
        self.norm_weight = nn.Parameter(torch.ones(half))
        self.norm_bias = nn.Parameter(torch.zeros(half))

    def gates(self, x: Tensor, crops: int) -> Tensor:
        """The gates that photos ask for.

        Args:
            x: (B * crops, C, H, W) features of crops of B photos, photo by photo.
            crops: How many crops each photo has; their statistics are taken together.

        Returns:
            (B, 2, C) float32 as for `gate_of`.
        """
        with torch.autocast(x.device.type, enabled=False):
            halves = (self.groups, 2, self.per_half)
            mean, variance = (
                moment.unflatten(0, (-1, crops)).mean(1).unflatten(1, halves)
                for moment in _moments(x.float())
            )
            variance = (variance - mean.square()).clamp_min(0.0)
            as_whole = self.channel_weight * mean[:, :, 0] + self.channel_bias
            steepness = self.norm_weight * torch.rsqrt(variance[:, :, 1] + _EPSILON)
            slope = self.spatial_weight * steepness
            offset = self.spatial_weight * (self.norm_bias - steepness * mean[:, :, 1])
            slopes = torch.stack([torch.zeros_like(slope), slope], 2)
            offsets = torch.stack([as_whole, offset + self.spatial_bias], 2)
            return torch.stack([slopes.flatten(1), offsets.flatten(1)], 1)

    def forward(self, x: Tensor, gates: Tensor) -> Tensor:
        """(B, C, H, W), gated and shuffled."""
        return torch.channel_shuffle(x * gate_of(x, gates), 2)

    def is_spatial(self) -> Tensor:
        """(C,) bool: which channels are weighed place by place."""
        return (torch.arange(2 * self.groups * self.per_half) // self.per_half) % 2 == 1
