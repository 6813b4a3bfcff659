"""A mosaic's values as light, for networks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.bad_pixels import find_bad_pixels, repaired
from lowlight_desktop.develop.green_balance import balance_greens
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel
from lowlight_desktop.photo.timing import part

_GREEN = 1
_DEEPEST = 6.0  # standard deviations
# Beyond these no lamp and no sensor goes; a wrong value in a file must not blow noise up.
_LEAST_BALANCE, _MOST_BALANCE = 0.25, 8.0


@dataclass(frozen=True, slots=True, eq=False)
class SensorLight:
    """What a Bayer sensor saw; 0 is black, 1 the full sensor.

    Attributes:
        values: (H, W) float32, noise passes below 0; as the sensor lay.
        cell: (2, 2) 0, 1 or 2 for the red, green and blue pixels at the top left.
        gain: Light of one photo-electron, of the green pixels.
        read: Standard deviation of their noise in the dark.
        white_balance: (3,) float32 multipliers as the camera chose them, green 1.
    """

    values: Pixels
    cell: NDArray[np.uint8]
    gain: float
    read: float
    white_balance: NDArray[np.float32]


def bayer_cell(mosaic: Mosaic) -> NDArray[np.uint8]:
    """(2, 2) 0, 1 or 2 for red, green and blue, whichever way the greens are counted.

    Raises:
        ValueError: If the filter is not Bayer's.
    """
    if not mosaic.is_bayer:
        raise ValueError(f"not a Bayer filter: {mosaic.colors}, {mosaic.pattern.shape}")
    of_letter = np.array(["RGB".index(letter) for letter in mosaic.colors], np.uint8)
    return of_letter[mosaic.pattern]


@part("sensor values, repaired")
def sensor_light(mosaic: Mosaic, noise: NoiseLevel) -> SensorLight:
    """The light of a Bayer mosaic, hot and dead pixels repaired, its greens made equal.

    Args:
        mosaic: Its levels need not make sense: what they make too bright is cut at 1, what they
            make darker than noise can be is lifted to that.
        noise: Of it.
    """
    cell = bayer_cell(mosaic)
    data = repaired(mosaic, find_bad_pixels(mosaic, noise))
    black = np.asarray(mosaic.black_level, np.float32)[mosaic.pattern]
    full = np.maximum(np.float32(mosaic.white_level) - black, np.float32(1.0))
    out = np.empty(data.shape, np.float32)

    def work(rows: slice) -> None:
        for i in range(2):
            for j in range(2):
                place = np.s_[(rows.start + (i - rows.start) % 2) : rows.stop : 2, j::2]
                light = (data[place] - black[i, j]) / full[i, j]
                out[place] = np.minimum(light, np.float32(1.0))

    for_each_strip(work, len(out))
    greens = [i for i, letter in enumerate(mosaic.colors) if letter == "G"]
    scale = float(full[cell == _GREEN].mean())
    gain, read = (
        float(np.mean([numbers[i] for i in greens])) / scale for numbers in (noise.gain, noise.read)
    )
    # No noise reaches further down; what does is a missing strip, or a wrong black level.
    np.maximum(out, np.float32(-_DEEPEST * read), out=out)
    balance_greens(out, cell)
    balance = np.asarray(mosaic.white_balance[:3], np.float32)
    return SensorLight(
        out, cell, gain, read, np.clip(balance, _LEAST_BALANCE, _MOST_BALANCE, dtype=np.float32)
    )
