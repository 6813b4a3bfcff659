"""Numbers read off a picture: its histogram, the range of a map."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.photo.image import Pixels, Rgb8
from lowlight_desktop.studio.view import Histogram

# Of sRGB (IEC 61966-2-1), on its encoded values, as everybody's histograms have it.
_LUMINANCE = np.array([[0.2126, 0.7152, 0.0722]], np.float32)
# A scale ends at a multiple of this; few pixels may lie beyond its ends.
_STEP = 0.5
_BEYOND = 0.005
_SHORTEST = 1.0
# Places of a curve that are told, and the share of pixels below which an average means nothing.
_PLACES, _RARE = 33, 1e-4


def histogram_of(rgb: Rgb8) -> Histogram:
    """How often each value occurs, in each channel and in luminance.

    Args:
        rgb: (H, W, 3) uint8 sRGB.
    """
    luminance = np.asarray(cv2.transform(rgb, _LUMINANCE))
    channels = [_counts(rgb, channel) for channel in range(3)]
    return Histogram(np.stack([*channels, _counts(luminance, 0)]))


def thinned(rgb: Rgb8, most_px: int | None) -> Rgb8:
    """Pixels from all over a picture, about `most_px` of them at most; None: all."""
    step = 1 if most_px is None else math.ceil(math.sqrt(rgb.shape[0] * rgb.shape[1] / most_px))
    return rgb if step <= 1 else np.ascontiguousarray(rgb[::step, ::step])


def _counts(values: NDArray[np.generic], channel: int) -> NDArray[np.int64]:
    counts = cv2.calcHist([values], [channel], None, [256], [0, 256])  # pyright: ignore[reportCallIssue, reportArgumentType]
    return np.asarray(counts, np.float32).ravel().astype(np.int64)


def added_light(before: Rgb8, after: Rgb8, curve: tuple[float, ...]) -> tuple[float, ...]:
    """What a network adds to its curve, on the average of a photo, at each brightness.

    Args:
        before: (H, W, 3) uint8 sRGB.
        after: The same photo lit.
        curve: The seven parameters at work.

    Returns:
        33 numbers in [-1, 1], from brightness (the brightest channel, sRGB-encoded) 0 to 1. Above
        the photo's brightest places they lead to white staying white.
    """
    v = before.max(2).ravel()
    counts = np.bincount(v, minlength=256)
    sums = np.bincount(v, after.max(2).ravel(), minlength=256)
    known = np.flatnonzero(counts >= max(counts.sum() * _RARE, 1))
    places = np.linspace(0.0, 1.0, _PLACES)
    xs = np.append(known / 255.0, 1.0) if known[-1] < 255 else known / 255.0
    ys = np.append(sums[known] / counts[known] / 255.0, 1.0)[: len(xs)]
    added = np.interp(places, xs, ys) - light_curve(places, curve)
    soft = np.convolve(np.pad(added, 1, mode="edge"), (0.25, 0.5, 0.25), mode="valid")
    return tuple(float(a) for a in soft)


def scale_of(values: Pixels, *, signed: bool) -> tuple[float, float]:
    """The ends of a color scale for a map, round numbers.

    Args:
        values: (h, w) the map.
        signed: Whether 0 lies in the middle; else it is the lower end, unless much lies below.

    Returns:
        The lowest and the highest value; the few pixels beyond do not stretch it.
    """
    few, most = (float(v) for v in np.quantile(values, (_BEYOND, 1.0 - _BEYOND)))
    high = max(_up(max(most, -few) if signed else most), _SHORTEST)
    if signed:
        return -high, high
    return (-_up(-few) if few < -_STEP / 2 else 0.0), high


def _up(value: float) -> float:
    return float(np.ceil(value / _STEP) * _STEP)


def enlarged(cells: Pixels, size: tuple[int, int], budget_px: int) -> Pixels:
    """Values of a few cells over a photo as a smooth picture in the photo's shape.

    Args:
        cells: (n, m) float32.
        size: (H, W) of the photo.
        budget_px: About how many pixels the picture may have.

    Returns:
        (h, w) float32, nowhere above the largest cell nor below the smallest.
    """
    scale = min((budget_px / (size[0] * size[1])) ** 0.5, 1.0)
    height, width = (max(round(side * scale), 1) for side in size)
    out = cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(out, np.float32)
