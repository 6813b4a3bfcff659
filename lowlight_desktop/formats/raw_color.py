"""From the colors of a camera to the working space."""

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.clipped_lights import with_what_was_cut
from lowlight_desktop.develop.color import apply_matrix, brightest, rgb_to_rgb
from lowlight_desktop.develop.lens_shading import gains_at
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.lens_shading import LensShading
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.room import room_for

# Shares of a full sensor. The first channel to fill leaves the hue nearly right; false color comes
# with the second, so both steer, over ranges wide enough that no border shows.
_FIRST_FILLS, _SECOND_FILLS, _FULL = np.float32(0.7), np.float32(0.6), np.float32(0.99)


def camera_to_working(camera_matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """The (3, 3) matrix from white-balanced camera RGB to linear Rec. 2020.

    Its rows sum to 1: what the white balance made neutral stays neutral.

    Args:
        camera_matrix: (3, 3) CIE XYZ (D65) to camera RGB. Zeros, where a camera is not known,
            make its colors count as those of sRGB: sensors see about as narrow.
    """
    if not np.any(camera_matrix):
        return rgb_to_rgb(LINEAR_SRGB, WORKING)
    from_working = camera_matrix.astype(np.float64) @ WORKING.to_xyz()
    from_working /= from_working.sum(axis=1, keepdims=True)
    return np.linalg.inv(from_working).astype(np.float32)


def develop_camera_rgb(
    stored: NDArray[np.uint16],
    white_balance: NDArray[np.float32],
    matrix: NDArray[np.float32],
    shading: LensShading | None = None,
) -> Pixels:
    """White-balanced camera RGB to the working space, clipped lights made neutral.

    Args:
        stored: (H, W, 3), where 65535 is the full sensor in the channel with the largest
            multiplier, so that no multiplier clips.
        white_balance: (3,) multipliers, green 1.
        matrix: (3, 3) white-balanced camera RGB to linear Rec. 2020.
        shading: Of the lens, turned as the picture is.

    Returns:
        (H, W, 3) float32; 1.0 is a full sensor in green, where the lens has no shading.
    """
    out = room_for(stored.shape)
    height, width = stored.shape[:2]
    to_shares = np.diag(white_balance.max() / (np.float32(65535.0) * white_balance))

    def work(rows: slice) -> None:
        gains = None
        if shading is not None:
            gains = gains_at(shading, Region(rows.start, 0, rows.stop, width), (height, width))
        filled = apply_matrix(stored[rows].astype(np.float32), to_shares)
        out[rows] = _working_rgb(filled, white_balance, matrix, gains)

    for_each_strip(work, len(stored))
    return out


def working_rgb(
    camera: Pixels,
    white_balance: NDArray[np.float32],
    camera_matrix: NDArray[np.float32],
    gains: Pixels | None = None,
) -> Pixels:
    """Camera RGB to the working space, clipped lights made neutral.

    Args:
        camera: (H, W, 3) linear, not white-balanced; 1 is the full sensor.
        white_balance: (3,) multipliers, green 1.
        camera_matrix: (3, 3) CIE XYZ (D65) to camera RGB, or zeros.
        gains: (H, W, 3) that even out the lens's shading.

    Returns:
        (H, W, 3) float32; 1.0 is a full sensor in green, where the lens has no shading.
    """
    matrix, out = camera_to_working(camera_matrix), room_for(camera.shape)

    def work(rows: slice) -> None:
        strip = None if gains is None else gains[rows]
        out[rows] = _working_rgb(camera[rows], white_balance, matrix, strip)

    for_each_strip(work, len(camera))
    return out


def _working_rgb(
    filled: Pixels,
    white_balance: NDArray[np.float32],
    matrix: NDArray[np.float32],
    gains: Pixels | None,
) -> Pixels:
    """`working_rgb` of a strip; lights are few, and the rest is one multiplication."""
    even = filled if gains is None else filled * gains
    out = apply_matrix(even, matrix * white_balance)
    lights = brightest(filled) > _FIRST_FILLS
    if lights.any():
        multipliers = white_balance if gains is None else white_balance * gains[lights]
        neutral = _neutral(filled[lights], multipliers)
        out[lights] = apply_matrix(neutral[None], matrix)[0]
    return out


def _neutral(filled: Pixels, multipliers: NDArray[np.float32]) -> Pixels:
    """White-balanced lights that fill the sensor, without the false color that comes of it.

    Where green is full and red is not, the balanced color is magenta. Such a pixel keeps its
    brightness, and as much color as it has after all channels are clipped at the same height:
    none where all are full. Neutral stays neutral.

    Args:
        filled: (N, 3) camera RGB in shares of a full sensor.
        multipliers: (3,) or (N, 3): what the white balance, and a lens, make of a full channel.
    """
    lights, least = filled * multipliers, multipliers.min(axis=-1, keepdims=True)
    first, last = filled.max(axis=1), filled.min(axis=1)
    second = filled.sum(axis=1) - first - last
    weight = _ramp(first, _FIRST_FILLS) * _ramp(second, _SECOND_FILLS)
    is_cut = np.asarray(_ramp(filled, _FIRST_FILLS) * (1.0 - weight)[:, None], np.float32)
    level, color = _level_and_color(with_what_was_cut(lights, is_cut))
    _, true_color = _level_and_color(np.minimum(lights, least))
    kept = _strength(true_color) / np.maximum(_strength(color), np.float32(1e-6))
    share = 1.0 - weight + weight * kept
    return (level + color * share[:, None]).astype(np.float32, copy=False)


def _level_and_color(pixels: Pixels) -> tuple[Pixels, Pixels]:
    level = pixels.mean(axis=1, keepdims=True)
    return level, pixels - level


def _strength(color: Pixels) -> Pixels:
    return np.sqrt(np.einsum("nc,nc->n", color, color))


def _ramp(filled: Pixels, start: np.float32) -> Pixels:
    """0 below `start`, 1 where the sensor is full, smooth between."""
    t = np.clip((filled - start) / (_FULL - start), 0.0, 1.0, dtype=np.float32)
    return (t * t * (3.0 - 2.0 * t)).astype(np.float32, copy=False)
