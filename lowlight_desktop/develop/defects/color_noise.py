"""Color noise: blotches of color in the flat parts of the finished photo's darkest third."""

import cv2
import numpy as np

from lowlight_desktop.develop.ciede2000 import light_to_lab, srgb_light
from lowlight_desktop.develop.defects.cells import cell_means
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.photo.image import Pixels, Rgb8

_HIGH_PASS_SIGMA_PX = 5.0  # passes periods up to about 25 px: developed noise is blotchy


def color_noise(finished: Rgb8) -> float:
    """How strong the color noise is where it shows most.

    Of the darkest third of the 16-pixel cells (by L*) the half with the least change of L* is
    taken, so that texture does not count.

    Args:
        finished: (H, W, 3) uint8 sRGB.

    Returns:
        Standard deviation of a* and b* together, in CIELAB units, of periods up to 25 pixels;
        median over those cells.
    """
    lab = _lab(finished)
    lightness = cell_means(np.ascontiguousarray(lab[..., 0])).ravel()
    blurred = cv2.GaussianBlur(lab, (0, 0), _HIGH_PASS_SIGMA_PX)
    rough: Pixels = lab - np.asarray(blurred, np.float32)
    energy = cell_means(np.square(rough)).reshape(-1, 3)
    dark = np.argsort(lightness, kind="stable")[: max(lightness.size // 3, 1)]
    flat = dark[np.argsort(energy[dark, 0], kind="stable")[: max(dark.size // 2, 1)]]
    return float(np.median(np.sqrt(energy[flat, 1] + energy[flat, 2])))


def _lab(picture: Rgb8) -> Pixels:
    lab = np.empty(picture.shape, np.float32)

    def work(rows: slice) -> None:
        lab[rows] = light_to_lab(srgb_light(picture[rows]))

    for_each_strip(work, len(picture))
    return lab
