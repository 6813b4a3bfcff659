"""What a denoiser sees in a training step: crops of one photo, noisy and clean."""

from dataclasses import dataclass

import cv2
import numpy as np

from lowlight_desktop.develop.color import delinearize
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.alen_photos import CleanPhoto, CleanPhotos
from lowlight_desktop.training.chance import log_uniform
from lowlight_desktop.training.developed_noise import (
    Darkroom,
    exposed_pair,
    random_darkroom,
    stored_pair,
)
from lowlight_desktop.training.unprocess import light_of

WHITE_SIGMAS = (1.0, 75.0)
"""Standard deviation of added Gaussian noise, of 255, log-uniform or uniform."""
UNIFORM_CHANCE = 0.5
"""How often it is uniform: strong noise is rare otherwise, and hardest."""
CORRELATED_CHANCE = 0.25
"""How often Gaussian noise is blurred, and stronger in some colors."""
CLEAN_CHANCE = 0.05
TONED_CHANCE = 0.4
GAUSSIAN_SHRINK = (1.0, 2.0)
"""How much smaller a photo is made before it gets Gaussian noise, uniform."""
AS_IT_IS_CHANCE = 0.5
"""How often it is not."""
SHARP, SOFT = (0.7, 1.5), (0.15, 0.7)
"""How much smaller the photo is made before a sensor sees it, log-uniform: the pixels of a camera
are finer than its lens, and few of 24 million show an edge as sharp as in a small photo."""
SOFT_CHANCE = 0.75
"""The finest octave of brightness is 0.9 of 255 strong in real photos (PolyU, the means of many,
the median of 44). So it is 1.7 in the truths here; made at most 2.5 times larger it was 2.8."""
FAR_PX = 65
"""What is larger than this is left to the photo, where noise was developed."""
_MARGIN_PX = 8  # demosaic, blur and sharpening reach over the edge


@dataclass(frozen=True, slots=True)
class Mix:
    """What the noise is.

    Attributes:
        gaussian: Share of photos with Gaussian noise added; the rest is developed from a sensor.
    """

    gaussian: float = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class DenoiserSample:
    """Crops of one photo; sRGB in [0, 1].

    Attributes:
        noisy: (K, P, P, 3) float32.
        clean: Likewise.
    """

    noisy: Pixels
    clean: Pixels


def draw(
    photos: CleanPhotos, mix: Mix, size: int, crops: int, rng: np.random.Generator
) -> DenoiserSample:
    """Crops of one random photo, all with the same kind of noise.

    Args:
        photos: To choose from.
        mix: Kinds of noise.
        size: P, rows and columns of a crop, even.
        crops: K, how many.
        rng: Source of chance.
    """
    photo, toned = photos.any(rng), bool(rng.random() < TONED_CHANCE)
    way = rng.random()
    room = random_darkroom(rng) if way >= mix.gaussian + CLEAN_CHANCE else None
    shrink = _sensor_shrink(rng) if room is not None else _gaussian_shrink(rng)
    added = _random_gaussian(rng) if way < mix.gaussian else None
    pairs: list[tuple[Pixels, Pixels]] = []
    for _ in range(crops):
        if room is not None:
            pairs.append(_developed(photo, room, size, shrink, rng, toned=toned))
            continue
        light = crop(photo, size, shrink, rng, toned=False)
        clean = delinearize(np.clip(light, 0.0, 1.0), Transfer.SRGB)
        noisy = clean if added is None else _with_gaussian(clean, added, rng)
        pairs.append((noisy, clean))
    noisy, clean = (np.stack(side) for side in zip(*pairs, strict=True))
    return DenoiserSample(noisy, clean)


