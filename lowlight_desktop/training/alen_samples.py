"""What ALEN sees in a training step: noisy mosaics of clean light, made anew every time."""

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.noise import (
    DN_RANGE_14_BIT,
    SensorNoise,
    add_sensor_noise,
    sample_any_camera,
)
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.alen_photos import CleanPhoto, CleanPhotos
from lowlight_desktop.training.chance import log_uniform
from lowlight_desktop.training.sensor_photos import SensorPhoto
from lowlight_desktop.training.unprocess import (
    PHASES,
    brighter_highlights,
    camera_rgb,
    color_index,
    light_of,
    mosaic_of,
    random_camera,
)

DARK_CHANCE = 0.85
"""How often a photo is dark by `DARK_RATIOS`; else it is exposed as by day, by `LIGHT_RATIOS`."""
DARK_RATIOS = (20.0, 300.0)
LIGHT_RATIOS = (0.7, 20.0)
GAINS_DN = (0.1, 25.0)
"""14-bit steps per electron: ISO 100 to 25600 on a large sensor."""
LEAST_ELECTRONS = 12.0
"""White has at least as many: with fewer there is no photo."""
STAR_CHANCE, HIGHLIGHT_CHANCE, TONED_CHANCE = 0.12, 0.3, 0.4
SATURATED_CHANCE = 0.5
"""How often colors are made stronger, as of flowers and neon: public photos teach gray."""
SENSOR_CHANCE = 0.15
"""How often the light is that of a low-ISO RAW file."""
GAIN_ERROR, READ_ERROR = 0.08, 0.1
"""By how much the estimate of the noise is wrong, standard deviation of the logarithm."""

