"""The DNG of a phone whose lens sends less light to the corners, and says how much less."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.formats.dng_writing import RGGB, gain_maps, mosaic_of, write_dng

HEIGHT, WIDTH = 192, 288
GRAY = np.array([0.1, 0.2, 0.125])  # under the white balance of the test camera


def wall(gray: NDArray[np.float64] = GRAY) -> NDArray[np.float64]:
    """(H, W, 3) evenly lit camera RGB."""
    return np.broadcast_to(gray, (HEIGHT, WIDTH, 3)).copy()


def lens_gains() -> NDArray[np.float64]:
    """(13, 17, 3) gains that differ from color to color and from side to side."""
    down, across = np.mgrid[-1:1:13j, -1:1:17j]
    apart = down**2 + across**2
    return 1.0 + apart[..., None] * [0.9, 0.7, 0.6] + 0.2 * (across[..., None] + 1.0)


def at_pixels(gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """(H, W, 3) the gains of all pixels."""
    for axis, length in enumerate((HEIGHT, WIDTH)):
        last = gains.shape[axis] - 1
        places = (np.arange(length) + 0.5) / length * last
        low = places.astype(np.intp)
        share = np.expand_dims(places - low, (2, 1 - axis))
        gains = (1 - share) * gains.take(low, axis) + share * gains.take(low + 1, axis)
    return gains


def phone_photo(
    folder: Path,
    light: NDArray[np.float64],
    *,
    cell: tuple[int, ...] = RGGB,
    orientation: int = 1,
    noise: float = 0.0,
) -> Path:
    """Write a phone's DNG.

    Args:
        folder: Where to.
        light: (H, W, 3) camera RGB in front of the lens.
        cell: Colors of the filter's cell.
        orientation: EXIF orientation.
        noise: Standard deviation, in shares of a full sensor.
    """
    gains = lens_gains()
    seen = light / at_pixels(gains)
    seen += np.random.default_rng(3).normal(0.0, noise, seen.shape)
    opcodes = gain_maps([gains[..., color] for color in cell], (HEIGHT, WIDTH))
    path = folder / "phone.dng"
    return write_dng(path, mosaic_of(seen, cell), cell, orientation=orientation, opcodes=opcodes)
