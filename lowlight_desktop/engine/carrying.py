"""A network of developed pictures on a part of a photo: what it cannot see is carried around it."""

from collections.abc import Callable

import numpy as np

from lowlight_desktop.develop.carry import put_back, seen_by_network
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.tiles import Tile
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.timing import part


def answered(dark: Pixels, tile: Tile, noise: float, ask: Callable[[Pixels], Pixels]) -> Pixels:
    """The core of a tile after a network.

    Args:
        dark: (h, w, 3) linear Rec. 2020, what the tile sees.
        tile: Where that lies in the photo.
        noise: As for `put_back`.
        ask: The network: sRGB-encoded values in [0, 1] to such, at least 0; of the same shape.

    Returns:
        (h, w, 3) linear Rec. 2020 of the tile's core.
    """
    seen = np.empty_like(dark)

    def look(rows: slice) -> None:
        seen[rows] = seen_by_network(dark[rows])

    with part("color around networks"):
        for_each_strip(look, len(dark))
    core = tile.core.inside(tile.seen).slices
    before, given, answer = dark[core], seen[core], ask(seen)[core]
    out = np.empty_like(before)

    def put(rows: slice) -> None:
        out[rows] = put_back(before[rows], given[rows], answer[rows], noise)

    with part("color around networks"):
        for_each_strip(put, len(out))
    return out
