"""Each installed network: how fast it is, and how near that comes to what the machine can do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lowlight_desktop.develop.strips import in_lanes
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.model_store import usable
from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.benchmark.clock import best_s
from lowlight_desktop.studio.benchmark.peaks import BFLOAT16, FLOAT32, Peaks
from lowlight_desktop.studio.benchmark.photos import size_of
from lowlight_desktop.studio.benchmark.steps import share_around

if TYPE_CHECKING:
    from lowlight_desktop.engine.backends.arrays import Known
    from lowlight_desktop.engine.device import Device
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.engine.loading import Loaded

_PHOTO_MP = 24.0
_COUNTED_GRIDS = 8  # a side of the tile whose multiplications are counted, as on the cards
_TURNS_IN_LANES = 4  # starting threads is not what is measured
_MEGA, _GIGA = 1e6, 1e9


@dataclass(frozen=True, slots=True)
class NetworkFigures:
    """One network on one device.

    Attributes:
        id: Of the model.
        title: What people call it.
        way: By whom, and in which numbers.
        tile: Rows and columns of a tile's core, or of the strips of a stream.
        seen: Likewise, with what lies around it.
        tiles_at_once: How many are computed side by side.
        tile_ms: For each tile.
        megapixels_per_s: Of cores.
        halo_share: Pixels beside those of a 24 MP photo that are computed, or computed again.
        around_share: Seconds of the step beside the network's, as a share of those.
        overhead_share: Both: what the step takes beyond computing each pixel once.
        multiplications_per_px: Of a pixel that is computed; None: torch, which counts, is not here.
        peak_share: Of the machine's fastest convolution in the same numbers; None: not known.
    """

    id: str
    title: str
    way: str
    tile: tuple[int, int]
    seen: tuple[int, int]
    tiles_at_once: int
    tile_ms: float
    megapixels_per_s: float
    halo_share: float
    around_share: float
    overhead_share: float
    multiplications_per_px: int | None = None
    peak_share: float | None = None


def measure_networks(
    device: Device,
    peaks: Peaks,
    pieces: Sequence[Pixels],
    say: Callable[[str], None],
    tile_px: int | None = None,
) -> tuple[NetworkFigures, ...]:
    """Every network that can be computed here.

    Args:
        device: Where.
        peaks: Of the machine.
        pieces: Real photographs, (h, w, 3) linear Rec. 2020.
        say: Told which network is measured.
        tile_px: Side of a tile's core; None: that of a photo of 24 MP.

    Raises:
        LowlightError: If a network cannot be loaded or the device fails.
    """
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.engine.loading import load

    models = [load(card, device) for card in usable()]
    models.sort(key=lambda model: model.way.backend == "torch")  # others without torch in memory
    measured: list[NetworkFigures] = []
    for model in models:
        say(f"{model.card.title}, {model.way}")
        px = tile_px or usual_tile(model)
        measured.append(measure_network(model, Enhancer(device.id, tile_px), pieces, px))
    return tuple(
        with_share(figures, multiplications_per_px(model), peaks)
        for figures, model in zip(measured, models, strict=True)
    )


def measure_network(
    model: Loaded, enhancer: Enhancer, pieces: Sequence[Pixels], tile_px: int
) -> NetworkFigures:
    """One network, without what its work is compared with.

    Args:
        model: On its device.
        enhancer: Does the whole step with it.
        pieces: As for `measure_networks`.
        tile_px: Side of a tile's core.
    """
    lanes = _at_once(model)
    core, seen, halo = (strip_extent if model.streams else tile_extent)(model, tile_px)
    tile_s = _strip_s(model, seen) if model.streams else _tile_s(model, seen, lanes)
    around = share_around(enhancer, model.card, pieces, 2 * tile_px)
    return NetworkFigures(
        id=model.card.id,
        title=model.card.title,
        way=str(model.way),
        tile=core,
        seen=seen,
        tiles_at_once=lanes,
        tile_ms=1e3 * tile_s,
        megapixels_per_s=core[0] * core[1] / tile_s / _MEGA,
        halo_share=halo,
        around_share=around,
        overhead_share=(1 + halo) * (1 + around) - 1,
    )


def with_share(figures: NetworkFigures, work: int | None, peaks: Peaks) -> NetworkFigures:
    """The same, compared with the machine's convolutions.

    Args:
        figures: Of a network.
        work: Multiplications for each pixel.
        peaks: Of the machine.
    """
    peak = peaks.convolution_gflops(BFLOAT16 if BFLOAT16 in figures.way else FLOAT32)
    if work is None or peak is None:
        return replace(figures, multiplications_per_px=work)
    height, width = figures.seen
    gflops = 2 * work * height * width / (figures.tile_ms / 1e3) / _GIGA
    return replace(figures, multiplications_per_px=work, peak_share=gflops / peak)


def _at_once(model: Loaded) -> int:
    """How many tiles an export computes side by side: other steps go tile by tile."""
    return model.lanes if model.card.step == "light" else 1


def usual_tile(model: Loaded) -> int:
    """Side of a tile's core in a photo of 24 MP."""
    from lowlight_desktop.engine.memory import DENOISE, DETAIL, LIGHT, RAW, tile_size

    appetites = {"light": LIGHT, "raw": RAW, "denoise": DENOISE, "detail": DETAIL}
    appetite = appetites[model.card.step]
    return tile_size(model.device, size_of(_PHOTO_MP), appetite, at_once=_at_once(model))


