"""How near a finished photo is to a reference, in the numbers that the literature uses.

All of them look at 8-bit sRGB pixels, as a photographer would get them from a file.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Rgb8

PEAK = 255.0
SSIM_WINDOW_PX = 11
_SSIM_SIGMA_PX = 1.5
_SSIM_C1 = (0.01 * PEAK) ** 2
_SSIM_C2 = (0.03 * PEAK) ** 2


def psnr(picture: Rgb8, reference: Rgb8) -> float:
    """Peak signal-to-noise ratio over all pixels and channels.

    Args:
        picture: (H, W, 3) uint8 sRGB.
        reference: The same shape.

    Returns:
        dB, more is nearer; infinity for equal pictures.

    Raises:
        ValueError: If the pictures differ in shape.
    """
    check_alike(picture, reference)
    difference = cv2.absdiff(picture, reference)
    # Every squared difference is an integer, so counting them is exact at any size.
    counts = np.bincount(difference.ravel(), minlength=256)
    mean_square = float(counts @ np.arange(256.0) ** 2) / difference.size
    return math.inf if mean_square == 0.0 else 10.0 * math.log10(PEAK**2 / mean_square)


def ssim(picture: Rgb8, reference: Rgb8) -> float:
    """Structural similarity: 11×11 Gaussian window, σ 1.5, mean of the three channels.

    Only windows that lie wholly inside the picture count, so no border is invented.

    Args:
        picture: (H, W, 3) uint8 sRGB, at least 11 pixels high and wide.
        reference: The same shape.

    Returns:
        At most 1, which equal pictures have; below 0 for inverted ones.

    Raises:
        ValueError: If the pictures differ in shape or are smaller than the window.

    Source:
        Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural
        Similarity", eq. 13 with K1 = 0.01, K2 = 0.03; per channel, as the papers on LOL report it.
    """
    check_alike(picture, reference)
    if min(picture.shape[:2]) < SSIM_WINDOW_PX:
        raise ValueError(f"SSIM needs at least {SSIM_WINDOW_PX} pixels, got {picture.shape[:2]}")
    return float(np.mean([_channel_ssim(picture[..., c], reference[..., c]) for c in range(3)]))


def _channel_ssim(first: Rgb8, second: Rgb8) -> float:
    x, y = first.astype(np.float64), second.astype(np.float64)
    mean_x, mean_y = _window_mean(x), _window_mean(y)
    mean_xy, mean_xx, mean_yy = mean_x * mean_y, mean_x**2, mean_y**2
    variances = _window_mean(x * x) - mean_xx + _window_mean(y * y) - mean_yy
    covariance = _window_mean(x * y) - mean_xy
    likeness = ((2 * mean_xy + _SSIM_C1) * (2 * covariance + _SSIM_C2)) / (
        (mean_xx + mean_yy + _SSIM_C1) * (variances + _SSIM_C2)
    )
    return float(likeness.mean())


def _window_mean(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """The Gaussian-weighted mean around every pixel whose window lies inside."""
    kernel = cv2.getGaussianKernel(SSIM_WINDOW_PX, _SSIM_SIGMA_PX, cv2.CV_64F)
    inside = slice(SSIM_WINDOW_PX // 2, -(SSIM_WINDOW_PX // 2))
    blurred = np.asarray(cv2.sepFilter2D(plane, cv2.CV_64F, kernel, kernel), np.float64)
    return blurred[inside, inside]


def gt_mean(picture: Rgb8, reference: Rgb8) -> Rgb8:
    """The picture, scaled so that its mean gray is the reference's.

    Scores of the result tell how good color and structure are when the brightness is right.

    Args:
        picture: (H, W, 3) uint8 sRGB.
        reference: The same shape.

    Returns:
        (H, W, 3) uint8, clipped and rounded; a wholly black picture stays as it is.

    Raises:
        ValueError: If the pictures differ in shape.

    Source:
        Zhang et al. 2019, "Kindling the Darkness" (KinD), evaluation code; the gray is BT.601's.
    """
    check_alike(picture, reference)
    own = mean_gray(picture)
    if own == 0.0:
        return picture
    levels = np.arange(256.0) * (mean_gray(reference) / own)
    return np.clip(np.rint(levels), 0.0, PEAK).astype(np.uint8)[picture]


def mean_gray(picture: Rgb8) -> float:
    """Mean of 0.299 R + 0.587 G + 0.114 B, in 8-bit steps (0 to 255)."""
    red, green, blue = picture.reshape(-1, 3).mean(axis=0, dtype=np.float64)
    return float(0.299 * red + 0.587 * green + 0.114 * blue)


def mean_brightness(picture: Rgb8) -> float:
    """Mean of max(R, G, B), 0 to 1: what the light step calls a photo's target brightness."""
    return float(picture.max(axis=2).mean(dtype=np.float64) / PEAK)


def check_alike(first: Rgb8, second: Rgb8) -> None:
    """Check that both are (H, W, 3) uint8 pictures of one size.

    Raises:
        ValueError: If they are not.
    """
    for picture in (first, second):
        if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
            raise ValueError(
                f"pictures must be (H, W, 3) uint8, got {picture.dtype} {picture.shape}"
            )
    if first.shape != second.shape or 0 in first.shape:
        raise ValueError(f"pictures must be of one size, got {first.shape} and {second.shape}")
