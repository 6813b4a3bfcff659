"""Clean photos back to what a sensor would have seen: linear camera RGB, then a mosaic.

Source:
    Brooks et al., "Unprocessing Images for Learned Raw Denoising", CVPR 2019. Highlights differ:
    there they are bent so that white stays 1 in every channel; here light goes on above 1 and the
    sensor cuts it, so that the network learns what a cut highlight was.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.photo.color_space import SRGB, Transfer
from lowlight_desktop.photo.image import Pixels

Phase = tuple[int, int]
"""Row and column of the first red pixel: (0, 0) is RGGB, (0, 1) GRBG, (1, 0) GBRG, (1, 1) BGGR."""
PHASES: tuple[Phase, ...] = ((0, 0), (0, 1), (1, 0), (1, 1))

# CIE XYZ (D65) to camera RGB. The first four are those of Brooks et al.; then Sony A7S II, Canon
# 5D IV, Nikon D850, as LibRaw and Adobe's converter have them.
_XYZ_TO_CAMERA = np.array(
    [
        [[1.0234, -0.2969, -0.2266], [-0.5625, 1.6328, -0.0469], [-0.0703, 0.2188, 0.6406]],
        [[0.4913, -0.0541, -0.0202], [-0.6130, 1.3513, 0.2906], [-0.1564, 0.2151, 0.7183]],
        [[0.8380, -0.2630, -0.0639], [-0.2887, 1.0725, 0.2496], [-0.0627, 0.1427, 0.5438]],
        [[0.6596, -0.2079, -0.0562], [-0.4782, 1.3016, 0.1933], [-0.0970, 0.1581, 0.5181]],
        [[0.5838, -0.1430, -0.0246], [-0.3497, 1.1477, 0.2297], [-0.0748, 0.1885, 0.5778]],
        [[0.6446, -0.0366, -0.0864], [-0.4436, 1.2204, 0.2513], [-0.0952, 0.2496, 0.6348]],
        [[1.0405, -0.3755, -0.1270], [-0.5461, 1.3787, 0.1793], [-0.1040, 0.2015, 0.6785]],
    ]
)
_SONY = 4
_HIGHLIGHTS_FROM, _HIGHLIGHTS_ROOM = np.float32(0.75), np.float32(0.25)


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """How a camera sees color.

    Attributes:
        from_srgb: (3, 3) float32, linear sRGB to white-balanced camera RGB; gray stays as it is.
        white_balance: (3,) float32 multipliers that this light needs, green 1.
    """

    from_srgb: NDArray[np.float32]
    white_balance: NDArray[np.float32]


def _camera(xyz_to_camera: NDArray[np.float64], red: float, blue: float) -> Camera:
    matrix = xyz_to_camera @ SRGB.to_xyz()
    matrix = matrix / matrix.sum(1, keepdims=True)
    return Camera(matrix.astype(np.float32), np.array([red, 1.0, blue], np.float32))


SONY_A7S2 = _camera(_XYZ_TO_CAMERA[_SONY], red=2.0, blue=1.7)
"""The camera of the validation, in daylight."""


def random_camera(rng: np.random.Generator) -> Camera:
    """A camera between known ones, in daylight or under lamps."""
    shares = rng.dirichlet(np.full(len(_XYZ_TO_CAMERA), 0.5))
    matrix = np.tensordot(shares, _XYZ_TO_CAMERA, 1)
    if rng.random() < 0.7:
        return _camera(matrix, rng.uniform(1.6, 2.4), rng.uniform(1.3, 2.1))
    return _camera(matrix, rng.uniform(1.0, 1.7), rng.uniform(1.9, 3.2))


@cache
def _light_of_levels(*, toned: bool) -> NDArray[np.float32]:
    """(256,) linear light of 8-bit sRGB, with a camera's S-curve undone too if `toned`."""
    levels = np.arange(256, dtype=np.float32) / np.float32(255)
    if toned:
        levels = (0.5 - np.sin(np.arcsin(1.0 - 2.0 * levels) / 3.0)).astype(np.float32)
    return linearize(levels, Transfer.SRGB)


def light_of(srgb: NDArray[np.uint8], *, toned: bool = False) -> Pixels:
    """(H, W, 3) uint8 sRGB to linear sRGB in [0, 1].

    Args:
        srgb: A developed photo.
        toned: Undo the S-shaped tone curve of a camera as well.
    """
    return _light_of_levels(toned=toned)[srgb]


def brighter_highlights(light: Pixels, strength: float) -> Pixels:
    """Undo that developing ended at white.

    Args:
        light: (H, W, 3) linear sRGB; what is brighter than white is taken for white.
        strength: White becomes 1 + this.

    Returns:
        (H, W, 3): equal below 0.75, colors keep their ratios.
    """
    brightest = np.maximum(np.maximum(light[..., 0], light[..., 1]), light[..., 2])
    over = np.clip((brightest - _HIGHLIGHTS_FROM) / _HIGHLIGHTS_ROOM, 0.0, 1.0)
    gain = np.float32(1.0) + np.float32(strength) * over * over
    return (light * gain[..., None]).astype(np.float32, copy=False)


def camera_rgb(light: Pixels, camera: Camera) -> Pixels:
    """Linear sRGB, (H, W, 3), to linear camera RGB before white balance, not below 0."""
    seen = light.reshape(-1, 3) @ (camera.from_srgb / camera.white_balance[:, None]).T
    return np.maximum(seen, 0.0).reshape(light.shape)


def color_index(height: int, width: int, phase: Phase) -> NDArray[np.uint8]:
    """(H, W) 0, 1 or 2 for the red, green and blue pixels of a Bayer sensor."""
    rows, columns = np.arange(height) + phase[0], np.arange(width) + phase[1]
    return ((rows % 2)[:, None] + (columns % 2)[None]).astype(np.uint8)


def mosaic_of(rgb: Pixels, phase: Phase = (0, 0)) -> Pixels:
    """What each pixel sees through its filter: (H, W, 3) camera RGB to (H, W)."""
    out = np.empty(rgb.shape[:2], np.float32)
    for row in range(2):
        for column in range(2):
            color = (row + phase[0]) % 2 + (column + phase[1]) % 2
            out[row::2, column::2] = rgb[row::2, column::2, color]
    return out
