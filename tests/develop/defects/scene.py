"""A night scene of which everything is known: sky, lamp, colors, texture, edges."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.defects import Defect
from lowlight_desktop.photo.image import Rgb8

Light = NDArray[np.float64]

SKY = slice(0, 64)
COLORS = slice(64, 128)
TEXTURE = slice(128, 256)
EDGES = slice(256, 352)
WIDTH = 384
LAMP = (32, 96)

# Linear RGB, each with a chroma of more than a tenth of its lightness in Oklab.
_PAINTS = ((1, 0.2, 0.1), (0.9, 0.5, 0.05), (0.2, 0.8, 0.1), (0.1, 0.5, 0.9), (0.7, 0.1, 0.8))


def encode(light: Light) -> Rgb8:
    """Linear light to 8-bit sRGB."""
    light = np.clip(light, 0.0, 1.0)
    curve = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    picture = np.rint(curve * 255.0).astype(np.uint8)
    picture.flags.writeable = False  # the scene is shared by all tests
    return picture


def decode(picture: Rgb8) -> Light:
    """8-bit sRGB to linear light."""
    values = picture / 255.0
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


@cache
def clean_light() -> Light:
    """The dark exposure without noise: (352, 384, 3) linear light."""
    light = np.zeros((352, WIDTH, 3))
    y, x = np.mgrid[0:64, 0:WIDTH]
    glow = np.exp(-((y - LAMP[0]) ** 2 + (x - LAMP[1]) ** 2) / (2 * 9.0**2))
    light[SKY] = 0.6 * glow[..., None]  # encoded 203 at its brightest: toned, not clipped
    for place, paint in enumerate(_PAINTS):
        light[COLORS, place * 76 : (place + 1) * 76] = 0.03 * np.array(paint)
    light[TEXTURE] = 0.02 * (1.0 + 0.3 * _carpet()[..., None])
    light[EDGES] = np.where((np.arange(WIDTH) // 48) % 2 == 0, 0.006, 0.05)[None, :, None]
    light.flags.writeable = False
    return light


@cache
def _carpet() -> Light:
    """Texture of every period from 4 to 64 pixels, (128, 384), standard deviation 1."""
    rng = np.random.default_rng(7)
    spectrum = np.fft.fft2(rng.standard_normal((128, WIDTH)))
    frequency = np.hypot(np.fft.fftfreq(128)[:, None], np.fft.fftfreq(WIDTH)[None, :])
    passed = (frequency > 1 / 64) & (frequency < 1 / 4)
    carpet = np.fft.ifft2(spectrum * passed / np.maximum(frequency, 1e-3)).real
    return carpet / carpet.std()


@cache
def dark_photo() -> Rgb8:
    """The photo as the camera took it: with read noise of one 8-bit step, and shot noise."""
    light = clean_light()
    noise = np.random.default_rng(1).standard_normal(light.shape)
    return encode(light + noise * np.sqrt(4e-4**2 + 4e-6 * light))


@cache
def lit_light(times: float = 6.0) -> Light:
    """The scene as it should be: six times lighter, hue kept, lamps rolled off, no noise."""
    light = clean_light()
    brightest = light.max(axis=2, keepdims=True)
    return light * times / (1.0 + (times - 1.0) * brightest)


def finding(defects: tuple[Defect, ...], measure: str) -> Defect:
    """The finding of one measure."""
    return next(defect for defect in defects if defect.measure == measure)
