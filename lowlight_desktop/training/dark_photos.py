"""The photos that a light network is judged on: dark, with real resolution and noise."""

from dataclasses import dataclass

import cv2
import numpy as np

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.data_sets import DataSets, Photo
from lowlight_desktop.training.flw_samples import CLEAN_CAMERA, LOL_CAMERA
from lowlight_desktop.training.synthesis import photograph, to_light

_LOL_SIZE = (600, 400)  # width, height before LOL was squeezed
_SICE_SIZE = (384, 384)
_CLEAN_EXPOSURE = np.float32(2.0**-3.5)
_SEED = 20261120


@dataclass(frozen=True, slots=True, eq=False)
class DarkPhoto:
    """A dark photo and how it should look.

    Attributes:
        group: "lol", "sice" or "clean": where it comes from.
        dark: (H, W, 3) uint8 sRGB; H and W are even.
        bright: The same shape.
    """

    group: str
    dark: Photo
    bright: Photo


def dark_photos(sets: DataSets) -> tuple[DarkPhoto, ...]:
    """Photos to be judged on, the same ones at every call.

    LOL is stretched to its first size and gets the noise that goes with it; SICE is made smaller;
    clean photos are darkened by 3.5 stops, with the noise of a random camera.
    """
    rng = np.random.default_rng(_SEED)
    photos: list[DarkPhoto] = []
    for pair in sets.lol:
        dark, bright = (_resized(p, _LOL_SIZE, cv2.INTER_CUBIC) for p in (pair.dark, pair.bright))
        photos.append(
            DarkPhoto("lol", _levels(photograph(to_light(dark), LOL_CAMERA, rng)), bright)
        )
    for pair in sets.sice:
        dark, bright = (_resized(p, _SICE_SIZE, cv2.INTER_AREA) for p in (pair.dark, pair.bright))
        photos.append(DarkPhoto("sice", dark, bright))
    for photo in sets.clean:
        height, width = photo.shape[0] // 2 * 2, photo.shape[1] // 2 * 2  # a mosaic's size is even
        bright = np.ascontiguousarray(photo[:height, :width])
        taken = photograph(to_light(bright) * _CLEAN_EXPOSURE, CLEAN_CAMERA, rng)
        photos.append(DarkPhoto("clean", _levels(taken), bright))
    return tuple(photos)


def _resized(photo: Photo, size: tuple[int, int], how: int) -> Photo:
    return cv2.resize(photo, size, interpolation=how)  # pyright: ignore[reportReturnType]


def _levels(srgb: Pixels) -> Photo:
    """[0, 1] to uint8."""
    return np.rint(srgb * np.float32(255)).astype(np.uint8)
