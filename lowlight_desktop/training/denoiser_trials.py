"""Trials of the SA U-Net on what is drawn by a formula: a smooth gradient, and stars."""

from collections.abc import Mapping

import numpy as np

from lowlight_desktop.develop.color import convert, encode
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.training.denoiser_levels import told
from lowlight_desktop.training.denoiser_quality import Clean

STEPS = 8192
"""Levels of the gradient, one a column."""
_ROWS = 128
_UNIT = 4096
_NOISY = PictureNoise(10.0, 10.0)  # as after a high ISO speed: the answer is largest there

_SKY, _NOISE = 30.0, 8.0  # steps of 255
_SPACE_PX, _ACROSS = 16, 32
_RADIUS_PX = 0.9  # of a sharp lens
_TIMES = (2, 4, 8)


def gradient_figures(model: Loaded, clean: Clean) -> dict[str, Mapping[str, float]]:
    """What is left of the steps of a smooth gray gradient of 16 bits.

    Args:
        model: A denoising network.
        clean: The program, in the number format that is to be tried.

    Returns:
        For the noise that is found and for much: in the worst row and color, how many of 8,192
        levels of 16 bits are left; and the largest step between neighbors, in 4,096ths of the
        range.
    """
    column = np.round(np.linspace(0, 0xFFFF, STEPS)).astype(np.uint16)
    photo = np.broadcast_to(column[None, :, None], (_ROWS, STEPS, 3)).copy()
    figures: dict[str, Mapping[str, float]] = {}
    for name, network in (("found", model), ("told to be 10", told(model, _NOISY))):
        stored = encode(clean(network, photo)[0], SRGB, 16).astype(np.int64)
        rows = stored.transpose(0, 2, 1).reshape(-1, STEPS)
        figures[f"16-bit gradient in bfloat16, the noise {name}"] = {
            f"levels left of {STEPS:,}": min(len(np.unique(row)) for row in rows),
            f"largest step, {_UNIT:,}ths": round(
                float(np.abs(np.diff(rows)).max()) * _UNIT / 0xFFFF, 2
            ),
        }
    return figures


def star_figures(model: Loaded, clean: Clean) -> dict[str, Mapping[str, float]]:
    """How much of the light of stars is kept in a noisy sky.

    Args:
        model: A denoising network.
        clean: The program.

    Returns:
        The share that is left of stars so many times as high as the noise, before and after.
    """
    figures: dict[str, Mapping[str, float]] = {}
    for times in _TIMES:
        stars = _stars() * np.float32(times * _NOISE)
        noise = np.random.default_rng(times).normal(0.0, _NOISE, stars.shape)
        sky = stars + np.float32(_SKY)
        noisy = np.clip(sky + noise + 0.5, 0, 255).astype(np.uint8)
        light, _ = clean(model, noisy)
        seen = convert(light, WORKING, SRGB) * np.float32(255)
        figures[f"stars {times} times as high as the noise, share of light left"] = {
            "before": round(_share_left(noisy.astype(np.float32), stars), 2),
            "after": round(_share_left(seen, stars), 2),
        }
    return figures


def _stars() -> Pixels:
    """(512, 512, 3) white points 1 high, not quite in rows, on black."""
    rng = np.random.default_rng(5)
    side = _SPACE_PX * _ACROSS
    y, x = np.mgrid[0:_SPACE_PX, 0:_SPACE_PX].astype(np.float64)
    out = np.empty((side, side), np.float32)
    for top in range(0, side, _SPACE_PX):
        for left in range(0, side, _SPACE_PX):
            row, column = rng.uniform(5.0, _SPACE_PX - 5.0, 2)
            far = ((y - row) ** 2 + (x - column) ** 2) / (2 * _RADIUS_PX**2)
            out[top : top + _SPACE_PX, left : left + _SPACE_PX] = np.exp(-far)
    return np.repeat(out[..., None], 3, 2)


def _share_left(seen: Pixels, stars: Pixels) -> float:
    """How high the stars stand over their surroundings, of how high they should stand."""
    above = seen - np.median(seen)
    return float((above * stars).sum(dtype=np.float64) / (stars**2).sum(dtype=np.float64))
