"""What goes into networks and comes out, as arrays: nobody who asks one needs to know torch."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels

Floats = NDArray[np.float32]
Known = tuple[Floats, ...]
"""What a network knows of a whole photo: the answer to "survey", handed back with every tile."""

RENDER = "render"
"""The question that is asked for every tile."""

STREAM = "stream"
"""As `RENDER`, of a strip of rows that continues the one before."""

STREAM_LAG = "stream_lag_px"
"""What cards call the rows that the answer to a strip is behind."""

OUTPUT = "rendered"
"""Name of the output of a graph that renders."""

SIDES = {2: "height", 3: "width"}
"""Axes of a tile that may be of any length, and what graphs call that."""


TILES = "tile_"
"""How inputs are called that change from tile to tile."""


def tile_name(place: int) -> str:
    """Name of such an input, by its place in the call."""
    return f"{TILES}{place}"


CARRIED = "carried_"
"""How inputs are called that take what the strip before has left."""


def carried_name(place: int, fold: int) -> str:
    """Name of such an input, by its place; `fold` columns of the photo are one of it."""
    return f"{CARRIED}{place}_{fold}"


def fold_of(carried: str) -> int:
    """How many columns of the photo are one of an input called like this."""
    return int(carried.rpartition("_")[2])


def left_name(carried: str) -> str:
    """Name of the output that becomes such an input of the next strip."""
    return carried.replace(CARRIED, "left_")


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
