"""A light network on one region of a photo: pixels in, pixels out."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lowlight_desktop.develop.resize import bilinear_weights
from lowlight_desktop.engine.backends.arrays import Floats, Known, planes
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.tiles import Tile, as_shown
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.survey_sizes import COARSE_CELLS

_TARGET, _ALPHAS, _COARSE = range(3)  # the order of `networks.light.LightGlobals`


@dataclass(frozen=True, slots=True)
class LightKnown:
    """What a light network knows of a whole photo.

    Attributes:
        arrays: As it told them, and as it wants them back.
    """

    arrays: Known

    @property
    def told(self) -> float:
        """The mean brightness that it was told to aim at."""
        return float(self.arrays[_TARGET][0])

    @property
    def curve(self) -> tuple[float, ...]:
        """The parameters of its curve."""
        return tuple(float(a) for a in self.arrays[_ALPHAS][0])

    @property
    def coarse(self) -> Floats:
        """(32, 32) coarse luminance."""
        return self.arrays[_COARSE][0, 0]

    def with_curve(self, curve: tuple[float, ...]) -> "LightKnown":
        """The same with another curve."""
        alphas = np.array([curve], np.float32)
        return LightKnown((*self.arrays[:_ALPHAS], alphas, *self.arrays[_ALPHAS + 1 :]))


def run(
    model: Loaded,
    seen: Pixels,
    known: LightKnown,
    tile: Tile,
    size: tuple[int, int],
    way: Way,
) -> Pixels:
    """The network's answer on one tile.

    Args:
        model: A light network.
        seen: (h, w, 3) sRGB-encoded, what the tile sees.
        known: Of the whole photo.
        tile: Where that lies.
        size: (H, W) of the whole photo.
        way: How to compute.

    Returns:
        (h, w, 3) sRGB-encoded, at least 0.
    """
    picture = as_shown(seen, tile.beyond)
    coarse = as_shown(_coarse_at(known.coarse, tile.seen, size), tile.beyond)
    out = model.by(way, (planes(picture), coarse[None, None]), known.arrays)
    answer = out[0].transpose(1, 2, 0)[tile.inner]
    return np.maximum(answer, np.float32(0))


def _coarse_at(coarse: Floats, region: Region, size: tuple[int, int]) -> Floats:
    """The coarse luminance of the whole photo at the pixels of a region, (h, w)."""
    down, across = (
        _weights(start, end, whole)
        for start, end, whole in (
            (region.top, region.bottom, size[0]),
            (region.left, region.right, size[1]),
        )
    )
    return np.asarray(down @ coarse @ across.T, np.float32)


@lru_cache(maxsize=64)
def _weights(start: int, end: int, whole: int) -> Floats:
    """Of the coarse cells at pixels [start, end) of `whole`: the same for a row of tiles."""
    return bilinear_weights((np.arange(start, end) + 0.5) / whole, COARSE_CELLS)
