"""The two greens of a Bayer cell made equal: unequal ones become a maze when they are demosaiced.

Some sensors have them two percent apart, for their neighbors in the row differ.
"""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels

_SIDE = 16
_FEWEST = 16
# A cell as bright as this may hold cut values; in one as dark a wrong black level of one step
# would pass for a ratio.
_FULL, _DARK = 0.8, 0.01


def balance_greens(values: Pixels, cell: NDArray[np.uint8]) -> None:
    """Multiply each green by what brings both to their geometric mean, in place.

    The ratio is the median over cells of the brighter half of what is well lit, so that neither
    texture nor noise matters; of a photo too small or too dark for that nothing changes.

    Args:
        values: (H, W) light of a Bayer sensor, 0 is black, 1 the full sensor.
        cell: (2, 2) 0, 1 or 2 for the red, green and blue pixels at the top left.
    """
    first, second = (values[i::2, j::2] for i, j in np.argwhere(cell == 1))
    one, other = _cells(first, second)
    bright = (one + other) / 2
    usable = (np.minimum(one, other) > _DARK) & (bright < _FULL)
    if np.count_nonzero(usable) < _FEWEST:
        return
    usable &= bright >= np.median(bright[usable])
    ratio = np.sqrt(np.float32(np.median(one[usable] / other[usable])))
    first /= ratio
    second *= ratio


def _cells(*planes: Pixels) -> list[Pixels]:
    """Means of squares of pixels, of all planes at the same places."""
    rows = min(p.shape[0] for p in planes) // _SIDE * _SIDE
    columns = min(p.shape[1] for p in planes) // _SIDE * _SIDE
    shape = rows // _SIDE, _SIDE, columns // _SIDE, _SIDE
    return [p[:rows, :columns].reshape(shape).mean((1, 3)) for p in planes]
