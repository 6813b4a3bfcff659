"""A network of developed pictures on a part of a photo: what it cannot see is carried around it."""

from collections.abc import Callable

from lowlight_desktop.develop.carry import put_back, seen_by_network
from lowlight_desktop.develop.strips import by_strips
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
    seen = in_strips(seen_by_network, dark)
    core = tile.core.inside(tile.seen).slices
    return with_unseen(dark[core], seen[core], ask(seen)[core], noise)


def with_unseen(before: Pixels, seen: Pixels, answer: Pixels, noise: float) -> Pixels:
    """As `put_back`, by all threads."""

    def work(before: Pixels, seen: Pixels, answer: Pixels) -> Pixels:
        return put_back(before, seen, answer, noise)

    return in_strips(work, before, seen, answer)


def in_strips(work: Callable[..., Pixels], *pixels: Pixels) -> Pixels:
    """Color around networks, by all threads: what `work` makes of arrays of equal height."""
    with part("color around networks"):
        return by_strips(work, *pixels)
