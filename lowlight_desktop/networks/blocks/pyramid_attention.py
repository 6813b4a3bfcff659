"""Attention to what looks alike, here or elsewhere, in this size or larger.

Inside, maps lie channels last, (N, h, w, C): what a patch is made of is copied in whole pixels,
and all scales go through a layer side by side, (N, places, C).
"""

import math
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
            found = self._found(x.permute(0, 2, 3, 1))
            return x + found.transpose(1, 2).unflatten(2, x.shape[2:])
        areas, (batch, rows, columns) = self._areas(x)
        parts = (areas,) if torch.onnx.is_in_onnx_export() else areas.split(_WINDOWS)
        found = torch.cat([self._found(part) for part in parts])
        side = self.window
        squares = found.reshape(batch, rows, columns, side, side, -1).permute(0, 5, 1, 3, 2, 4)
        return x + squares.reshape(batch, -1, rows * side, columns * side)

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
        lying = area.permute(0, 2, 3, 1)
        height, width = area.shape[2:]
        asking = _patches(_layered(self.query, lying).flatten(1, 2), _members(height, width, 1))
        query = asking[:, at[0] * width + at[1], None]
        keys, _ = self._looked_through(lying)
        sizes = [(_shrunk_side(height, scale), _shrunk_side(width, scale)) for scale in SCALES]
        shares = _shares(query, keys)[0, 0].split([math.prod(size) for size in sizes])
        return tuple(part.unflatten(0, size) for part, size in zip(shares, sizes, strict=True))

    def _areas(self, x: Tensor) -> tuple[Tensor, tuple[int, int, int]]:
        """Each window with its halo, (B * rows * columns, side, side, C), and those numbers."""
        side, channels = self.window + 2 * self.halo, x.shape[1]
        # A convolution that copies: the one way to cut any map that graphs know.
        copies = torch.eye(side * side, dtype=x.dtype, device=x.device)
        copies = copies.reshape(-1, 1, side, side).repeat(channels, 1, 1, 1)
        padded = F.pad(x, [self.halo] * 4)
        cut = F.conv2d(padded, copies, stride=self.window, groups=channels)
        areas = cut.permute(0, 2, 3, 1).reshape(-1, channels, side, side)
        return areas.permute(0, 2, 3, 1), (cut.shape[0], cut.shape[2], cut.shape[3])

    def _found(self, areas: Tensor) -> Tensor:
        """What is found in areas (N, h, w, C), for the windows in their middle: (N, places, C)."""
        asking, edge = _layered(self.query, areas), 1
        if self.window:  # patches lie over it whose middle is up to one place beyond its edge
            first, last, edge = self.halo - 2, self.halo + self.window + 2, 0
            asking = asking[:, first:last, first:last]
        height, width = (int(side) for side in asking.shape[1:3])
        queries = _patches(asking.flatten(1, 2), _members(height, width, edge))
        keys, values = self._looked_through(areas)
        if torch.onnx.is_in_onnx_export():
            parts = [_mixed(queries, keys, values)]
        else:
            step = max(1, _AT_ONCE // (len(keys) * keys.shape[1]))
            parts = [_mixed(part, keys, values) for part in queries.split(step, 1)]
        lying = _members(height + 2 * edge - 2, width + 2 * edge - 2, edge)
        return _laid_over(torch.cat(parts, 1), lying) / _COVER

    def _looked_through(self, areas: Tensor) -> tuple[Tensor, Tensor]:
        """Patches of all scales, (N, M, 9 * narrow) of length 1, and what they stand for."""
        height, width = (int(side) for side in areas.shape[1:3])
        seen = torch.cat([_shrunk(areas, scale).flatten(1, 2) for scale in SCALES], 1)
        members = _members_of_all(height, width)
        keys = _patches(_layered(self.key, seen), members)
        norm = keys.float().norm(dim=2, keepdim=True).clamp_min(_LEAST_NORM)
        return keys / norm.to(keys.dtype), _patches(_layered(self.value, seen), members)


def _layered(layer: nn.Sequential, x: Tensor) -> Tensor:
    """A convolution of single places and its activation, with channels last."""
    convolution, activation = layer
    assert isinstance(convolution, nn.Conv2d)
    return activation(F.linear(x, convolution.weight.flatten(1), convolution.bias))


def _patches(x: Tensor, members: Tensor) -> Tensor:
    """The 3x3 patches of maps.

    Args:
        x: (N, P, C), the places of maps, row by row.
        members: (M, 9) places of each patch; P stands for zeros beyond the edges.

    Returns:
        (N, M, 9 * C).
    """
    return _picked(x, members).flatten(2)


def _laid_over(patches: Tensor, members: Tensor) -> Tensor:
    """Patches (N, P, 9 * C) laid where they belong, and added: (N, M, C)."""
    # A place is the last of the nine in the patch around its first neighbor, and so on.
    parts = members * _PATCH**2 + torch.arange(_PATCH**2 - 1, -1, -1)
    parts = torch.where(members == patches.shape[1], patches.shape[1] * _PATCH**2, parts)
    return _picked(patches.unflatten(2, (_PATCH**2, -1)).flatten(1, 2), parts).sum(2)


def _picked(x: Tensor, places: Tensor) -> Tensor:
    """(N, P, C) at places (M, 9): (N, M, 9, C); P stands for zeros."""
    if bool((places == x.shape[1]).any()):
        x = F.pad(x, (0, 0, 0, 1))
    picked = x.index_select(1, places.flatten().to(x.device))
    return picked.unflatten(1, (len(places), _PATCH**2))


@cache
def _members(height: int, width: int, edge: int) -> Tensor:
    """The nine places of each 3x3 patch of a map, (M, 9), row by row.

    Args:
        height: Of the map.
        width: Likewise.
        edge: How far beyond the map patches reach; their places there are height * width.
    """
    with torch.inference_mode(mode=False):  # kept for training, too
        rows, columns = (torch.arange(side + 2 * edge - 2) for side in (height, width))
        steps = torch.arange(_PATCH) - edge
        y = rows[:, None, None, None] + steps[:, None]
        x = columns[:, None, None] + steps
        inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        return torch.where(inside, y * width + x, height * width).reshape(-1, _PATCH**2)


@cache
def _members_of_all(height: int, width: int) -> Tensor:
    """As `_members` of a map in all `SCALES`, one behind the other."""
    sizes = [(_shrunk_side(height, scale), _shrunk_side(width, scale)) for scale in SCALES]
    places = sum(math.prod(size) for size in sizes)
    with torch.inference_mode(mode=False):
        first, found = 0, list[Tensor]()
        for size in sizes:
            members = _members(*size, 1)
            found.append(torch.where(members == math.prod(size), places, members + first))
            first += math.prod(size)
        return torch.cat(found)


def _shrunk(areas: Tensor, scale: float) -> Tensor:
    """(N, h, w, C) by bicubic interpolation, as two products of matrices."""
    if scale == 1:
        return areas
    _, height, width, channels = (int(side) for side in areas.shape)
    down, across = (_bicubic(side, scale).to(areas) for side in (height, width))
    shorter = down @ areas.reshape(-1, height, width * channels)
    smaller = across @ shorter.reshape(-1, width, channels)
    return smaller.reshape(-1, len(down), len(across), channels)


def _shrunk_side(side: int, scale: float) -> int:
    return int(side * scale)


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
