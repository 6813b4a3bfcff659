"""Sensor noise: the model, and its synthesis on clean light.

Values are normalized: 0 is black, 1 is the full sensor. The literature's tables are in steps of a
14-bit converter; `from_dn` divides by its range.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels

DN_RANGE_14_BIT = 16383.0 - 512.0

# How far single measurements lie from the laws, standard deviation of the natural logarithm: 0.21
# to 0.27 for the read noise of the five cameras, 0.23 to 0.29 for their row noise.
_SCATTER = 0.25
_LOGISTIC = 1e-3  # nearer to 0 the shape is the logistic distribution, which is the limit


@dataclass(frozen=True, slots=True)
class SensorNoise:
    """The noise of one sensor at one gain.

    Attributes:
        gain: Light of one photo-electron; shot noise has the variance `gain` * light.
        read: Standard deviation of the read noise.
        tail: Tukey-lambda shape of the read noise: 0.14 is nearly Gaussian, smaller has longer
            tails.
        row: Standard deviation of an offset that all pixels of a row share.
        color_bias: Offset of the red, green and blue pixels.

    Source:
        Wei, Fu, Zheng, Yang: "Physics-based Noise Modeling for Extreme Low-light Photography",
        TPAMI 2021 (the ELD model).
    """

    gain: float
    read: float
    tail: float = 0.14
    row: float = 0.0
    color_bias: tuple[float, float, float] = (0.0, 0.0, 0.0)


def sample_any_camera(rng: np.random.Generator, *, gain_dn: tuple[float, float]) -> SensorNoise:
    """A plausible sensor: gain log-uniform, the rest by laws like those of real cameras.

    Args:
        rng: Source of chance.
        gain_dn: Range of the gain in 14-bit steps per electron; ISO 100 is about 0.1, ISO 25600
            about 25.

    Returns:
        The noise, normalized.

    Source:
        The laws log(sigma) = slope * log(gain) + intercept of the five cameras of ELD, natural
        logarithms, 14-bit steps; slope and intercept are drawn independently. Read noise: slopes
        0.54 to 0.68 as measured, intercepts -0.2 to 2.1 where the five have 0.80 to 2.08. Row
        noise: slopes 0.45 to 0.73 as measured, intercepts -2.7 to -0.3 where the five have -1.80
        to -0.59. Both are widened downward because newer sensors are cleaner. Every camera then
        scatters around its law. Shapes lie from -0.1 to 0.2, of measured -0.24 to 0.2. That a
        color's offset is about a quarter of the read noise is our guess.
    """
    log_gain = rng.uniform(*np.log(gain_dn))
    read = np.exp(
        rng.uniform(0.54, 0.68) * log_gain + rng.uniform(-0.2, 2.1) + rng.normal(0.0, _SCATTER)
    )
    row = np.exp(
        rng.uniform(0.45, 0.73) * log_gain + rng.uniform(-2.7, -0.3) + rng.normal(0.0, _SCATTER)
    )
    bias = rng.normal(0.0, 0.25 * read, 3) / DN_RANGE_14_BIT
    return SensorNoise(
        gain=float(np.exp(log_gain) / DN_RANGE_14_BIT),
        read=float(read / DN_RANGE_14_BIT),
        tail=float(rng.uniform(-0.1, 0.2)),
        row=float(row / DN_RANGE_14_BIT),
        color_bias=(float(bias[0]), float(bias[1]), float(bias[2])),
    )


def tukey_lambda(
    rng: np.random.Generator, shape: tuple[int, ...], tail: float
) -> NDArray[np.float32]:
    """Read noise of variance 1 with long tails: the quantile (u^t - (1 - u)^t) / t, normalized.

    The two ends are cut at a probability of 1e-6, where a float32 would become infinite.

    Args:
        rng: Source of chance.
        shape: Of the result.
        tail: The shape t, above -0.5: below, there is no variance.

    Raises:
        ValueError: If `tail` is not above -0.5.
    """
    scale = np.float32(1.0 / _tukey_deviation(tail))
    u = np.clip(rng.random(shape, np.float32), 1e-6, 1 - 1e-6)
    if abs(tail) < _LOGISTIC:
        return np.log(u / (1 - u)) * scale
    t = np.float32(tail)
    return ((u**t - (1 - u) ** t) * (scale / t)).astype(np.float32, copy=False)


def _tukey_deviation(tail: float) -> float:
    """Standard deviation of the Tukey lambda distribution of unit scale: 1.81 at 0, 1.46 at 0.14.

    Source:
        Joiner, Rosenblatt 1971, "Some Properties of the Range in Samples from Tukey's Symmetric
        Lambda Distributions".
    """
    if tail <= -0.5:
        raise ValueError(f"the shape of the read noise must be above -0.5, got {tail}")
    if abs(tail) < _LOGISTIC:
        return math.pi / math.sqrt(3.0)
    both = math.gamma(1.0 + tail) ** 2 / math.gamma(2.0 + 2.0 * tail)
    return math.sqrt(2.0 / tail**2 * (1.0 / (1.0 + 2.0 * tail) - both))


def add_sensor_noise(
    light: Pixels, noise: SensorNoise, color_index: NDArray[np.uint8], rng: np.random.Generator
) -> Pixels:
    """Expose a sensor to `light`.

    Shot noise is Gaussian where more than about 30 electrons arrive and Poisson below: there the
    difference shows.

    Args:
        light: (H, W) float32 mosaic, at least 0.
        noise: The sensor.
        color_index: (H, W) 0, 1 or 2 for red, green, blue pixels, for the color bias.
        rng: Source of chance.

    Returns:
        (H, W) float32, black level subtracted: may be negative, not clipped at 1.
    """
    electrons = light / np.float32(noise.gain)
    shot = rng.standard_normal(light.shape, np.float32) * np.sqrt(electrons) + electrons
    few = electrons < 30.0
    shot[few] = rng.poisson(electrons[few])
    out = shot * np.float32(noise.gain)
    out += tukey_lambda(rng, light.shape, noise.tail) * np.float32(noise.read)
    out += rng.standard_normal((len(light), 1), np.float32) * np.float32(noise.row)
    out += np.asarray(noise.color_bias, np.float32)[color_index]
    return out.astype(np.float32, copy=False)
