"""What FLW sees in a training step: crops, each with the thumbnail of its whole photo."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.metrics import mean_brightness
from lowlight_desktop.develop.resize import bilinear_weights
from lowlight_desktop.networks.flw import COARSE_CELLS, THUMBNAIL_PX
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.data_sets import DataSets, Photo
from lowlight_desktop.training.synthesis import CameraRange, photograph, to_light, to_srgb

Places = NDArray[np.float64]
"""Relative places of pixel centers in a photo, 0 at one edge, 1 at the other."""

# Shares of the three sources. LOL and SICE teach tone and color; clean photos, synthesized dark,
# teach noise, compression, real resolution and to leave a well-lit photo alone.
SHARES = {"lol": 0.5, "sice": 0.2, "clean": 0.3}

# LOL was squeezed from 600x400 to 256x256: stretching by up to these factors gives pixels their
# original softness back, and the noise that squeezing averaged away is added anew.
LOL_STRETCH = (600 / 256, 400 / 256)
LOL_CAMERA = CameraRange(gain_dn=(0.15, 4.0), mosaic_chance=0.5, jpeg_chance=0.1)
SICE_CAMERA = CameraRange(gain_dn=(0.05, 1.5), mosaic_chance=0.5, jpeg_chance=0.3)
CLEAN_CAMERA = CameraRange(gain_dn=(0.1, 12.0), mosaic_chance=0.75, jpeg_chance=0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One training example.

    Attributes:
        dark: (P, P, 3) float32 sRGB in [0, 1].
        bright: (P, P, 3) float32 sRGB in [0, 1].
        coarse: (P, P) coarse luminance of the whole photo at these pixels.
        thumbnail: (64, 64, 3) of the whole dark photo.
        target: Mean brightness of the whole bright photo.
    """

    dark: Pixels
    bright: Pixels
    coarse: Pixels
    thumbnail: Pixels
    target: float


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A pair with the global facts that do not change from crop to crop.

    Attributes:
        source: "lol", "sice" or "clean".
        dark: The dark photo, or None where darkness is synthesized.
        bright: The wanted photo.
        thumbnail: (64, 64, 3) of the dark photo, or linear light of the clean one.
        target: Mean of max(R, G, B) of the bright photo.
    """

    source: str
    dark: Photo | None
    bright: Photo
    thumbnail: Pixels
    target: float


def thumbnail_of(photo: Pixels) -> Pixels:
    """Area-average a whole photo, (H, W, 3), to 64x64."""
    size = (THUMBNAIL_PX, THUMBNAIL_PX)
    return cv2.resize(photo, size, interpolation=cv2.INTER_AREA)  # pyright: ignore[reportReturnType]


def prepare(sets: DataSets) -> dict[str, list[Prepared]]:
    """Compute the global facts of every photo once."""
    paired = {
        name: [
            Prepared(name, p.dark, p.bright, thumbnail_of(_unit(p.dark)), mean_brightness(p.bright))
            for p in pairs
        ]
        for name, pairs in (("lol", sets.lol), ("sice", sets.sice))
    }
    clean = [
        Prepared("clean", None, c, thumbnail_of(to_light(c)), mean_brightness(c))
        for c in sets.clean
    ]
    return {**paired, "clean": clean}


def _unit(photo: Photo) -> Pixels:
    return photo.astype(np.float32) / np.float32(255)


def coarse_at(thumbnail: Pixels, rows: Places, columns: Places) -> Pixels:
    """Coarse luminance interpolated at relative places in [0, 1] of the photo.

    Args:
        thumbnail: (64, 64, 3).
        rows: (P,) pixel centers, 0 at the top edge, 1 at the bottom edge.
        columns: (Q,) likewise.

    Returns:
        (P, Q); bilinear between cell centers, constant outside of the outermost centers.
    """
    per_cell = THUMBNAIL_PX // COARSE_CELLS
    cells = thumbnail.reshape(COARSE_CELLS, per_cell, COARSE_CELLS, per_cell, 3).mean((1, 3)).max(2)
    down, across = (bilinear_weights(p, COARSE_CELLS) for p in (rows, columns))
    return down @ cells @ across.T


def draw(prepared: dict[str, list[Prepared]], size: int, rng: np.random.Generator) -> Sample:
    """One random training example with crops of `size` x `size` pixels."""
    source = rng.choice(list(SHARES), p=list(SHARES.values()))
    chosen: Sequence[Prepared] = prepared[str(source)]
    photo = chosen[int(rng.integers(len(chosen)))]
    sample = _from_clean(photo, size, rng) if photo.dark is None else _from_pair(photo, size, rng)
    return _turned(sample, rng)


def _from_pair(photo: Prepared, size: int, rng: np.random.Generator) -> Sample:
    assert photo.dark is not None
    dark8, bright8, coarse_places = _crop_both(photo, photo.dark, size, rng)
    thumbnail = photo.thumbnail
    light = to_light(dark8)
    if rng.random() < 0.3:  # other exposures of the same scene
        gain = np.float32(np.exp2(rng.uniform(-0.7, 0.7)))
        light, thumbnail = light * gain, to_srgb(to_light(thumbnail) * gain)
    camera = LOL_CAMERA if photo.source == "lol" else SICE_CAMERA
    dark = photograph(light, camera, rng) if rng.random() < 0.75 else to_srgb(light)
    bright, target = _unit(bright8), photo.target
    if rng.random() < 0.1:
        bright, target = _retargeted(bright, target, rng)
    return Sample(dark, bright, coarse_at(thumbnail, *coarse_places), thumbnail, target)


def _from_clean(photo: Prepared, size: int, rng: np.random.Generator) -> Sample:
    _, bright8, coarse_places = _crop_both(photo, photo.bright, size, rng)
    exposure = np.float32(np.exp2(-rng.uniform(0.0, 6.0)))
    dark = photograph(to_light(bright8) * exposure, CLEAN_CAMERA, rng)
    thumbnail = to_srgb(photo.thumbnail * exposure)
    bright, target = _unit(bright8), photo.target
    if rng.random() < 0.3:
        bright, target = _retargeted(bright, target, rng)
    return Sample(dark, bright, coarse_at(thumbnail, *coarse_places), thumbnail, target)


def _retargeted(bright: Pixels, target: float, rng: np.random.Generator) -> tuple[Pixels, float]:
    """Another wish for the same photo, so that the brightness slider has a meaning."""
    wish = float(np.clip(target * rng.uniform(0.6, 1.4), 0.1, 0.8))
    # mean(v ** g) is about mean(v) ** g: exact enough, the wish is only a label.
    power = np.float32(np.log(wish) / np.log(np.clip(target, 0.05, 0.95)))
    return bright**power, wish


def _crop_both(
    photo: Prepared, dark: Photo, size: int, rng: np.random.Generator
) -> tuple[Photo, Photo, tuple[Places, Places]]:
    """The same random part of both pictures at a random scale, and where it lies."""
    height, width = photo.bright.shape[:2]
    stretch = rng.random()
    if photo.source == "lol":
        crop_w = round(size / LOL_STRETCH[0] ** stretch)
        crop_h = round(size / LOL_STRETCH[1] ** stretch)
    else:
        crop_w = crop_h = round(size * (1.0 + stretch))
    crop_w, crop_h = min(crop_w, width), min(crop_h, height)
    top, left = int(rng.integers(height - crop_h + 1)), int(rng.integers(width - crop_w + 1))
    window = (slice(top, top + crop_h), slice(left, left + crop_w))
    steps = (np.arange(size) + 0.5) / size
    rows, columns = (top + steps * crop_h) / height, (left + steps * crop_w) / width
    how = cv2.INTER_AREA if crop_w > size else cv2.INTER_CUBIC
    resized = [cv2.resize(p[window], (size, size), interpolation=how) for p in (dark, photo.bright)]
    return resized[0], resized[1], (rows, columns)  # pyright: ignore[reportReturnType]


def _turned(sample: Sample, rng: np.random.Generator) -> Sample:
    """Mirror and transpose everything alike."""
    vertical, horizontal, transpose = rng.random(3) < 0.5

    def turn(a: Pixels) -> Pixels:
        a = a[::-1] if vertical else a
        a = a[:, ::-1] if horizontal else a
        return np.ascontiguousarray(a.swapaxes(0, 1) if transpose else a)

    return Sample(
        turn(sample.dark),
        turn(sample.bright),
        turn(sample.coarse),
        turn(sample.thumbnail),
        sample.target,
    )
