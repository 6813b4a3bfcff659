"""Channel attention whose squeeze is the survey of the whole photo."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Excitation(nn.Module):
    """Two layers that turn the photo's summary into a gain for every channel.

    Source:
        Hu et al., "Squeeze-and-Excitation Networks", without reduction as in ALEN.

    Deviations, each with its reason:
        * The summary is normalized, and a gate lies around 1 and never closes: with gates that
          could, all below the finest level was shut off within a few thousand steps, and what
          nobody listens to does not learn.
    """

    def __init__(self, squeezed: int, channels: int) -> None:
        super().__init__()
        self.first = nn.Linear(squeezed, channels)
        self.second = nn.Linear(channels, channels)
        nn.init.normal_(self.second.weight, std=0.02)
        nn.init.zeros_(self.second.bias)

    def forward(self, summary: Tensor) -> Tensor:
        """(B, S) to gains (B, C) in [0.25, 1.75]."""
        summary = F.layer_norm(summary, summary.shape[-1:])
        return 0.25 + 1.5 * torch.sigmoid(self.second(F.relu(self.first(summary))))
