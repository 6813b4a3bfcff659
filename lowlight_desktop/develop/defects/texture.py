"""Fine texture: how much of it is still there, whatever the brightness became."""

import cv2
import numpy as np

from lowlight_desktop.develop.defects.cells import (
    cell_means,
    noise_of_cells,
    srgb_luma,
    weighted_quantile,
)
from lowlight_desktop.photo.image import Pixels, Rgb8

# Gaussians whose differences pass periods of 4 to 16 and of 16 to 64 pixels: a Gaussian of σ
# halves the amplitude of the period 5.3 σ.
_FINE_SIGMA_PX = 0.75
_MIDDLE_SIGMA_PX = 3.0
_COARSE_SIGMA_PX = 12.0
_CELL_PX = 32
_ABOVE_NOISE = 9.0
_MIN_CELLS = 4


def texture_loss(basis: Rgb8, finished: Rgb8) -> float:
    """How much energy of fine texture is gone, at equal local contrast.

    The part of the finished picture that follows the basis is measured in two bands, in cells of
    32 pixels: periods of 4 to 16 pixels, which a denoiser or a soft network takes away, and of
    16 to 64 pixels, which tell the local gain of the tone curve. What was lost is what the fine
    band has less than the coarse one. Because only what follows the basis counts, noise that was
    removed is no loss and noise that was added is no gain; the basis's own noise is subtracted,
    and only cells with nine times its energy are looked at.

    Args:
        basis: (H, W, 3) uint8 sRGB: the reference, or the dark input.
        finished: The same shape.

    Returns:
        Percent of the energy, 0 to 100, median over textured cells; 0 if fewer than four cells
        have texture above the noise.
    """
    before, after = srgb_luma(basis), srgb_luma(finished)
    fine_before, coarse_before = _bands(before)
    fine_after, coarse_after = _bands(after)
    energy = cell_means(fine_before * fine_before, _CELL_PX)
    noise = noise_of_cells(cell_means(before, _CELL_PX), energy, 0.1)
    # 8-bit rounding adds a twelfth of a step squared, of which this band passes a tenth.
    noise = np.maximum(noise, np.float32(1.0 / 120.0))
    coarse = _around(cell_means(coarse_before * coarse_before, _CELL_PX))
    gain = _around(cell_means(coarse_before * coarse_after, _CELL_PX)) / np.maximum(coarse, 1e-9)
    follows = cell_means(fine_before * fine_after, _CELL_PX) / np.maximum(energy - noise, 1e-9)
    used = (energy > _ABOVE_NOISE * noise) & (coarse > noise) & (gain > 0.0)
    if int(used.sum()) < _MIN_CELLS:
        return 0.0
    kept = weighted_quantile((follows / np.maximum(gain, 1e-9))[used], np.sqrt(energy[used]), 0.5)
    return 100.0 * (1.0 - min(max(kept, 0.0), 1.0) ** 2)


def _bands(luma: Pixels) -> tuple[Pixels, Pixels]:
    """The fine and the coarse band."""
    fine, middle, coarse = (
        np.asarray(cv2.GaussianBlur(luma, (0, 0), sigma), np.float32)
        for sigma in (_FINE_SIGMA_PX, _MIDDLE_SIGMA_PX, _COARSE_SIGMA_PX)
    )
    return fine - middle, middle - coarse


def _around(cells: Pixels) -> Pixels:
    """Mean with the neighboring cells: a coarse band needs more room than one cell."""
    return np.asarray(cv2.blur(cells, (3, 3)), np.float32)
