"""How noisy a sensor's values are, and who says so; how noisy a developed picture is."""

from dataclasses import dataclass
from enum import Enum

LEAST_TOLD = 0.25 / 255.0
"""The lowest level that a network for pictures is told: rounding to 8 bits alone is 0.29 steps."""
MOST_TOLD = 100.0 / 255.0
_ROUNDING = 0.35  # of 255: what is found in a flat picture of 8 bits, and a little


class NoiseSource(Enum):
    """Where a noise level comes from, the most trustworthy first."""

    PHOTOGRAPHER = "photographer"  # said so
    PROFILE = "profile"  # the file says so
    TABLE = "table"  # the sensor was measured
    PHOTO = "photo"  # estimated from the photo itself
    USUAL = "usual"  # the photo shows no noise: what sensors at its ISO speed usually have


@dataclass(frozen=True, slots=True)
class NoiseLevel:
    """The noise of a mosaic: a value x above black has the variance gain * x + read**2.

    Attributes:
        gain: Sensor values (DN) per electron, one for each color of `Mosaic.colors`, above 0.
        read: Standard deviation of what is there without light, the rounding to whole sensor
            values included; DN, one for each color, at least 0.
        source: Where the numbers come from.

    Raises:
        ValueError: If a number is out of its range, or there are not as many of both.
    """

    gain: tuple[float, ...]
    read: tuple[float, ...]
    source: NoiseSource

    def __post_init__(self) -> None:
        if len(self.gain) != len(self.read) or not self.gain:
            raise ValueError(f"{len(self.gain)} gains do not fit {len(self.read)} read noises")
        if not all(0.0 < gain < float("inf") for gain in self.gain):
            raise ValueError(f"gains must be above 0, got {self.gain}")
        if not all(0.0 <= read < float("inf") for read in self.read):
            raise ValueError(f"read noise must be at least 0, got {self.read}")


@dataclass(frozen=True, slots=True)
class PictureNoise:
    """The noise of a developed picture, on the average of all its places.

    Both are standard deviations of sRGB values, in steps of 255, along directions of equal scale:
    white noise has the same level in both.

    Attributes:
        luminance: Along gray.
        color: Across it.
    """

    luminance: float
    color: float

    def __post_init__(self) -> None:
        if not all(0.0 <= level < float("inf") for level in (self.luminance, self.color)):
            raise ValueError(f"a noise level must be at least 0, got {self}")

    @property
    def is_none(self) -> bool:
        """Whether nothing was found: no more than rounding to 8 bits."""
        return max(self.luminance, self.color) < _ROUNDING
