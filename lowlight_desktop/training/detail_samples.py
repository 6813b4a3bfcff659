"""What the Detail network sees in a training step: a picture that was stored badly, and itself."""

from dataclasses import dataclass

import cv2
import numpy as np

from lowlight_desktop.develop.color import delinearize
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.alen_photos import CleanPhotos
from lowlight_desktop.training.chance import log_uniform
from lowlight_desktop.training.denoiser_samples import crop
from lowlight_desktop.training.synthesis import jpeg

QUALITY = (15, 92)
CLEAN_CHANCE, NOISY_CHANCE = 0.08, 0.35
"""How often a picture is stored without loss, and how often it has noise before it is stored."""
SIGMAS = (0.5, 8.0)
"""Standard deviation of the noise, of 255, log-uniform: what a denoiser leaves."""
FULL_COLOR_CHANCE = 0.35
"""How often the colors are stored in full size."""
SHRINK = (1.4, 2.4)
"""How much smaller a photo is made first: most of these were stored as JPEG themselves."""
DIM_CHANCE, DIM = 0.25, (0.08, 0.6)
"""How often the light is a night's, and how much of it there is."""
_BLOCKS_PX = 16  # a JPEG with small colors has blocks of so many


@dataclass(frozen=True, slots=True, eq=False)
class DetailSample:
    """A picture; sRGB in [0, 1].

    Attributes:
        stored: (P, P, 3) float32, what was left of it.
        whole: Likewise, as it was.
    """

    stored: Pixels
    whole: Pixels


def draw(photos: CleanPhotos, size: int, rng: np.random.Generator) -> DetailSample:
    """A crop of a random photo.

    Args:
        photos: To choose from.
        size: P, rows and columns.
        rng: Source of chance.
    """
    room = size + _BLOCKS_PX
    light = crop(photos.any(rng), room, float(rng.uniform(*SHRINK)), rng, toned=False)
    if rng.random() < DIM_CHANCE:
        light = light * np.float32(log_uniform(DIM, rng))
    whole = delinearize(np.clip(light, 0.0, 1.0), Transfer.SRGB)
    stored = _stored(whole, rng)
    # The blocks begin anywhere: photos are turned and cut after they were stored.
    top, left = (int(rng.integers(_BLOCKS_PX)) for _ in range(2))
    if rng.random() < 0.5:
        top = left = 0
    place = slice(top, top + size), slice(left, left + size)
    return DetailSample(stored[place], whole[place])


def _stored(whole: Pixels, rng: np.random.Generator) -> Pixels:
    if rng.random() < CLEAN_CHANCE:
        return whole
    seen = whole
    if rng.random() < NOISY_CHANCE:
        seen = seen + _noise(whole.shape, rng)
    steps = np.clip(seen * 255.0 + 0.5, 0, 255).astype(np.uint8)
    full, small = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
    sampling = full if rng.random() < FULL_COLOR_CHANCE else small
    packed = jpeg(steps, int(rng.integers(QUALITY[0], QUALITY[1] + 1)), sampling)
    return packed.astype(np.float32) / np.float32(255)


def _noise(shape: tuple[int, ...], rng: np.random.Generator) -> Pixels:
    """As denoisers leave it: fine or coarse."""
    noise = rng.standard_normal(shape, np.float32)
    if rng.random() < 0.5:
        blurred = cv2.GaussianBlur(noise, (0, 0), float(rng.uniform(0.4, 1.5)))
        noise = np.asarray(blurred, np.float32)
        noise /= max(float(noise.std()), 1e-3)
    return noise * np.float32(log_uniform(SIGMAS, rng) / 255.0)
