"""Noise as it is in finished pictures: through a sensor, a demosaic, a curve, and a JPEG encoder.

A noisy picture and a clean one go the same way with the same settings, so that they differ by
nothing but noise. Of compression the clean one gets the mild traces only: what a good JPEG does to
fine color is no noise, and a network that had to bring it back would learn little else.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import delinearize
from lowlight_desktop.develop.noise import (
    DN_RANGE_14_BIT,
    SensorNoise,
    add_sensor_noise,
    sample_any_camera,
)
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.chance import log_uniform
from lowlight_desktop.training.synthesis import jpeg
from lowlight_desktop.training.unprocess import (
    PHASES,
    Camera,
    camera_rgb,
    color_index,
    mosaic_of,
    random_camera,
)

ELECTRONS = (50.0, 40000.0)
"""How many make white, log-uniform: a candle at the highest ISO, and a studio."""
GAINS_DN = (0.1, 25.0)
LEAST_RANGE = 30.0
"""White lies at least as many deviations of the read noise above black."""
JPEG_CHANCE, ROUNDED_CHANCE = 0.6, 0.25
"""How often the picture is compressed, or rounded to 8 bits; else it has 16 bits."""
JPEG_QUALITY = (70, 100)
TRUTH_QUALITY = 95
"""That of a clean picture, at least."""
SHARPENED_CHANCE, SMOOTHED_CHANCE, SHRUNK_CHANCE = 0.6, 0.9, 0.25
DIM_CHANCE = 0.25
"""How often the picture was exposed too dark, and not lit afterwards."""

_SAMPLINGS = (
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
)
# cv2 names a pattern by its second row: BayerBG is RGGB.
_CV_DEMOSAICS = (cv2.COLOR_BayerBG2RGB, cv2.COLOR_BayerBG2RGB_EA)
_AROUND_PX = 7
_DEMOSAICED_PX = 0.55  # what a good demosaic does to noise at least
_BLACK, _WHITE = np.float32(0), np.float32(1)
_BLACK_16, _RANGE_16 = 8192.0, 49151.0


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How a camera cleans noise: fine noise goes, and what is left is coarse.

    In 44 photos of two cameras (PolyU) four neighbors share 84 % of the noise in brightness and
    98 % of that in color, where white noise has 50; and there is the more noise, the more detail.

    Attributes:
        luminance_px, color_px: Radius of a Gaussian.
        luminance_left, color_left: Share of the fine noise that stays.
        detail: Contrast, of 1, from which on a camera takes noise for detail and lets it be; None:
            it knows nothing, and blurs the picture too.
    """

    luminance_px: float
    luminance_left: float
    color_px: float
    color_left: float
    detail: float | None


@dataclass(frozen=True, slots=True)
class Darkroom:
    """What a camera, or a photographer, does with the light that a sensor saw.

    Attributes:
        camera: Its colors.
        noise: Of its sensor.
        exposure: White of the finished photo in units of the full sensor.
        dimmed: Factor by which the photo was left too dark.
        demosaic: 0 and 1: bilinear and edge-aware of OpenCV; 2: gradient-corrected; 3: none, as
            from a sensor that sees three colors in a place.
        toned: Whether an S-curve is applied.
        smoothing: What the camera's own cleaning does; None: nothing.
        sharpening: Amount and radius in pixels.
        scale: The picture is made smaller by this.
    """

    camera: Camera
    noise: SensorNoise
    exposure: float
    dimmed: float
    demosaic: int
    toned: bool
    smoothing: Smoothing | None
    sharpening: tuple[float, float]
    scale: float


def random_darkroom(rng: np.random.Generator) -> Darkroom:
    """Any camera and any taste."""
    electrons = log_uniform(ELECTRONS, rng)
    # White is at most 1.4 times the full sensor.
    most = min(GAINS_DN[1], 1.4 * DN_RANGE_14_BIT / electrons)
    noise = sample_any_camera(rng, gain_dn=(GAINS_DN[0], max(most, GAINS_DN[0] * 1.01)))
    smooths = rng.random() < SMOOTHED_CHANCE
    smoothing = _random_smoothing(rng)
    sharpens = rng.random() < SHARPENED_CHANCE
    return Darkroom(
        camera=random_camera(rng),
        noise=noise,
        exposure=min(max(electrons * noise.gain, LEAST_RANGE * noise.read), 1.4),
        dimmed=log_uniform((0.02, 0.6), rng) if rng.random() < DIM_CHANCE else 1.0,
        demosaic=int(rng.choice(4, p=(0.25, 0.3, 0.35, 0.1))),
        toned=bool(rng.random() < 0.5),
        smoothing=smoothing if smooths else None,
        sharpening=(float(rng.uniform(0.2, 1.6)), float(rng.uniform(0.6, 1.3)))
        if sharpens
        else (0.0, 1.0),
        scale=float(rng.uniform(1.0, 2.2)) if rng.random() < SHRUNK_CHANCE else 1.0,
    )


