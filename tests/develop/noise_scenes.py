"""Mosaics whose noise is known exactly: clean light of five kinds under the noise of a sensor."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.noise import DN_RANGE_14_BIT, SensorNoise, add_sensor_noise
from lowlight_desktop.formats.reading import read_draft
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.mosaic import Mosaic

BLACK, WHITE = 512, 16383
RGGB = np.array([[0, 1], [3, 2]], np.uint8)
XTRANS = np.array([int(c) for c in "110112112110201021112110110112021201"], np.uint8).reshape(6, 6)
CAMERA = np.array([0.5, 1.0, 0.6], np.float32)  # how a sensor sees white
SENSORS = ((0.4, 2.0, 0.14), (2.0, 6.3, 0.14), (7.0, 17.0, 0.14), (20.0, 25.0, 0.0))
"""Gain, read noise (14-bit DN) and tails of sensors that follow the laws of ELD's five, from ISO
100 to ISO 25600; a tail of 0 is logistic."""
SAMPLE = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
KINDS = ("smooth", "textured", "dark night", "high-key", "real photo")
_SIZE = 1080, 1620


@cache
def light_of(kind: str) -> Pixels:
    """(1080, 1620, 3) clean linear camera RGB in [0, 1], of a kind in `KINDS`; read-only."""
    rng = np.random.default_rng(7)
    scene = {
        "smooth": _smooth,
        "textured": _textured,
        "dark night": _dark_night,
        "high-key": _high_key,
        "real photo": _real_photo,
    }[kind](rng)
    light = np.clip(scene, 0.0, 1.0).astype(np.float32)
    light.flags.writeable = False
    return light


def _cloud(rng: np.random.Generator, power: float) -> NDArray[np.float64]:
    """A random field whose spectrum falls as 1 / frequency**power; deviation 1."""
    height, width = _SIZE
    frequency = np.hypot(*np.meshgrid(np.fft.rfftfreq(width), np.fft.fftfreq(height)))
    frequency[0, 0] = np.inf
    spectrum = np.fft.rfft2(rng.standard_normal(_SIZE)) / frequency**power
    field = np.fft.irfft2(spectrum, _SIZE)
    return field / field.std()


def _smooth(rng: np.random.Generator) -> NDArray[np.float64]:
    """Wide gradients from black to bright."""
    return (0.25 * np.square(_cloud(rng, 3.0)))[..., None] * CAMERA


def _textured(rng: np.random.Generator) -> NDArray[np.float64]:
    """Leaves and cloth: texture down to the pixel, of strength that changes with the place."""
    fine = _cloud(rng, 1.0) * np.clip(0.3 + 0.5 * _cloud(rng, 2.5), 0.01, 2.0)
    stripes = np.sin(np.arange(_SIZE[1]) * 1.3)[None, :] * (_cloud(rng, 2.5) > 0.8)
    relief = 1.0 + 0.25 * fine + 0.2 * stripes
    return (np.exp(-2.2 + 1.1 * _cloud(rng, 2.5)) * relief)[..., None] * CAMERA


def _dark_night(rng: np.random.Generator) -> NDArray[np.float64]:
    """Nearly all within a hundredth of full, with some lamps and what they light."""
    out = 0.003 * np.exp(0.6 * _cloud(rng, 2.0))
    for _ in range(25):
        y, x = rng.uniform(0, _SIZE[0]), rng.uniform(0, _SIZE[1])
        rows, columns = np.ogrid[: _SIZE[0], : _SIZE[1]]
        far = np.hypot(rows - y, columns - x)
        out += rng.uniform(0.2, 3.0) / (1.0 + (far / 4.0) ** 2)
    return out[..., None] * CAMERA * np.array([1.3, 1.0, 0.5])


def _high_key(rng: np.random.Generator) -> NDArray[np.float64]:
    """Snow: nearly all bright, a hundredth of it in deep shadow, some of it clipped."""
    field = _cloud(rng, 2.0)
    out = 0.75 + 0.12 * _cloud(rng, 2.2)
    shadow = field < np.quantile(field, 0.01)
    out[shadow] = 0.004
    return cv2.GaussianBlur(out, (0, 0), 0.7)[..., None] * CAMERA / CAMERA.max()


def _real_photo(rng: np.random.Generator) -> NDArray[np.float64]:
    """A photograph at an eighth of its size, which leaves an eighth of its own noise, mirrored."""
    del rng
    draft = read_draft(SAMPLE)
    assert draft is not None
    small = cv2.resize(draft.image.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    pair = np.concatenate([small, small[:, ::-1]], 1)
    four = np.concatenate([pair, pair[::-1]], 0)
    tall = np.tile(four, (3, 3, 1))[: _SIZE[0], : _SIZE[1]]
    return tall.astype(np.float64) * CAMERA


def true_read(read_dn: float) -> float:
    """Read noise as it is recorded: rounding to whole DN is noise too."""
    return float(np.hypot(read_dn, np.sqrt(1 / 12)))


def mosaic_of(light: Pixels, pattern: NDArray[np.uint8] = RGGB) -> tuple[Pixels, NDArray[np.uint8]]:
    """(H, W) light behind a filter, and 0, 1 or 2 for the color of each pixel."""
    height, width = light.shape[:2]
    repeats = -(-height // len(pattern)), -(-width // pattern.shape[1])
    color = np.minimum(np.tile(np.where(pattern == 3, 1, pattern), repeats), 2)[:height, :width]
    index = color.astype(np.intp)[..., None]
    return np.take_along_axis(light, index, 2)[..., 0], color.astype(np.uint8)


def noisy_mosaic(
    light: Pixels,
    gain_dn: float,
    read_dn: float,
    *,
    tail: float = 0.14,
    pattern: NDArray[np.uint8] = RGGB,
    black: int = BLACK,
    iso: float | None = None,
    seed: int = 0,
) -> Mosaic:
    """What a 14-bit sensor records of (H, W, 3) camera RGB; gain and read noise in DN."""
    filtered, color = mosaic_of(light, pattern)
    noise = SensorNoise(gain_dn / DN_RANGE_14_BIT, read_dn / DN_RANGE_14_BIT, tail)
    noisy = add_sensor_noise(filtered, noise, color, np.random.default_rng(seed))
    values = np.clip(np.rint(black + noisy * DN_RANGE_14_BIT), 0, WHITE)
    return as_mosaic(values.astype(np.uint16), pattern, black=black, iso=iso)


def as_mosaic(
    values: NDArray[np.uint16],
    pattern: NDArray[np.uint8] = RGGB,
    *,
    black: float = BLACK,
    iso: float | None = None,
    masked_noise: float | None = None,
) -> Mosaic:
    """A mosaic of sensor values."""
    colors = "RGBG" if 3 in pattern else "RGB"
    return Mosaic(
        data=values,
        pattern=pattern,
        colors=colors,
        black_level=(float(black),) * len(colors),
        white_level=WHITE,
        white_balance=(1.0,) * len(colors),
        camera_matrix=np.eye(3, dtype=np.float32),
        orientation=1,
        iso=iso,
        exposure_s=None,
        masked_noise=masked_noise,
    )
