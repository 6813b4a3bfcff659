"""What goes into networks and comes out, as arrays: nobody who asks one needs to know torch."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels

Floats = NDArray[np.float32]
Known = tuple[Floats, ...]
"""What a network knows of a whole photo: the answer to "survey", handed back with every tile."""

RENDER = "render"
"""The question that is asked for every tile."""

OUTPUT = "rendered"
"""Name of the output of a graph that renders."""

SIDES = {2: "height", 3: "width"}
"""Axes of a tile that may be of any length, and what graphs call that."""


def tile_name(place: int) -> str:
    """Name of the input that changes from tile to tile, by its place in the call."""
    return f"tile_{place}"


def given_name(place: int) -> str:
    """Name of an input of a graph that answers something about the whole photo."""
    return f"given_{place}"


def named(tile: tuple[Floats, ...], known: Known = ()) -> dict[str, Floats]:
    """Names and arrays of a call of `render`, in the order of a graph's inputs.

    Args:
        tile: What is the tile's own: (B, C, H, W) each.
        known: Of the whole photo.
    """
    of_photo = {f"survey_{i}": array for i, array in enumerate(known)}
    return {tile_name(i): array for i, array in enumerate(tile)} | of_photo


def planes(pixels: Pixels) -> Floats:
    """(H, W, C) to (1, C, H, W): the same memory."""
    return pixels.transpose(2, 0, 1)[None]


def to_grid(pixels: Pixels, grid_px: int) -> Pixels:
    """The last row and column repeated until sides are multiples of a network's grid.

    Args:
        pixels: (H, W, C), or (H, W).
        grid_px: The network's.

    Returns:
        The same array where nothing is missing, as inside a photo.
    """
    down, right = -pixels.shape[0] % grid_px, -pixels.shape[1] % grid_px
    if not down and not right:
        return pixels
    return np.pad(pixels, ((0, down), (0, right), (0, 0))[: pixels.ndim], mode="edge")