_Value = TypeVar("_Value", np.uint8, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class AlenSample:
    """One training example; light is 0 at black and 1 at the full sensor.

    Attributes:
        mosaic: (P, P) float32, noisy, RGGB.
        clean: (P, P, 3) float32 linear camera RGB, passes 1 where the sensor was full.
        cells: (64, 64, 3) means of the whole noisy mosaic.
        gain: Light of a photo-electron, as estimated.
        read: Standard deviation of the noise in the dark, as estimated.
        white_balance: (3,) as the camera has recorded it.
        ratio: How much brighter the finished photo is.
    """

    mosaic: Pixels
    clean: Pixels
    cells: Pixels
    gain: float
    read: float
    white_balance: Pixels
    ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class AlenPhotos:
    """What there is to make mosaics from.

    Attributes:
        developed: Photographs of 8 bits.
        sensor: RAW files.
    """

    developed: CleanPhotos
    sensor: tuple[SensorPhoto, ...]


def draw(photos: AlenPhotos, size: int, rng: np.random.Generator) -> AlenSample:
    """One random training example with a crop of `size` x `size` pixels, an even number."""
    if rng.random() < SENSOR_CHANCE:
        sensor = photos.sensor[rng.integers(len(photos.sensor))]
        light, cells = _turned(_resized(_crop(sensor.light, size, rng), size), sensor.cells, rng)
    else:
        light, cells = _of_developed(photos.developed.any(rng), size, rng)
    if rng.random() < HIGHLIGHT_CHANCE:
        strength = float(np.exp(rng.uniform(np.log(0.3), np.log(8.0))))
        light, cells = (brighter_highlights(x, strength) for x in (light, cells))
    camera = random_camera(rng)
    ratio = log_uniform(DARK_RATIOS if rng.random() < DARK_CHANCE else LIGHT_RATIOS, rng)
    exposure = np.float32(log_uniform((0.25, 1.2), rng) / ratio)
    clean, cells = (camera_rgb(x, camera) * exposure for x in (light, cells))
    if rng.random() < STAR_CHANCE:
        _add_stars(clean, ratio, rng)
    most = min(GAINS_DN[1], DN_RANGE_14_BIT / (LEAST_ELECTRONS * ratio))
    noise = sample_any_camera(rng, gain_dn=(GAINS_DN[0], most))
    gain = noise.gain * float(np.exp(rng.normal(0.0, GAIN_ERROR)))
    read = float(np.hypot(noise.read, noise.row) * np.exp(rng.normal(0.0, READ_ERROR)))
    recorded = camera.white_balance * np.exp(rng.normal(0.0, 0.08, 3) * [1.0, 0.0, 1.0])
    return AlenSample(
        exposed(clean, noise, rng),
        clean,
        _noisy_cells(cells, noise, rng),
        gain,
        read,
        recorded.astype(np.float32),
        ratio,
    )


def _of_developed(photo: CleanPhoto, size: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """The light of a crop and of the whole photo, in its own colors or in stronger ones."""
    toned = bool(rng.random() < TONED_CHANCE)
    crop = light_of(_crop(photo.srgb, size, rng), toned=toned)
    light, cells = _turned(_resized(crop, size), photo.cells, rng)
    if rng.random() < SATURATED_CHANCE:
        strength = float(rng.uniform(1.2, 2.5))
        light, cells = (_saturated(x, strength) for x in (light, cells))
    return light, cells


def exposed(clean: Pixels, noise: SensorNoise, rng: np.random.Generator) -> Pixels:
    """The mosaic that a sensor makes of light.

    Args:
        clean: (H, W, 3) linear camera RGB.
        noise: Of the sensor.
        rng: Source of chance.

    Returns:
        (H, W) RGGB on the levels of a 12- or 14-bit converter, cut at 1, not at 0.
    """
    height, width = clean.shape[:2]
    light = np.minimum(mosaic_of(clean), np.float32(1.0))
    noisy = add_sensor_noise(light, noise, color_index(height, width, PHASES[0]), rng)
    # A camera with read noise far below a step would show bands: none is built so.
    fine = rng.random() < 0.7 or noise.read * DN_RANGE_14_BIT < 2.0
    steps = np.float32(DN_RANGE_14_BIT if fine else DN_RANGE_14_BIT / 4.0)
    return np.minimum(np.rint(noisy * steps) / steps, np.float32(1.0))


def _saturated(light: Pixels, strength: float) -> Pixels:
    """Colors further from gray, until a channel is dark; highlights stay below white."""
    gray = light.mean(2, keepdims=True)
    return np.clip(gray + np.float32(strength) * (light - gray), np.float32(0), np.float32(1))


def _crop(photo: NDArray[_Value], size: int, rng: np.random.Generator) -> NDArray[_Value]:
    """A square part of a photo, one to two times as large as `size`, where the photo is."""
    height, width = photo.shape[:2]
    side = min(round(size * rng.uniform(1.0, 2.0)), height, width)
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    return photo[top : top + side, left : left + side]


def _resized(light: Pixels, size: int) -> Pixels:
    """(size, size, 3). Smaller pictures are sharper, and show no compression."""
    side = len(light)
    if side == size:
        return light
    how = cv2.INTER_AREA if side > size else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(light, (size, size), interpolation=how), np.float32)


def _turned(light: Pixels, cells: Pixels, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """Mirror and transpose both alike: the light, for the sensor's rows stay rows."""
    vertical, horizontal, transpose = rng.random(3) < 0.5

    def turn(a: Pixels) -> Pixels:
        a = a[::-1] if vertical else a
        a = a[:, ::-1] if horizontal else a
        return np.ascontiguousarray(a.swapaxes(0, 1) if transpose else a)

    return turn(light), turn(cells)


def _add_stars(clean: Pixels, ratio: float, rng: np.random.Generator) -> None:
    """Put points of light on the clean side, so that stars are not taken for noise."""
    size, reach = len(clean), 4
    steps = np.arange(-reach, reach + 1, dtype=np.float32)
    for _ in range(int(rng.integers(3, 50))):
        row, column = rng.uniform(reach, size - reach - 1, 2)
        top, left = int(row) - reach, int(column) - reach
        sharpness = np.float32(-0.5 / rng.uniform(0.5, 1.3) ** 2)
        down = np.exp(sharpness * (steps - np.float32(row % 1)) ** 2)
        across = np.exp(sharpness * (steps - np.float32(column % 1)) ** 2)
        level = log_uniform((0.05, 8.0), rng) / ratio
        color = level * np.array([0.5, 1.0, 0.6]) * np.exp(rng.normal(0.0, 0.2, 3))
        patch = (down[:, None] * across[None])[..., None] * color.astype(np.float32)
        rows, columns = slice(top, top + len(steps)), slice(left, left + len(steps))
        clean[rows, columns] += patch[: size - top, : size - left]


def _noisy_cells(cells: Pixels, noise: SensorNoise, rng: np.random.Generator) -> Pixels:
    """What the noise leaves in means over many pixels: little, and the colors' offsets."""
    light = np.minimum(cells, np.float32(1.0))
    deviation = np.sqrt(noise.gain * light + np.float32(noise.read**2))
    left = np.float32(rng.uniform(0.0, 0.25)) * rng.standard_normal(cells.shape, np.float32)
    return light + left * deviation + np.asarray(noise.color_bias, np.float32)
