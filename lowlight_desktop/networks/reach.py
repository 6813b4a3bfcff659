"""How far networks with a grid look, from what each pixel of one of its squares depends on."""

from collections.abc import Sequence

Seen = Sequence[tuple[int, int]]
"""For each pixel of a square, along one axis, the first and the last pixel that its result depends
on; the first pixel of the square is 0."""


def reach_px(seen: Seen) -> int:
    """How far a pixel's result can depend on its neighbors."""
    return max(max(pixel - first, last - pixel) for pixel, (first, last) in enumerate(seen))


def halo_px(seen: Seen) -> int:
    """How far beyond its square a pixel's result can depend on others.

    Less than the reach: a pixel that looks far to one side lies at the other side of its square.
    """
    return max(max(-first, last - (len(seen) - 1)) for first, last in seen)