Extent = tuple[tuple[int, int], tuple[int, int], float]
"""(h, w) of a core, and of what is seen of it; a share of the pixels of a 24 MP photo."""


def strip_extent(model: Loaded, tile_px: int) -> Extent:
    """The strips of a stream, and what is computed beside the photo.

    Args:
        model: That streams.
        tile_px: Side of the tile that a strip may be as large as.
    """
    from lowlight_desktop.engine.streamed import shown_px, strip_size

    height, width = size_of(_PHOTO_MP)
    rows, columns = strip_size(model, (height, width), tile_px)
    beside = shown_px(model, (height, width), tile_px) / (height * width) - 1
    return (rows, width), (rows, columns), beside


def tile_extent(model: Loaded, tile_px: int) -> Extent:
    """Sides of a whole tile's core and of what it sees; how much more a photo's tiles see.

    Args:
        model: The network.
        tile_px: Side of a core that is wished for.
    """
    from lowlight_desktop.engine.tiles import plan

    height, width = size_of(_PHOTO_MP)
    tiles = list(
        plan(
            Region.whole(height, width),
            height=height,
            width=width,
            size_px=tile_px,
            grid_px=model.grid_px,
            halo_px=model.halo_px,
        )
    )
    largest = max(tiles, key=lambda tile: math.prod(tile.size_shown))
    shown = sum(math.prod(tile.size_shown) for tile in tiles)
    core = largest.core.height, largest.core.width
    return core, largest.size_shown, shown / (height * width) - 1


def multiplications_per_px(model: Loaded) -> int | None:
    """Multiply-accumulates for a pixel, counted as the card's of trained networks are.

    Imports torch, and computes a tile with it: after all else is measured.

    Returns:
        None where torch is not installed.
    """
    if not torch_is_here():
        return None
    from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
    from lowlight_desktop.networks.blocks.counting import multiplications

    step, side = model.card.step, _COUNTED_GRIDS * model.grid_px
    network = model.weights.network
    _ = network.shape  # made of a survey, which must not be counted
    known = network.ask("survey", survey_inputs(step, model.grid_px), bfloat16=False)
    tile = tile_inputs(step, side)
    work = multiplications(lambda: network.render(tile, known, bfloat16=False))
    return round(work / side**2)


def _strip_s(model: Loaded, seen: tuple[int, int]) -> float:
    """Seconds for a strip of a stream."""
    known = _known(model)
    (strip,) = _inputs(model, seen)
    with model.stream(known, fast=model.way.bfloat16) as ask:

        def turn() -> None:
            for _ in range(_TURNS_IN_LANES):
                ask(strip)

        return best_s(turn) / _TURNS_IN_LANES


def _tile_s(model: Loaded, seen: tuple[int, int], lanes: int) -> float:
    """Seconds for a tile while so many are computed side by side."""
    way = Way(model.way.backend, model.way.bfloat16, lanes)
    known, tile = _known(model), _inputs(model, seen)
    several = 1 if lanes == 1 else _TURNS_IN_LANES * lanes

    def compute(_: int) -> None:
        model.by(way, tile, known)

    def turn() -> None:
        for _ in in_lanes(compute, range(several), lanes):
            pass

    return best_s(turn) / several


def _known(model: Loaded) -> Known:
    from lowlight_desktop.engine.backends.example import survey_inputs

    return model.ask("survey", *survey_inputs(model.card.step, model.grid_px))


def _inputs(model: Loaded, size: tuple[int, int]) -> Known:
    """A tile of a dim photo: a small square of it, again and again."""
    from lowlight_desktop.engine.backends.example import tile_inputs

    (height, width), side = size, _COUNTED_GRIDS * model.grid_px
    times = (1, 1, -(-height // side), -(-width // side))
    squares = tile_inputs(model.card.step, side)
    return tuple(np.tile(x, times)[:, :, :height, :width].copy() for x in squares)