def _random_smoothing(rng: np.random.Generator) -> Smoothing:
    return Smoothing(
        luminance_px=log_uniform((0.7, 2.5), rng),
        luminance_left=float(rng.uniform(0.0, 0.25)),
        color_px=log_uniform((2.0, 10.0), rng),
        color_left=float(rng.uniform(0.0, 0.08)),
        detail=log_uniform((0.003, 0.05), rng) if rng.random() < 0.75 else None,
    )


def exposed_pair(light: Pixels, room: Darkroom, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """A photo with and without noise, finished, not yet stored.

    Args:
        light: (H, W, 3) linear sRGB in [0, 1], H and W even.
        room: What is done.
        rng: Source of chance.

    Returns:
        Noisy and clean, (H / scale, W / scale, 3) sRGB in [0, 1].
    """
    height, width = light.shape[:2]
    seen = camera_rgb(light * np.float32(room.exposure * room.dimmed), room.camera)
    if room.demosaic == 3:
        planes = [
            add_sensor_noise(
                np.minimum(seen[..., c], _WHITE),
                room.noise,
                np.full((height, width), c, np.uint8),
                rng,
            )
            for c in range(3)
        ]
        pair = np.dstack(planes), np.minimum(seen, _WHITE)
    else:
        mosaic = np.minimum(mosaic_of(seen), _WHITE)
        index = color_index(height, width, PHASES[0])
        noisy = add_sensor_noise(mosaic, room.noise, index, rng)
        pair = _demosaiced(noisy, room), _demosaiced(mosaic, room)
    noisy, clean = (_toned(seen, room) for seen in pair)
    if room.smoothing is not None:
        noisy, clean = _smoothed(noisy, clean, room.smoothing)
    return _finished(noisy, room), _finished(clean, room)


def _demosaiced(mosaic: Pixels, room: Darkroom) -> Pixels:
    if room.demosaic == 2:
        return gradient_corrected(np.minimum(mosaic, _WHITE))
    # Balanced first, or an edge-aware demosaic sees edges in colors.
    scale = np.float32(_RANGE_16 / max(float(mosaic.max()), 1e-4))
    stored = np.clip(mosaic * scale + np.float32(_BLACK_16), 0, 65535).astype(np.uint16)
    rgb = cv2.demosaicing(stored, _CV_DEMOSAICS[room.demosaic])
    return (rgb.astype(np.float32) - np.float32(_BLACK_16)) / scale


def gradient_corrected(mosaic: Pixels) -> Pixels:
    """Demosaic by five-pixel filters that borrow the other colors' detail.

    Args:
        mosaic: (H, W) RGGB.

    Source:
        Malvar, He, Cutler: "High-quality linear interpolation for demosaicing of Bayer-patterned
        color images", ICASSP 2004.
    """
    green, cross, along, across = (
        cv2.filter2D(mosaic, -1, kernel, borderType=cv2.BORDER_REFLECT_101) for kernel in _MALVAR
    )
    out = np.empty((*mosaic.shape, 3), np.float32)
    out[0::2, 0::2] = np.dstack([mosaic, green, cross])[0::2, 0::2]
    out[0::2, 1::2] = np.dstack([along, mosaic, across])[0::2, 1::2]
    out[1::2, 0::2] = np.dstack([across, mosaic, along])[1::2, 0::2]
    out[1::2, 1::2] = np.dstack([cross, green, mosaic])[1::2, 1::2]
    return out


def _kernel(rows: list[list[float]]) -> NDArray[np.float32]:
    return np.array(rows, np.float32) / np.float32(8)


# Green at red and blue; red at blue and the reverse; red or blue at green, with its neighbors in
# the row; the same with its neighbors in the column.
_MALVAR = (
    _kernel(
        [[0, 0, -1, 0, 0], [0, 0, 2, 0, 0], [-1, 2, 4, 2, -1], [0, 0, 2, 0, 0], [0, 0, -1, 0, 0]]
    ),
    _kernel(
        [
            [0, 0, -1.5, 0, 0],
            [0, 2, 0, 2, 0],
            [-1.5, 0, 6, 0, -1.5],
            [0, 2, 0, 2, 0],
            [0, 0, -1.5, 0, 0],
        ]
    ),
    _kernel(
        [
            [0, 0, 0.5, 0, 0],
            [0, -1, 0, -1, 0],
            [-1, 4, 5, 4, -1],
            [0, -1, 0, -1, 0],
            [0, 0, 0.5, 0, 0],
        ]
    ),
    _kernel(
        [
            [0, 0, -1, 0, 0],
            [0, -1, 4, -1, 0],
            [0.5, 0, 5, 0, 0.5],
            [0, -1, 4, -1, 0],
            [0, 0, -1, 0, 0],
        ]
    ),
)


def _toned(seen: Pixels, room: Darkroom) -> Pixels:
    """Camera RGB to sRGB-encoded values."""
    to_srgb = np.linalg.inv(room.camera.from_srgb).astype(np.float32)
    balanced = seen * (room.camera.white_balance / np.float32(room.exposure)).astype(np.float32)
    light: Pixels = (balanced.reshape(-1, 3) @ to_srgb.T).astype(np.float32, copy=False)
    light = np.clip(light.reshape(seen.shape), _BLACK, _WHITE)
    out = np.asarray(delinearize(light, Transfer.SRGB), np.float32)
    if room.toned:
        out = np.asarray(out * out * (np.float32(3) - np.float32(2) * out), np.float32)
    return out


def _smoothed(noisy: Pixels, clean: Pixels, how: Smoothing) -> tuple[Pixels, Pixels]:
    if how.detail is None:
        return _blurred(noisy, how), _blurred(clean, how)
    contrast = _contrast(clean)
    kept = np.asarray(contrast / (contrast + np.float32(how.detail)), np.float32)
    return np.asarray(clean + _blurred(noisy - clean, how, kept), np.float32), clean


def _contrast(picture: Pixels) -> Pixels:
    """(H, W) standard deviation of brightness around every place."""
    gray = picture.mean(2)
    mean, power = (
        np.asarray(cv2.blur(x, (_AROUND_PX, _AROUND_PX)), np.float32) for x in (gray, gray * gray)
    )
    return np.sqrt(np.maximum(power - mean * mean, np.float32(0)))


def _blurred(picture: Pixels, how: Smoothing, kept: Pixels | None = None) -> Pixels:
    """Brightness and color blurred, each by its own radius and share.

    Args:
        picture: (H, W, 3).
        how: The radii and shares.
        kept: (H, W) share of brightness that is let be, place by place; color never is.
    """
    gray = picture.mean(2)
    color = picture - gray[..., None]
    soft_gray, soft_color = (
        np.asarray(cv2.GaussianBlur(part, (0, 0), radius), np.float32)
        for part, radius in ((gray, how.luminance_px), (color, how.color_px))
    )
    soft_gray += np.float32(how.luminance_left) * (gray - soft_gray)
    soft_color += np.float32(how.color_left) * (color - soft_color)
    if kept is not None:
        fine = np.asarray(cv2.GaussianBlur(gray, (0, 0), _DEMOSAICED_PX), np.float32)
        soft_gray += kept * (fine - soft_gray)
    return np.asarray(soft_gray[..., None] + soft_color, np.float32)


def _finished(out: Pixels, room: Darkroom) -> Pixels:
    """Sharpened, made smaller, and cut to what a file can hold."""
    amount, radius = room.sharpening
    if amount:
        blurred = np.asarray(cv2.GaussianBlur(out, (0, 0), radius), np.float32)
        out = np.asarray(out + np.float32(amount) * (out - blurred), np.float32)
    if room.scale != 1.0:
        size = (round(out.shape[1] / room.scale), round(out.shape[0] / room.scale))
        out = np.asarray(cv2.resize(out, size, interpolation=cv2.INTER_AREA), np.float32)
    return np.clip(out, _BLACK, _WHITE)


def stored_pair(noisy: Pixels, clean: Pixels, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """What is left of two pictures in a file, compressed or rounded.

    Args:
        noisy: (H, W, 3) sRGB in [0, 1].
        clean: Likewise; never rounded, and compressed with `TRUTH_QUALITY` at least.
        rng: Source of chance.
    """
    way = rng.random()
    if way > JPEG_CHANCE + ROUNDED_CHANCE:
        return noisy, clean
    if way > JPEG_CHANCE:
        return _of_8_bit(_to_8_bit(noisy)), clean
    # More good files than bad ones.
    least, most = JPEG_QUALITY
    quality = round(most - (most - least) * rng.random() ** 3)
    sampling = _SAMPLINGS[rng.integers(len(_SAMPLINGS))]
    return (
        _of_8_bit(jpeg(_to_8_bit(noisy), quality, sampling)),
        _of_8_bit(jpeg(_to_8_bit(clean), max(quality, TRUTH_QUALITY), sampling)),
    )


def _to_8_bit(picture: Pixels) -> NDArray[np.uint8]:
    return (picture * 255.0 + 0.5).astype(np.uint8)


def _of_8_bit(picture: NDArray[np.uint8]) -> Pixels:
    return picture.astype(np.float32) / np.float32(255)
