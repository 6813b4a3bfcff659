"""Quantiles, made of operations that every engine of networks knows."""

from collections.abc import Sequence

import torch
from torch import Tensor


def quantiles(x: Tensor, at: Sequence[float], says: Tensor | None = None) -> Tensor:
    """As `torch.quantile` along the last axis: linear between two values.

    Args:
        x: (..., N).
        at: Q shares in [0, 1].
        says: (..., N) bool, which values count, at least one in each row; None: all but NaN.

    Returns:
        (..., Q).
    """
    # Values are counted, not places: a network that was traced takes any N then.
    says = ~x.isnan() if says is None else says
    last = says.sum(-1).to(x.dtype) - 1.0
    ordered = x.masked_fill(~says, float("inf")).sort(-1).values
    place = last[..., None] * torch.tensor(at, device=x.device, dtype=x.dtype)
    low = place.floor()
    below, above = (ordered.gather(-1, i.long()) for i in (low, place.ceil()))
    return below + (above - below) * (place - low)
