"""Some photo's numbers, for every step: to trace networks with, and to time them."""

from collections.abc import Callable

import numpy as np

from lowlight_desktop.engine.backends.arrays import Floats
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS, THUMBNAIL_PX

_CROPS = 2
_TARGET = 0.4
_LEVEL = (0.03, 0.02)
_GAIN, _READ = 1e-4, 2e-3  # of a sensor at a high ISO speed
_WHITE_BALANCE = (2.0, 1.0, 1.6)
_PLANES = {"light": (3, 1), "raw": (1,), "denoise": (3,), "detail": (3,)}


def tile_inputs(step: str, side_px: int) -> tuple[Floats, ...]:
    """A tile of a dim photo.

    Args:
        step: Of the network.
        side_px: Of the tile; a multiple of the network's grid.

    Returns:
        (1, C, side, side) for each input of `render` that is the tile's own.
    """
    dim = _dim()
    return tuple(dim(1, planes, side_px, side_px) for planes in _PLANES[step])


def survey_inputs(step: str, grid_px: int) -> tuple[Floats, ...]:
    """What the network of a step asks of a dim photo.

    Args:
        step: Of the network.
        grid_px: Of the network.

    Returns:
        Arguments of its `survey`.
    """
    dim = _dim()
    if step == "light":
        return dim(1, 3, THUMBNAIL_PX, THUMBNAIL_PX), _row(_TARGET)
    if step == "raw":
        cells = dim(1, 3, SURVEY_CELLS, SURVEY_CELLS)
        return cells, _row(_GAIN), _row(_READ), _row(*_WHITE_BALANCE)[None]
    return dim(1, _CROPS, 3, 4 * grid_px, 4 * grid_px), _row(*_LEVEL)[None]


def _dim() -> Callable[..., Floats]:
    chance = np.random.default_rng(0)
    return lambda *shape: chance.random(shape, np.float32) * np.float32(0.2)


def _row(*values: float) -> Floats:
    return np.array(values, np.float32)
