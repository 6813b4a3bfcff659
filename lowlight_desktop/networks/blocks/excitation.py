"""Channel attention whose squeeze is the survey of the whole photo."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Excitation(nn.Module):
    """Two layers that turn the photo's summary into a gain for every channel.

    Source:
        Hu et al., "Squeeze-and-Excitation Networks", without reduction as in ALEN. The sigmoid is
        doubled, so that an untrained gate passes what it gets.
    """

    def __init__(self, squeezed: int, channels: int) -> None:
        super().__init__()
        self.first = nn.Linear(squeezed, channels)
        self.second = nn.Linear(channels, channels)
        nn.init.normal_(self.second.weight, std=0.02)
        nn.init.zeros_(self.second.bias)

    def forward(self, summary: Tensor) -> Tensor:
        """(B, S) to gains (B, C) in [0, 2]."""
        return 2.0 * torch.sigmoid(self.second(F.relu(self.first(summary))))
