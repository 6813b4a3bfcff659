"""Sharpening: an unsharp mask on luminance that leaves noise and the far sides of edges alone."""

from collections.abc import Iterable, Iterator
from typing import cast

import cv2
import numpy as np

from lowlight_desktop.develop.color import apply_matrix
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.develop.tone import LUMINANCE, multiply
from lowlight_desktop.photo.export_options import OutputSharpening
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.timing import part

HALO_PX = 3
"""How far `sharpened` looks; beyond three deviations the blur sees nothing."""

SIGMA_PX = 1.0
"""How fine the detail is that a photo in its own size lacks."""

OUTPUT_SIGMA_PX = 0.6
"""How fine the detail is that averaging into larger pixels takes."""

OUTPUT_AMOUNTS = {
    OutputSharpening.OFF: 0.0,
    OutputSharpening.LOW: 0.4,
    OutputSharpening.STANDARD: 0.8,
    OutputSharpening.HIGH: 1.5,
}
"""By eye, on reduced photos at 100 %."""

# A sharpened photo made smaller, to a half of its size or less, is the smaller photo sharpened with
# this deviation and an amount that falls with this power of the size: 0.1 to 0.2 steps of 255
# apart on the average, where as much sharpening as in the photo's own size is 0.5 to 1.2 apart.
_REDUCED_SIGMA_PX, _REDUCED_POWER = 0.7, 1.5
# With less a picture differs by about a tenth of a step: nobody sees it, and without it half of the
# time is saved.
_LEAST_REDUCED = 0.1

# In square roots of light: about one deviation of the noise that an ISO 100 photo has in its
# middle tones. Detail of this size is sharpened half.
_NOISE = np.float32(0.01)
# An edge may overshoot by this share of the contrast at that place: more is seen as a halo.
_OVERSHOOT = 0.1
# Below a square root of this, there is no detail to see.
_DARKEST = np.float32(1 / 256)
_ALIGNED_PX = 64
_ROWS = 128  # a strip of the finish and its halo are one piece
_NEIGHBORS = np.ones((3, 3), np.uint8)


def seen_smaller(amount: float, scale: float) -> tuple[float, float]:
    """How a smaller picture of a photo is sharpened to look like the sharpened photo made smaller.

    Args:
        amount: For the photo in its own size, as in `sharpened`.
        scale: Side of the picture over that of the photo, above 0 to 1.

    Returns:
        Amount and deviation for `sharpened`.
    """
    if scale >= 1.0:
        return amount, SIGMA_PX
    reduced = amount * scale**_REDUCED_POWER
    towards_own = max(2.0 * scale - 1.0, 0.0)  # from a half of the size on
    sigma_px = _REDUCED_SIGMA_PX + towards_own * (SIGMA_PX - _REDUCED_SIGMA_PX)
    return (reduced if reduced >= _LEAST_REDUCED else 0.0), sigma_px


@part("sharpening")
def sharpened(light: Pixels, amount: float, sigma_px: float = SIGMA_PX) -> Pixels:
    """Make fine detail crisper; colors keep their hue.

    Args:
        light: (H, W, 3) linear Rec. 2020. Where it is a part of a photo, the outer `HALO_PX`
            pixels of the result are those of the whole photo only at the photo's own edges.
        amount: 0 changes nothing, 1 adds the lost detail once.
        sigma_px: How fine: deviation of the blur, above 0 to 1.

    Returns:
        (H, W, 3) linear Rec. 2020; the same array for an amount of 0.
    """
    if amount == 0.0:
        return light
    out = np.empty_like(light)
    height = len(light)

    def work(rows: slice) -> None:
        above, below = max(rows.start - HALO_PX, 0), min(rows.stop + HALO_PX, height)
        part = _gain(light[above:below], amount, sigma_px)
        gain = part[rows.start - above : rows.stop - above]
        out[rows] = multiply(light[rows], gain)

    for_each_strip(work, height, _ROWS)
    return out


def sharpened_bands(
    bands: Iterable[tuple[int, Pixels]], amount: float, sigma_px: float = SIGMA_PX
) -> Iterator[tuple[int, Pixels]]:
    """Sharpen a photo that comes from top to bottom; the same pixels as `sharpened` makes of it.

    Args:
        bands: The first row of each band, and its (n, W, 3) linear Rec. 2020.
        amount: As there.
        sigma_px: As there.

    Yields:
        Bands as they come in, a few rows later.
    """
    if amount == 0.0:
        yield from bands
        return
    held, start, done = None, 0, 0
    for top, band in bands:
        if held is None:
            held, start, done = band, top, top
        else:
            held = np.concatenate([held, band])
        ready = start + len(held) - HALO_PX  # below, the rows that follow are wanted
        if ready > done:
            yield done, sharpened(held, amount, sigma_px)[done - start : ready - start]
            kept = max(ready - HALO_PX, start)
            held, start, done = held[kept - start :], kept, ready
    if held is not None:
        yield done, sharpened(held, amount, sigma_px)[done - start :]


def _gain(light: Pixels, amount: float, sigma_px: float) -> Pixels:
    """By how much each pixel is multiplied, (H, W)."""
    # Square roots are near to what people see: dark and bright sides of an edge count alike.
    seen = apply_matrix(light, LUMINANCE)
    np.maximum(seen, np.float32(0.0), out=seen)
    cv2.sqrt(seen, dst=seen)
    low, high = cv2.erode(seen, _NEIGHBORS), cv2.dilate(seen, _NEIGHBORS)
    wanted = np.subtract(seen, _blurred(seen, sigma_px))
    square = wanted * wanted
    wanted *= square
    square += _NOISE * _NOISE
    cv2.divide(wanted, square, dst=wanted, scale=amount)
    wanted += seen
    most = cv2.addWeighted(high, 1.0 + _OVERSHOOT, low, -_OVERSHOOT, 0.0, dst=square)
    np.minimum(wanted, most, out=wanted)
    least = cv2.addWeighted(low, 1.0 + _OVERSHOOT, high, -_OVERSHOOT, 0.0, dst=square)
    np.maximum(wanted, least, out=wanted)
    wanted -= seen
    wanted /= np.maximum(seen, _DARKEST, out=seen)
    wanted += np.float32(1.0)
    np.maximum(wanted, np.float32(0.0), out=wanted)
    wanted *= wanted
    return wanted


def _blurred(values: Pixels, sigma_px: float) -> Pixels:
    """A Gaussian blur of which every pixel comes out alike, wherever a part of a photo is cut."""
    height, width = values.shape
    # OpenCV rounds the last few columns differently unless they fill its vectors.
    spare = -(width + 2 * HALO_PX) % _ALIGNED_PX
    edges = (HALO_PX, HALO_PX, HALO_PX, HALO_PX + spare)
    framed = cv2.copyMakeBorder(values, *edges, cv2.BORDER_REPLICATE)
    size = (2 * HALO_PX + 1, 2 * HALO_PX + 1)
    blurred = cast("Pixels", cv2.GaussianBlur(framed, size, sigma_px))
    return blurred[HALO_PX : HALO_PX + height, HALO_PX : HALO_PX + width]
