"""Dark photos made from pairs and from clean photos: exposure, sensor noise, demosaic, JPEG.

Every sample is a pure function of the data sets and a random generator.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import delinearize, linearize
from lowlight_desktop.develop.noise import add_sensor_noise, sample_any_camera
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels

_CFA = np.array([[0, 1], [1, 2]], np.uint8)  # RGGB
# cv2 names a pattern by its second row: BayerBG is RGGB.
_DEMOSAICS = (cv2.COLOR_BayerBG2RGB, cv2.COLOR_BayerBG2RGB_EA)
_BLACK_16, _WHITE_16 = 4096.0, 61439.0


@dataclass(frozen=True, slots=True)
class CameraRange:
    """How a synthetic camera may differ.

    Attributes:
        gain_dn: Range of the sensor's gain, 14-bit steps per electron.
        mosaic_chance: How often the light goes through a color filter and a demosaic, which makes
            the noise correlated and colored as in real files.
        jpeg_chance: How often the result is compressed.
        jpeg_quality: Range of the quality.
    """

    gain_dn: tuple[float, float]
    mosaic_chance: float
    jpeg_chance: float
    jpeg_quality: tuple[int, int] = (75, 98)


def to_light(srgb: NDArray[np.uint8] | Pixels) -> Pixels:
    """sRGB, uint8 or float32 in [0, 1], to linear light."""
    values = srgb.astype(np.float32) / np.float32(255) if srgb.dtype == np.uint8 else srgb
    return linearize(values.astype(np.float32, copy=False), Transfer.SRGB)


def to_srgb(light: Pixels) -> Pixels:
    """Linear light to sRGB in [0, 1]."""
    return delinearize(np.clip(light, 0.0, 1.0), Transfer.SRGB)


def photograph(light: Pixels, camera: CameraRange, rng: np.random.Generator) -> Pixels:
    """Take a photo of `light` with a random camera.

    Args:
        light: (H, W, 3) linear sRGB in [0, 1]; H and W even.
        camera: What the camera may be.
        rng: Source of chance.

    Returns:
        (H, W, 3) float32 sRGB in [0, 1], on the 256 levels of an 8-bit file.
    """
    balance = np.array([rng.uniform(1.4, 2.4), 1.0, rng.uniform(1.2, 2.2)], np.float32)
    expose = _through_mosaic if rng.random() < camera.mosaic_chance else _each_channel
    seen = expose(light / balance, camera, rng) * balance
    eight_bit = np.clip(to_srgb(seen) * 255.0 + 0.5, 0, 255).astype(np.uint8)
    if rng.random() < camera.jpeg_chance:
        eight_bit = _compressed(eight_bit, camera, rng)
    return eight_bit.astype(np.float32) / np.float32(255)


def _through_mosaic(light: Pixels, camera: CameraRange, rng: np.random.Generator) -> Pixels:
    height, width = light.shape[:2]
    index = np.tile(_CFA, (height // 2, width // 2))
    mosaic = np.take_along_axis(light, index[..., None].astype(np.intp), 2)[..., 0]
    noise = sample_any_camera(rng, gain_dn=camera.gain_dn)
    noisy = add_sensor_noise(mosaic, noise, index, rng)
    scale = (_WHITE_16 - _BLACK_16) / max(float(light.max()) * 1.2, 1e-3)
    stored = np.clip(noisy * scale + _BLACK_16, 0, 65535).astype(np.uint16)
    rgb = cv2.demosaicing(stored, _DEMOSAICS[rng.integers(len(_DEMOSAICS))])
    return ((rgb.astype(np.float32) - np.float32(_BLACK_16)) / np.float32(scale)).astype(np.float32)


def _each_channel(light: Pixels, camera: CameraRange, rng: np.random.Generator) -> Pixels:
    noise = sample_any_camera(rng, gain_dn=camera.gain_dn)
    planes = [
        add_sensor_noise(light[..., c], noise, np.full(light.shape[:2], c, np.uint8), rng)
        for c in range(3)
    ]
    noisy = np.dstack(planes)
    if rng.random() < 0.5:  # cameras smooth; smoothed noise is correlated noise
        softened = cv2.GaussianBlur(noisy - light, (0, 0), rng.uniform(0.4, 1.0))
        noisy = light + softened.astype(np.float32)
    return noisy


def _compressed(
    srgb: NDArray[np.uint8], camera: CameraRange, rng: np.random.Generator
) -> NDArray[np.uint8]:
    quality = int(rng.integers(*camera.jpeg_quality))
    sampling = (
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
        if rng.random() < 0.5
        else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
    )
    return jpeg(srgb, quality, sampling)


def jpeg(srgb: NDArray[np.uint8], quality: int, sampling: int) -> NDArray[np.uint8]:
    """What JPEG leaves of a picture.

    Args:
        srgb: (H, W, 3) uint8 RGB.
        quality: 1 to 100.
        sampling: Of the colors, one of `cv2.IMWRITE_JPEG_SAMPLING_FACTOR_*`.

    Returns:
        (H, W, 3) uint8 RGB.
    """
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
    _, data = cv2.imencode(".jpg", srgb[..., ::-1], options)
    bgr = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert bgr is not None
    return np.ascontiguousarray(bgr[..., ::-1])  # pyright: ignore[reportReturnType]
