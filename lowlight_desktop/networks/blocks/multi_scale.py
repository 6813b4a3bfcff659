"""MIRNet's blocks: three streams, each half as large as the one above, that tell one another."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import cast

from torch import Tensor, nn

from lowlight_desktop.networks.blocks.dual_attention import DualAttention
from lowlight_desktop.networks.blocks.global_context import SLOPE
from lowlight_desktop.networks.blocks.recall import Note, Recall
from lowlight_desktop.networks.blocks.selective_kernel import (
    SelectiveKernelFusion,
    stream_shares,
)
from lowlight_desktop.networks.blocks.smooth_resampling import (
    SmoothDoubling,
    SmoothHalving,
    plain_doubling,
    plain_halving,
)

STREAMS, ROUNDS = 3, 2


class MeshBlock(nn.Module):
    """Every stream meets every other one, between two rounds of dual attention.

    Args:
        width: Channels of the finest stream, a multiple of 8; each coarser one has twice as many.
        activation: Of the dual attention: one for the whole network, as published.

    Source:
        MRB of Zamir et al., "MIRNet", ECCV 2020, arXiv 2003.06792, with what its released code
        shares: one unit a stream for both rounds, and the finest fusion once more at the end.
    """

    def __init__(self, width: int, activation: nn.Module) -> None:
        super().__init__()
        levels = range(STREAMS)
        self.units = nn.ModuleList(DualAttention(width << i, activation) for i in levels)
        self.paths = nn.ModuleDict(
            {_way(a, b): _path(width, a, b) for a in levels for b in levels if a != b}
        )
        self.home = nn.ModuleList(_path(width, level, 0) for level in levels[1:])
        self.fusions = nn.ModuleList(
            SelectiveKernelFusion(width << i, STREAMS, nn.PReLU()) for i in levels
        )
        self.out = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, width, H, W) to the same; H and W multiples of 4.

        Args:
            x: The features.
            recall: What the photos are like.
            note: Told the spatial gates of the last round, the finest first.
        """
        streams: list[Tensor] = []
        for i, unit in enumerate(self.units):
            begin = self.paths[_way(i - 1, i)](streams[-1]) if i else x
            streams.append(unit(begin, recall))
        fused = [
            fusion([self._brought(s, a, b) for a, s in enumerate(streams)], recall)
            for b, fusion in enumerate(self.fusions)
        ]
        streams = [unit(f, recall, note) for unit, f in zip(self.units, fused, strict=True)]
        brought = [streams[0], *(up(s) for up, s in zip(self.home, streams[1:], strict=True))]
        return x + self.out(self.fusions[0](brought, recall))

    def _brought(self, stream: Tensor, start: int, end: int) -> Tensor:
        return stream if start == end else self.paths[_way(start, end)](stream)


class CascadeBlock(nn.Module):
    """What the coarse streams have found rises to the finer ones, twice.

    Args:
        width: Channels of the finest stream.
        factor: How many times more each coarser one has.
        unit: Makes what works on a stream of so many channels.

    Source:
        MRB of Zamir et al., "MIRNet-v2", TPAMI 2022, arXiv 2205.01649.
    """

    def __init__(self, width: int, factor: float, unit: Callable[[int], nn.Module]) -> None:
        super().__init__()
        wide = [int(width * factor**i) for i in range(STREAMS)]
        steps = list(pairwise(wide))
        self.units = nn.ModuleList(unit(w) for w in wide)
        self.down = nn.ModuleList(
            nn.Sequential(*(plain_halving(*step) for step in steps[: i + 1]))
            for i in range(len(steps))
        )
        self.up = nn.ModuleList(
            nn.ModuleList(plain_doubling(low, high) for high, low in steps) for _ in range(ROUNDS)
        )
        self.fusions = nn.ModuleList(
            SelectiveKernelFusion(w, 2, nn.LeakyReLU(SLOPE)) for w in wide[:-1]
        )
        self.out = nn.Conv2d(width, width, 1, bias=False)

    def forward(self, x: Tensor, recall: Recall, note: Note | None = None) -> Tensor:
        """(B, width, H, W) to the same; H and W multiples of 4.

        Args:
            x: The features.
            recall: What the photos are like.
            note: Told the spatial gates of the last round, the finest first, and then how much of
                what goes on comes from each stream, (B, STREAMS, H, W).
        """
        streams, strengths = [x, *(down(x) for down in self.down)], list[Tensor]()
        for last, ups in enumerate(self.up, 1 - len(self.up)):
            told = note if last == 0 else None
            streams = [unit(s, recall, told) for unit, s in zip(self.units, streams, strict=True)]
            for i in reversed(range(STREAMS - 1)):
                risen = cast("nn.ModuleList", ups)[i](streams[i + 1])
                heard = None if told is None else strengths.append
                streams[i] = self.fusions[i]([streams[i], risen], recall, heard)
        if note is not None:
            note(stream_shares(strengths))
        return x + self.out(streams[0])


def _way(start: int, end: int) -> str:
    return f"{start}_{end}"


def _path(width: int, start: int, end: int) -> nn.Module:
    """From one stream's size and channels to another's, step by step."""
    return nn.Sequential(*_steps(width, start, end))


def _steps(width: int, start: int, end: int) -> Iterator[nn.Module]:
    for level in range(start, end):
        yield SmoothHalving(width << level)
    for level in range(start, end, -1):
        yield SmoothDoubling(width << level)
