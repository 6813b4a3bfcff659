"""What a window asks of a photo, and the pictures it gets: values, no work."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels, Rgb8
from lowlight_desktop.photo.region import Region


@dataclass(frozen=True, slots=True)
class View:
    """What of a photo is visible.

    Attributes:
        region: The visible part, in pixels of the photo.
        scale: Pixels of the screen per pixel of the photo; 1.0 is 100 %.
    """

    region: Region
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A part of a photo, ready for the screen.

    Attributes:
        rgb: (h, w, 3) uint8 sRGB, contiguous; any resolution.
        region: The part of the photo that it shows, in pixels of the photo.
        is_proxy: Whether the networks worked on a reduced photo; the export may differ in detail.
    """

    rgb: Rgb8
    region: Region
    is_proxy: bool


@dataclass(frozen=True, slots=True, eq=False)
class MapFrame:
    """What a network did, place by place.

    Attributes:
        values: (h, w) float32; or (h, w, 3) shares of the streams `STREAMS`, whose sum is 1.
        region: The part of the photo that it covers, in pixels of the photo.
        low, high: The range of the color scale, in `unit`.
        label: For people: "Light added".
        unit: "EV"; may be empty.
        channels: (n,) float32 in the same range, of what the network weighs as wholes; or None.
        streams: How much each stream counts on the average; nothing where the map is of numbers.
    """

    values: Pixels
    region: Region
    low: float
    high: float
    label: str
    unit: str
    channels: Pixels | None = None
    streams: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Here, once: a legend is painted with every move of the hand.
        shares = self.values.mean((0, 1)).tolist() if self.values.ndim == 3 else ()
        object.__setattr__(self, "streams", tuple(shares))

    @property
    def decimals(self) -> int:
        """How many the numbers of the scale need."""
        span = self.high - self.low
        return 0 if span >= 10 else 1 if span >= 1 else 2


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How often each 8-bit value occurs.

    Attributes:
        counts: (4, 256) int64: red, green, blue, luminance.
    """

    counts: NDArray[np.int64]
