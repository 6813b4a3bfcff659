"""What FLW sees in a training step: crops, each with the thumbnail of its whole photo."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.metrics import mean_brightness
from lowlight_desktop.develop.resize import bilinear_weights
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.survey_sizes import COARSE_CELLS, THUMBNAIL_PX
from lowlight_desktop.training.data_sets import DataSets, Pair, Photo
from lowlight_desktop.training.scenes import rolled_off, varied
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
class PreparedPair:
    """A pair with the global facts that do not change from crop to crop.

    Attributes:
        dark: The dark photo.
        bright: The wanted photo.
        thumbnail: (64, 64, 3) of the dark photo.
        target: Mean of max(R, G, B) of the bright photo.
        squeezed: Whether the photo was squeezed as LOL was.
    """

    dark: Photo
    bright: Photo
    thumbnail: Pixels
    target: float
    squeezed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What samples are drawn from."""

    lol: tuple[PreparedPair, ...]
    sice: tuple[PreparedPair, ...]
    clean: tuple[Photo, ...]


def thumbnail_of(photo: Pixels) -> Pixels:
    """Area-average a whole photo, (H, W, 3), to 64x64."""
    size = (THUMBNAIL_PX, THUMBNAIL_PX)
    return cv2.resize(photo, size, interpolation=cv2.INTER_AREA)  # pyright: ignore[reportReturnType]


def prepare(sets: DataSets) -> Prepared:
    """Compute the global facts of every pair once."""

    def prepared(pair: Pair, *, squeezed: bool) -> PreparedPair:
        thumbnail, target = thumbnail_of(_unit(pair.dark)), mean_brightness(pair.bright)
        return PreparedPair(pair.dark, pair.bright, thumbnail, target, squeezed)

    return Prepared(
        tuple(prepared(p, squeezed=True) for p in sets.lol),
        tuple(prepared(p, squeezed=False) for p in sets.sice),
        sets.clean,
    )


def _unit(photo: Photo | Pixels) -> Pixels:
    if photo.dtype != np.uint8:
        return photo.astype(np.float32, copy=False)
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


def draw(prepared: Prepared, size: int, rng: np.random.Generator) -> Sample:
    """One random training example with crops of `size` x `size` pixels."""
    source = rng.choice(list(SHARES), p=list(SHARES.values()))
    if source == "clean":
        sample = _from_clean(prepared.clean[rng.integers(len(prepared.clean))], size, rng)
    else:
        pairs = prepared.lol if source == "lol" else prepared.sice
        sample = _from_pair(pairs[rng.integers(len(pairs))], size, rng)
    return _turned(sample, rng)


def _from_pair(pair: PreparedPair, size: int, rng: np.random.Generator) -> Sample:
    window = _window(pair.bright.shape, size, rng, squeezed=pair.squeezed)
    light, bright = to_light(window.of(pair.dark)), window.of(pair.bright)
    thumbnail, target = pair.thumbnail, pair.target
    if rng.random() < 0.3:  # other exposures of the same scene
        gain = np.float32(np.exp2(rng.uniform(-0.7, 0.7)))
        light, thumbnail = light * gain, to_srgb(to_light(thumbnail) * gain)
    camera = LOL_CAMERA if pair.squeezed else SICE_CAMERA
    dark = photograph(light, camera, rng) if rng.random() < 0.75 else to_srgb(light)
    if rng.random() < 0.1:
        bright, target = _retargeted(bright, target, rng)
    return Sample(dark, bright, coarse_at(thumbnail, *window.places), thumbnail, target)


def _from_clean(photo: Photo, size: int, rng: np.random.Generator) -> Sample:
    scene = varied(to_light(photo), rng)
    wanted = to_srgb(rolled_off(scene.light) if scene.is_night else scene.light)
    window = _window(photo.shape, size, rng, squeezed=False)
    exposure = np.float32(np.exp2(-rng.uniform(0.0, 4.0 if scene.is_night else 6.0)))
    seen = np.clip(scene.light * exposure, 0.0, 1.0)
    dark = photograph(window.of(seen), CLEAN_CAMERA, rng)
    thumbnail = thumbnail_of(to_srgb(seen))
    bright, target = window.of(wanted), float(wanted.max(2).mean())
    if rng.random() < 0.3:
        bright, target = _retargeted(bright, target, rng)
    return Sample(dark, bright, coarse_at(thumbnail, *window.places), thumbnail, target)


def _retargeted(bright: Pixels, target: float, rng: np.random.Generator) -> tuple[Pixels, float]:
    """Another wish for the same photo, so that the brightness slider has a meaning."""
    wish = float(np.clip(target * rng.uniform(0.6, 1.4), 0.1, 0.8))
    # mean(v ** g) is about mean(v) ** g: exact enough, the wish is only a label.
    power = np.float32(np.log(wish) / np.log(np.clip(target, 0.05, 0.95)))
    return bright**power, wish


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of a photo, to be shown at `size` x `size` pixels."""

    rows: slice
    columns: slice
    size: int
    places: tuple[Places, Places]

    def of(self, photo: Photo | Pixels) -> Pixels:
        """The part of `photo`, (H, W, 3), resized: (size, size, 3) float32 in [0, 1]."""
        part = _unit(photo[self.rows, self.columns])
        how = cv2.INTER_AREA if part.shape[1] > self.size else cv2.INTER_CUBIC
        resized = cv2.resize(part, (self.size, self.size), interpolation=how)
        return np.clip(resized, 0, 1, dtype=np.float32)


def _window(
    shape: tuple[int, ...], size: int, rng: np.random.Generator, *, squeezed: bool
) -> _Window:
    """A random part at a random scale."""
    height, width = shape[:2]
    stretch = rng.random()
    if squeezed:
        crop_w = round(size / LOL_STRETCH[0] ** stretch)
        crop_h = round(size / LOL_STRETCH[1] ** stretch)
    else:
        crop_w = crop_h = round(size * (1.0 + stretch))
    crop_w, crop_h = min(crop_w, width), min(crop_h, height)
    top, left = int(rng.integers(height - crop_h + 1)), int(rng.integers(width - crop_w + 1))
    steps = (np.arange(size) + 0.5) / size
    places = (top + steps * crop_h) / height, (left + steps * crop_w) / width
    return _Window(slice(top, top + crop_h), slice(left, left + crop_w), size, places)


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
