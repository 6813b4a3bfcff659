"""Attention from every place to a fixed grid of cells over the whole photo."""

import torch.nn.functional as F
from torch import Tensor, nn


class SurveyAttention(nn.Module):
    """Non-local attention: queries from here, keys and values from the survey.

    Memory and work grow with the number of pixels, not with its square, and a tile sees what the
    whole photo would: keys and values are computed once, from the survey's cells.

    Source:
        Wang et al., "Non-local Neural Networks", embedded Gaussian form, as used in ALEN.
    """

    def __init__(self, channels: int, surveyed: int, width: int) -> None:
        super().__init__()
        self.query = nn.Conv2d(channels, width, 1)
        self.key = nn.Conv2d(surveyed, width, 1)
        self.value = nn.Conv2d(surveyed, width, 1)

    def remember(self, cells: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values, (B, T, width) each, of the survey's cells (B, S, n, n), T = n * n."""
        return _tokens(self.key(cells)), _tokens(self.value(cells))

    def asked(self, x: Tensor) -> Tensor:
        """Queries, (B, H/2 * W/2, width), of features (B, C, H, W): one for 2x2 of them."""
        return _tokens(self.query(F.avg_pool2d(x, 2)))

    def forward(self, x: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """What the photo has to say to every place.

        Args:
            x: (B, C, H, W) features; H and W even.
            keys: (B, T, width) from `remember`.
            values: Likewise.

        Returns:
            (B, width, H, W), equal in 2x2 places.
        """
        height, width = x.shape[-2:]
        queries = self.asked(x)
        found = F.scaled_dot_product_attention(
            queries[:, None], keys[:, None].to(queries.dtype), values[:, None].to(queries.dtype)
        )[:, 0]
        # Not unflatten(): its export remembers the size of one tile.
        grid = found.transpose(1, 2).reshape(len(x), -1, height // 2, width // 2)
        return F.interpolate(grid, scale_factor=2, mode="nearest")

    def weights(self, x: Tensor, keys: Tensor) -> Tensor:
        """How much every place attends to every cell: (B, H/2 * W/2, T), rows sum to 1."""
        queries = self.asked(x)
        scores = queries @ keys.transpose(1, 2).to(queries.dtype)
        return (scores.float() / keys.shape[-1] ** 0.5).softmax(-1)


def _tokens(grid: Tensor) -> Tensor:
    return grid.flatten(2).transpose(1, 2)
