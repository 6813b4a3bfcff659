"""A small dark picture with something of everything, drawn by a formula: the golden input.

And what tiles and half precision change on it.
"""

from collections.abc import Iterable
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.alen_validation import sony_a7s2
from lowlight_desktop.training.synthesis import jpeg
from lowlight_desktop.training.unprocess import (
    PHASES,
    SONY_A7S2,
    brighter_highlights,
    camera_rgb,
    color_index,
    light_of,
    mosaic_of,
)

GOLDEN_RATIO = 128.0
"""How much brighter the finished photo is than what the sensor of the golden input saw."""
WHOLE_PX = 4096
"""Side of a tile that any golden input fits into in one piece."""

_SIZE = (181, 240)  # odd height: the network's grid must be padded
_LEVELS = 60.0
_BRIGHTER, _NOISE = 3.0, 8.0
_QUALITY = 30


def golden_input() -> NDArray[np.uint8]:
    """(181, 240, 3) uint8 sRGB: ramps, edges, texture, noise and a lamp, all of it dark."""
    height, width = _SIZE
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    u, v = x / width, y / height
    hue = np.stack([np.cos(2 * np.pi * (u - k / 3)) for k in range(3)], 2) * 0.5 + 0.5
    picture = _LEVELS * (0.15 + 0.5 * v)[..., None] * (0.4 + 0.6 * hue)
    stripes = (np.sin(x * 0.9) * np.sin(y * 0.7) > 0) & (u > 0.55) & (v < 0.4)
    picture = np.where(stripes[..., None], picture * 1.6, picture)
    lamp = np.exp(-((x - 60) ** 2 + (y - 50) ** 2) / 180.0)
    picture = picture + 235.0 * lamp[..., None] * np.array([1.0, 0.85, 0.6])
    noise = np.random.default_rng(7).normal(0.0, 1.5, picture.shape)
    return np.clip(picture + noise + 0.5, 0, 255).astype(np.uint8)


def golden_noisy() -> NDArray[np.uint8]:
    """The golden input exposed as it should be, with the noise of a high ISO speed; (181, 240, 3).

    The noise is 8 steps of 255; the lamp is full.
    """
    bright = golden_input() * _BRIGHTER
    noise = np.random.default_rng(8).normal(0.0, _NOISE, bright.shape)
    return np.clip(bright + noise + 0.5, 0, 255).astype(np.uint8)


def golden_stored() -> NDArray[np.uint8]:
    """The golden input exposed as it should be, out of a JPEG of quality 30; (181, 240, 3)."""
    bright = np.clip(golden_input() * _BRIGHTER, 0, 255).astype(np.uint8)
    return jpeg(bright, _QUALITY, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420)


class Levels(Protocol):
    """A network's answer to something golden, in steps of 255 of the finished photo."""

    def __call__(self, *, fast: bool = False, tile_px: int = WHOLE_PX) -> Pixels:
        """In bfloat16 if `fast`; in tiles of a size."""
        ...


def differences(levels: Levels, tiles_px: Iterable[int]) -> dict[str, float]:
    """What tiles and bfloat16 change, in steps of 255.

    Args:
        levels: The network's answer.
        tiles_px: Sides of tiles to try.
    """
    whole = levels()
    between = [float(np.abs(levels(tile_px=px) - whole).max()) for px in tiles_px]
    rounded = np.abs(levels(fast=True) - whole)
    return {
        "largest difference between tile sizes": float(f"{max(between):.2g}"),
        "largest loss in bfloat16": float(f"{rounded.max():.2g}"),
        "mean loss in bfloat16": float(f"{rounded.mean():.2g}"),
    }


def golden_sensor() -> SensorLight:
    """The golden input as a sensor saw it: (181, 240), with a full lamp and the noise of ISO 1600.

    The noise is Gaussian, of a strength that follows the light: what chance draws never depends on
    the last bit of a product, which is another on another processor.
    """
    light = brighter_highlights(light_of(golden_input()), strength=1000.0)
    clean = np.minimum(mosaic_of(camera_rgb(light, SONY_A7S2) / np.float32(8)), np.float32(1))
    noise = sony_a7s2(1600)
    read = np.float32(np.hypot(noise.read, noise.row))
    chance = np.random.default_rng(7).standard_normal(clean.shape, np.float32)
    noisy = clean + np.sqrt(np.float32(noise.gain) * clean + read**2) * chance
    return SensorLight(
        np.minimum(noisy, np.float32(1)),
        color_index(2, 2, PHASES[0]),
        noise.gain,
        float(read),
        SONY_A7S2.white_balance,
    )
