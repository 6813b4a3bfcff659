"""Attention to what looks alike, here or elsewhere, in this size or larger."""

from collections.abc import Sequence
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""Sizes in which the surroundings are looked through: what is larger there becomes as large."""

_PATCH = 3
_COVER = 4.0  # nine patches lie over a place; published is a quarter, not a ninth, of their sum
_SHARPNESS = 10.0
_LEAST_NORM = 1e-4
_WINDOWS = 32  # at once: their patches stay in a processor's cache
_AT_ONCE = 1 << 24  # scores in memory, 64 MB


class PyramidAttention(nn.Module):
    """Every 3x3 patch becomes a mixture of the patches that look like it.

    Args:
        channels: Of input and output.
        narrow: Channels in which patches are compared.
        window: Side of the squares whose patches look through the same surroundings; 0: all
            places look through the whole map, as published, at a cost that grows with its square.
        halo: How far beyond its window a patch looks, at least 2.

    Source:
        Mei et al., "Pyramid Attention Networks for Image Restoration", arXiv 2004.13824. The
        released program cuts pictures into pieces of fewer than 6,800 pixels, so its surroundings
        are windows too; ours lie on a fixed grid and look beyond their edges.

    Raises:
        ValueError: If the halo is too small for the window.
    """

    def __init__(self, channels: int, narrow: int, window: int = 0, halo: int = 0) -> None:
        super().__init__()
        if window and halo < _PATCH - 1:
            raise ValueError(f"the halo must be at least {_PATCH - 1}, got {halo}")
        self.window, self.halo = window, halo
        self.query = nn.Sequential(nn.Conv2d(channels, narrow, 1), nn.PReLU())
        self.key = nn.Sequential(nn.Conv2d(channels, narrow, 1), nn.PReLU())
        self.value = nn.Sequential(nn.Conv2d(channels, channels, 1), nn.PReLU())

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to the same; H and W multiples of the window."""
        if self.window == 0:
            asking = F.pad(self.query(x), (1, 1, 1, 1))
            return x + self._found(asking, x)[..., 1:-1, 1:-1]
        areas, (batch, rows, columns) = self._areas(x)
        parts = (areas,) if torch.onnx.is_in_onnx_export() else areas.split(_WINDOWS)
        found = torch.cat([self._in_windows(part) for part in parts])
        side_by_side = found.reshape(batch, rows, columns, -1).permute(0, 3, 1, 2)
        return x + F.pixel_shuffle(side_by_side, self.window)

    def _in_windows(self, areas: Tensor) -> Tensor:
        """What windows, (N, C, side, side) with their halos, find: (N, C, window, window)."""
        edge = self.halo - _PATCH + 1
        asking = self.query(areas)
        asking = asking[..., edge : asking.shape[2] - edge, edge : asking.shape[3] - edge]
        return self._found(asking, areas)[..., 2:-2, 2:-2]

    def affinity(self, x: Tensor, row: int, column: int) -> tuple[Tensor, ...]:
        """What the patch around one place is made of.

        Args:
            x: (1, C, H, W) as for `forward`.
            row: The place, in x.
            column: Likewise.

        Returns:
            Shares of what it looks at, which sum to 1 together: for each of `SCALES` a map (h, w)
            over the window and its halo, or over all of x where there are no windows.
        """
        area, at = x, (row, column)
        if self.window:
            side = self.window + 2 * self.halo
            top, left = (i // self.window * self.window for i in at)
            area = F.pad(x, [self.halo] * 4)[..., top : top + side, left : left + side]
            at = row - top + self.halo, column - left + self.halo
        asking = _unfolded(self.query(area), 1)
        query = asking[:, :, at[0] * area.shape[3] + at[1], None].transpose(1, 2)
        sizes = _sizes(area)
        keys, _ = self._looked_through(sizes)
        shares = _shares(query, keys)[0, 0].split([s.shape[2] * s.shape[3] for s in sizes])
        return tuple(
            part.unflatten(0, size.shape[2:]) for part, size in zip(shares, sizes, strict=True)
        )

    def _areas(self, x: Tensor) -> tuple[Tensor, tuple[int, int, int]]:
        """Each window with its halo, (B * rows * columns, C, side, side), and those numbers."""
        side, channels = self.window + 2 * self.halo, x.shape[1]
        # A convolution that copies: the one way to cut any map that graphs know.
        copies = torch.eye(side * side, dtype=x.dtype, device=x.device)
        copies = copies.reshape(-1, 1, side, side).repeat(channels, 1, 1, 1)
        padded = F.pad(x, [self.halo] * 4)
        cut = F.conv2d(padded, copies, stride=self.window, groups=channels)
        areas = cut.permute(0, 2, 3, 1).reshape(-1, channels, side, side)
        return areas, (cut.shape[0], cut.shape[2], cut.shape[3])

    def _found(self, asking: Tensor, areas: Tensor) -> Tensor:
        """What patches of `asking`, (N, narrow, h, w), find in `areas`, laid over each other."""
        queries = _unfolded(asking, 0).transpose(1, 2)
        keys, values = self._looked_through(_sizes(areas))
        if torch.onnx.is_in_onnx_export():
            parts = [_mixed(queries, keys, values)]
        else:
            step = max(1, _AT_ONCE // (len(keys) * keys.shape[1]))
            parts = [_mixed(part, keys, values) for part in queries.split(step, 1)]
        patches = torch.cat(parts, 1).transpose(1, 2)
        inner = asking.shape[2] - _PATCH + 1, asking.shape[3] - _PATCH + 1
        return _folded(patches, inner) / _COVER

    def _looked_through(self, sizes: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        """Patches of all scales, (N, M, narrow * 9) of length 1, and what they stand for."""
        keys = _patches([self.key(size) for size in sizes])
        norm = keys.float().norm(dim=2, keepdim=True).clamp_min(_LEAST_NORM)
        return keys / norm.to(keys.dtype), _patches([self.value(size) for size in sizes])


def _patches(maps: Sequence[Tensor]) -> Tensor:
    """(N, M, C * 9) of maps (N, C, h, w): one for each place of each; zeros beyond the edges."""
    return torch.cat([_unfolded(m, 1) for m in maps], 2).transpose(1, 2)


def _unfolded(x: Tensor, edge: int) -> Tensor:
    """As `F.unfold` for 3x3 patches, in operations that every graph knows."""
    height, width = x.shape[2] + 2 * edge - _PATCH + 1, x.shape[3] + 2 * edge - _PATCH + 1
    padded = F.pad(x, [edge] * 4) if edge else x
    shifted = [
        padded[..., i : i + height, j : j + width] for i in range(_PATCH) for j in range(_PATCH)
    ]
    return torch.stack(shifted, 2).reshape(-1, x.shape[1] * _PATCH**2, height * width)


def _folded(patches: Tensor, inner: tuple[int, int]) -> Tensor:
    """As `F.fold` for 3x3 patches, whose centers are `inner` places.

    Args:
        patches: (N, C * 9, h * w).
        inner: (h, w).

    Returns:
        (N, C, h + 2, w + 2).
    """
    last = _PATCH - 1
    lying = patches.reshape(-1, patches.shape[1] // _PATCH**2, _PATCH**2, *inner)
    return torch.stack(
        [
            F.pad(lying[:, :, k], [k % _PATCH, last - k % _PATCH, k // _PATCH, last - k // _PATCH])
            for k in range(_PATCH**2)
        ]
    ).sum(0)


def _sizes(areas: Tensor) -> list[Tensor]:
    """What is looked through, (N, C, h, w) in each of `SCALES`."""
    return [areas if scale == 1 else _shrunk(areas, scale) for scale in SCALES]


def _shrunk(areas: Tensor, scale: float) -> Tensor:
    """By bicubic interpolation, as two products of matrices."""
    down, across = (_bicubic(side, scale).to(areas) for side in areas.shape[2:])
    return down @ areas @ across.transpose(0, 1)


@cache
def _bicubic(side: int, scale: float) -> Tensor:
    """The (s, side) weights of `F.interpolate` along one axis."""
    with torch.inference_mode(mode=False), torch.no_grad():  # kept for training, too
        eye = torch.eye(side)[None, :, :, None].repeat(1, 1, 1, side)
        shrunk = F.interpolate(eye, scale_factor=scale, mode="bicubic", align_corners=False)
        return shrunk[0, :, :, 0].transpose(0, 1).contiguous()


def _shares(queries: Tensor, keys: Tensor) -> Tensor:
    return ((queries @ keys.transpose(1, 2)).float() * _SHARPNESS).softmax(2)


def _mixed(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    return _shares(queries, keys).to(values.dtype) @ values
