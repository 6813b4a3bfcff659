"""What goes into networks and comes out, as arrays: nobody who asks one needs to know torch."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Known = tuple[Floats, ...]
"""What a network knows of a whole photo: the answer to "survey", handed back with every tile."""

OUTPUT = "rendered"
"""Name of the output of a graph that renders."""


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
