"""How strong the noise is where the photo is darkest: below that there is nothing to lift."""

from collections.abc import Callable

import numpy as np

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region

_PATCH_PX = 32
_DISTANCE_PX = 3
_PATCHES_A_SIDE = 16
_DARKEST_SHARE = 0.1
# Half a step of an 8-bit file: what rounding alone takes away.
_ROUNDING = 0.5 / 255


def noise_floor(pixels_of: Callable[[Region], Pixels], height: int, width: int) -> float:
    """Standard deviation of the noise in the darkest tenth of the photo.

    Looks at a grid of 16x16 patches at full resolution and takes the diagonal difference of four
    pixels, in which smooth content cancels. The four lie three pixels apart: a demosaic, a
    sharpening or a JPEG has made neighbors alike, and between neighbors most of the noise would
    cancel, too.

    Args:
        pixels_of: Gives the (h, w, 3) encoded pixels of a region.
        height: Rows of the photo.
        width: Columns of the photo.

    Returns:
        In the unit of the pixels, at least half an 8-bit step.

    Source:
        After Immerkaer 1996, "Fast Noise Variance Estimation".
    """
    size = min(_PATCH_PX, height, width)
    if size < 2:
        return _ROUNDING
    tops, lefts = _starts(height - size), _starts(width - size)
    found: list[tuple[float, float]] = []
    for top in tops:
        for left in lefts:
            patch = pixels_of(Region(top, left, top + size, left + size))
            found.append((float(patch.mean()), _deviation(patch)))
    found.sort()
    darkest = found[: max(1, round(len(found) * _DARKEST_SHARE))]
    return max(float(np.median([deviation for _, deviation in darkest])), _ROUNDING)


def _starts(last: int) -> list[int]:
    """Each once; not by `np.unique`, which imports a tenth of a second of numpy."""
    return sorted({int(start) for start in np.linspace(0, last, _PATCHES_A_SIDE)})


def _deviation(patch: Pixels) -> float:
    d = min(_DISTANCE_PX, len(patch) - 1)
    diagonal = (patch[:-d, :-d] - patch[d:, :-d] - patch[:-d, d:] + patch[d:, d:]) / 2
    return float(np.median(np.abs(diagonal))) / 0.6745
