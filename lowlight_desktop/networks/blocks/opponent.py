"""Brightness and two colors, at right angles: white noise has the same level in all three."""

import math

import torch
from torch import Tensor

_BRIGHTNESS = (1 / math.sqrt(3), 1 / math.sqrt(3), 1 / math.sqrt(3))
_RED_BLUE = (1 / math.sqrt(2), 0.0, -1 / math.sqrt(2))
_GREEN = (1 / math.sqrt(6), -2 / math.sqrt(6), 1 / math.sqrt(6))


def _turned(x: Tensor, matrix: Tensor) -> Tensor:
    return torch.einsum("ij,bjhw->bihw", matrix, x)


def _matrix(like: Tensor) -> Tensor:
    return torch.tensor((_BRIGHTNESS, _RED_BLUE, _GREEN), device=like.device)


def to_opponent(rgb: Tensor) -> Tensor:
    """(B, 3, H, W) float32 RGB to brightness, red against blue, and magenta against green."""
    return _turned(rgb, _matrix(rgb))


def from_opponent(opponent: Tensor) -> Tensor:
    """The inverse of `to_opponent`."""
    return _turned(opponent, _matrix(opponent).T)


def noise_level(difference: Tensor) -> Tensor:
    """Root mean square of a difference of pictures.

    Args:
        difference: (B, K, 3, H, W) RGB, K crops of each photo.

    Returns:
        (B, 2) in brightness, and in one color of two.
    """
    apart = to_opponent(difference.flatten(0, 1)).square().unflatten(0, difference.shape[:2])
    by_plane = apart.mean((1, 3, 4))
    return torch.stack([by_plane[:, 0], by_plane[:, 1:].mean(1)], 1).sqrt()