def _developed(
    photo: CleanPhoto,
    room: Darkroom,
    size: int,
    shrink: float,
    rng: np.random.Generator,
    *,
    toned: bool,
) -> tuple[Pixels, Pixels]:
    whole = round((size + 2 * _MARGIN_PX) * room.scale / 2) * 2
    light = crop(photo, whole, 1.0 if room.scale > 1.0 else shrink, rng, toned=toned)
    noisy, clean = stored_pair(*exposed_pair(light, room, rng), rng)
    # Anywhere: the blocks of a JPEG do not begin where a tile begins.
    top, left = (int(rng.integers(side - size + 1)) for side in noisy.shape[:2])
    place = slice(top, top + size), slice(left, left + size)
    return noisy[place], _as_bright(clean[place], noisy[place])


def _as_bright(clean: Pixels, noisy: Pixels) -> Pixels:
    """The clean picture with the noisy one's brightness and color, seen from afar.

    Curves bend: noise makes a photo a little darker on the average. To bring that back is to change
    a photo's brightness by a guess, which is wrong as often as the level that is told.
    """
    far = np.asarray(cv2.blur(noisy - clean, (FAR_PX, FAR_PX)), np.float32)
    return np.clip(clean + far, np.float32(0), np.float32(1))


@dataclass(frozen=True, slots=True)
class _Gaussian:
    """Noise that is added to a picture.

    Attributes:
        sigma: Standard deviation, of 1.
        blur_px: 0 for white noise.
        colored: How much of it all colors share.
    """

    sigma: float
    blur_px: float
    shared: float


def _sensor_shrink(rng: np.random.Generator) -> float:
    return log_uniform(SOFT if rng.random() < SOFT_CHANCE else SHARP, rng)


def _gaussian_shrink(rng: np.random.Generator) -> float:
    return 1.0 if rng.random() < AS_IT_IS_CHANCE else float(rng.uniform(*GAUSSIAN_SHRINK))


def _random_gaussian(rng: np.random.Generator) -> _Gaussian:
    evenly = rng.random() < UNIFORM_CHANCE
    sigma = float(rng.uniform(*WHITE_SIGMAS)) if evenly else log_uniform(WHITE_SIGMAS, rng)
    sigma /= 255.0
    if rng.random() >= CORRELATED_CHANCE:
        return _Gaussian(sigma, 0.0, 0.0)
    return _Gaussian(min(sigma, 0.15), float(rng.uniform(0.4, 2.5)), float(rng.uniform(0.0, 0.9)))


def _with_gaussian(clean: Pixels, kind: _Gaussian, rng: np.random.Generator) -> Pixels:
    noise = rng.standard_normal(clean.shape, np.float32)
    if kind.shared:
        share = np.float32(kind.shared)
        noise = noise * np.sqrt(1 - share) + noise[..., :1] * np.sqrt(share)
    if kind.blur_px:
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), kind.blur_px), np.float32)
        noise /= max(float(noise.std()), 1e-3)
    noisy = np.clip(clean + np.float32(kind.sigma) * noise, np.float32(0), np.float32(1))
    rounded = np.rint(noisy * np.float32(255)) / np.float32(255)
    return rounded.astype(np.float32, copy=False)


def crop(
    photo: CleanPhoto, size: int, shrink: float, rng: np.random.Generator, *, toned: bool
) -> Pixels:
    """A part of a photo, turned; smaller pictures are sharper, and show no compression.

    Args:
        photo: The whole.
        size: Rows and columns of the part.
        shrink: How much smaller it is made.
        rng: Source of chance.
        toned: As for `unprocess.light_of`.

    Returns:
        (size, size, 3) linear sRGB.
    """
    height, width = photo.srgb.shape[:2]
    side = min(round(size * shrink), height, width)
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    part = photo.srgb[top : top + side, left : left + side]
    part = np.rot90(part, int(rng.integers(4)))
    part = light_of(np.ascontiguousarray(part[::-1] if rng.random() < 0.5 else part), toned=toned)
    if side == size:
        return part
    how = cv2.INTER_AREA if side > size else cv2.INTER_CUBIC  # which swings below black
    resized = cv2.resize(part, (size, size), interpolation=how)
    return np.asarray(np.maximum(resized, 0), np.float32)
