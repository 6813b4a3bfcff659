"""Scenes that night photographers meet and public data sets lack, made from clean photos.

Linear light in, linear light out: saturated colors down to a channel of 0, and nights in which
lamps light a part of the photo and leave the rest black.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.image import Pixels

NIGHT_CHANCE, SATURATED_CHANCE = 0.3, 0.2

# Linear sRGB of sodium, tungsten, white and mercury lamps, and of three neon tubes.
_LAMP_COLORS = np.array(
    [
        [1.0, 0.55, 0.12],
        [1.0, 0.72, 0.40],
        [1.0, 1.0, 1.0],
        [0.75, 0.92, 1.0],
        [1.0, 0.10, 0.30],
        [0.15, 0.35, 1.0],
        [0.25, 1.0, 0.35],
    ],
    np.float32,
)
_LAMP_SHARES = (0.25, 0.25, 0.2, 0.12, 0.06, 0.06, 0.06)
_SHOULDER = np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Scene:
    """A varied photo.

    Attributes:
        light: (H, W, 3) linear sRGB, not below 0; lamps of a night pass 1.
        is_night: Whether black is meant to stay black.
    """

    light: Pixels
    is_night: bool


def varied(light: Pixels, rng: np.random.Generator) -> Scene:
    """The scene itself, the same in stronger colors, or at night.

    Args:
        light: (H, W, 3) linear sRGB in [0, 1] of a well-exposed photo.
        rng: Source of chance.
    """
    fate = rng.random()
    if fate < NIGHT_CHANCE:
        return Scene(_at_night(light, rng), is_night=True)
    if fate < NIGHT_CHANCE + SATURATED_CHANCE:
        return Scene(_saturated(light, rng), is_night=False)
    return Scene(light, is_night=False)


def rolled_off(light: Pixels) -> Pixels:
    """Linear light from 0 up into [0, 1): over-range highlights keep their shape."""
    over = np.maximum(light - _SHOULDER, 0.0)
    room = np.float32(1.0) - _SHOULDER
    return np.minimum(light, _SHOULDER) + room * (np.float32(1.0) - np.exp(-over / room))


def _saturated(light: Pixels, rng: np.random.Generator) -> Pixels:
    """Colors further from gray, until a channel reaches 0, as in a blue evening sky."""
    gray = light.mean(2, keepdims=True)
    strength = np.float32(rng.uniform(1.3, 3.0))
    tint = np.exp2(rng.normal(0.0, 0.25, 3)).astype(np.float32)
    return np.clip(gray + strength * (light * tint - gray), 0.0, 1.0)


def _at_night(light: Pixels, rng: np.random.Generator) -> Pixels:
    height, width = light.shape[:2]
    side = max(height, width)
    rows = (np.arange(height, dtype=np.float32) / side)[:, None]
    columns = (np.arange(width, dtype=np.float32) / side)[None]
    lit = np.zeros((height, width, 3), np.float32)
    lamps = np.zeros_like(lit)
    for _ in range(int(rng.integers(1, 6))):
        place = rng.uniform(0.0, (height / side, width / side))
        distance = (rows - np.float32(place[0])) ** 2 + (columns - np.float32(place[1])) ** 2
        color = _LAMP_COLORS[rng.choice(len(_LAMP_COLORS), p=_LAMP_SHARES)]
        strength = np.float32(np.exp2(-rng.uniform(0.0, 2.5)))
        lit += (strength * _falloff(distance, rng.uniform(0.04, 0.25)))[..., None] * color
        if rng.random() < 0.5:
            lamps += _lamp(distance, rng)[..., None] * (0.4 * color + 0.6)
    ambient = np.exp2(-rng.uniform(5.0, 10.0)) * np.array([0.8, 0.9, 1.1])
    lit /= max(float(lit.max()), 1e-6)
    if rng.random() < 0.6:
        lit *= _ground(rows, height / side, rng)[..., None]
    exposure = np.float32(np.exp2(rng.uniform(0.0, 1.5)))
    return (light * (lit + ambient.astype(np.float32)) * exposure + lamps).astype(np.float32)


def _falloff(distance: Pixels, reach: float) -> Pixels:
    """Light of a lamp that hangs `reach` before the scene; `distance` squared, both of the side."""
    return (1.0 + distance / np.float32(reach**2)) ** np.float32(-1.5)


def _ground(rows: Pixels, bottom: float, rng: np.random.Generator) -> Pixels:
    """1 below a horizon, 0 above it: no lamp lights the sky."""
    horizon, softness = rng.uniform(0.2, 0.7) * bottom, rng.uniform(0.005, 0.1)
    depth = np.clip((rows - horizon) / softness, -30.0, 30.0)
    return (1.0 / (1.0 + np.exp(-depth))).astype(np.float32)


def _lamp(distance: Pixels, rng: np.random.Generator) -> NDArray[np.float32]:
    """The lamp itself and the glow around it."""
    size = rng.uniform(0.004, 0.02)
    level = np.float32(np.exp2(rng.uniform(0.0, 3.0)))
    core = np.exp(-((distance / np.float32(size**2)) ** 2))
    glow = np.float32(0.02) / (1.0 + distance / np.float32((4 * size) ** 2))
    return level * (core + glow)
