"""What the light step needs to know of a whole photo, whatever the photographer wants."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.develop.color import brightest
from lowlight_desktop.develop.noise_floor import noise_floor
from lowlight_desktop.develop.resize import area_average, area_matrix, fitted
from lowlight_desktop.develop.strips import map_strips
from lowlight_desktop.engine.auto_target import night_share
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.survey_sizes import THUMBNAIL_PX
from lowlight_desktop.photo.timing import part

# The whole photo at this size is enough to know how bright the result will be.
_PROXY_PX = 256
# And at this one to know it while a slider moves.
_SMALL_PX = 96
# Rounding of the matrices is a hundred times smaller, one 8-bit step of color forty times larger.
_GRAY = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class LightFacts:
    """A whole photo in small.

    Attributes:
        size: (H, W) of the photo.
        thumbnail: (64, 64, 3) sRGB-encoded in [0, 1], what the network surveys.
        proxy: The photo in small, sRGB-encoded, on which a result can be tried.
        brightness: Mean of max(R, G, B) of the photo, encoded.
        floor: Noise in the darkest parts, encoded; what lies below has no signal.
        is_gray: Whether the photo has no color.
        night: How much it looks like a night, 0 to 1.
        bias: How much brighter a result is on this proxy than on one that is to be believed.
    """

    size: tuple[int, int]
    thumbnail: Pixels
    proxy: Pixels
    brightness: float
    floor: float
    is_gray: bool
    night: float
    bias: float = 0.0


@part("looking at the photo")
def look_at(photo: Image) -> LightFacts:
    """Look at every pixel of a photo once.

    Args:
        photo: In the working space.
    """
    size = (photo.height, photo.width)
    thumbnail, proxy = _reduced(
        lambda rows: seen_by_network(photo.pixels[rows]),
        size,
        (THUMBNAIL_PX, THUMBNAIL_PX),
        fitted(*size, _PROXY_PX),
    )
    return LightFacts(
        size,
        thumbnail.clip(0, 1),
        proxy,
        float(brightest(proxy).mean()),
        noise_floor(lambda region: seen_by_network(photo.pixels[region.slices]), *size),
        float(np.ptp(proxy, axis=2).max()) < _GRAY,
        night_share(brightest(proxy)),
    )


def in_small(facts: LightFacts) -> LightFacts:
    """The same with a smaller proxy: a trial costs a seventh."""
    size = facts.proxy.shape[0], facts.proxy.shape[1]
    (proxy,) = area_average(lambda rows: facts.proxy[rows], size, fitted(*size, _SMALL_PX))
    return replace(facts, proxy=proxy)


def _reduced(
    rows_of: Callable[[slice], Pixels], size: tuple[int, int], *cells: tuple[int, int]
) -> tuple[Pixels, ...]:
    """As `area_average`, fifty times faster: rows are shortened before they are added up."""
    height, width = size
    if width < max(w for _, w in cells):  # OpenCV interpolates where there is nothing to average
        return area_average(rows_of, size, *cells)
    down = [area_matrix(height, h) for h, _ in cells]
    sums = [np.zeros((h, w, 3), np.float32) for h, w in cells]

    def shortened(rows: slice) -> list[Pixels]:
        strip = rows_of(rows)
        return [
            np.asarray(cv2.resize(strip, (w, len(strip)), interpolation=cv2.INTER_AREA), np.float32)
            for _, w in cells
        ]

    def part(rows: slice) -> list[Pixels]:
        return [
            (left[:, rows] @ short.reshape(len(short), -1)).reshape(len(left), -1, 3)
            for left, short in zip(down, shortened(rows), strict=True)
        ]

    for parts in map_strips(part, height):  # in order: sums of floats depend on it
        for total, piece in zip(sums, parts, strict=True):
            total += piece
    return tuple(sums)
