"""Halos: bands of false light or shade along strong edges."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.defects.cells import srgb_luma
from lowlight_desktop.photo.image import Pixels, Rgb8

REACH_PX = 16
_FAR_FROM_PX = 11  # here a halo that comes from sharpening or a local network has faded
_FLAT_FROM_PX = 3
_FLAT_WITHIN = 0.2
_MIN_STEP = 5.0
_MIN_STEP_AFTER = 4.0
_MAX_EDGES = 4000
_MIN_EDGES = 20
_SMOOTH_PX = 1.0


def halo(basis: Rgb8, finished: Rgb8) -> float:
    """How far the finished photo overshoots along edges that are plain steps in the basis.

    The strongest edges are looked at along their normals, 16 pixels to each side. Those that
    are flat on both sides in the basis are scaled so that the far ends (11 to 16 pixels) are 0
    and 1, and their median is taken, which leaves no noise. What lies above 1 or below 0 near the
    edge, and did not in the basis, is the halo.

    Args:
        basis: (H, W, 3) uint8 sRGB: the reference, or the dark input.
        finished: The same shape.

    Returns:
        Percent of the edge's height, >= 0; 0 if fewer than twenty plain edges exist.
    """
    before = _smooth(srgb_luma(basis), _SMOOTH_PX)
    rows, columns, normals = _strong_edges(before)
    profiles = _sample(before, rows, columns, normals)
    after = _sample(_smooth(srgb_luma(finished), _SMOOTH_PX), rows, columns, normals)
    scaled, step = _scaled(profiles)
    scaled_after, step_after = _scaled(after)
    plain = (step >= _MIN_STEP) & _is_flat(scaled) & (step_after >= _MIN_STEP_AFTER)
    if int(plain.sum()) < _MIN_EDGES:
        return 0.0
    return 100.0 * max(_overshoot(scaled_after[plain]) - _overshoot(scaled[plain]), 0.0)


def _smooth(plane: Pixels, sigma_px: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma_px), np.float32)


def _strong_edges(luma: Pixels) -> tuple[NDArray[np.intp], NDArray[np.intp], Pixels]:
    """Rows, columns and unit normals (N, 2: x, y; towards the light) of the strongest edges."""
    across = np.asarray(cv2.Sobel(luma, cv2.CV_32F, 1, 0), np.float32)
    down = np.asarray(cv2.Sobel(luma, cv2.CV_32F, 0, 1), np.float32)
    slope = np.hypot(across, down)
    slope[:REACH_PX] = slope[-REACH_PX:] = slope[:, :REACH_PX] = slope[:, -REACH_PX:] = 0.0
    crest = (slope > 0.0) & (slope == cv2.dilate(slope, np.ones((3, 3), np.uint8)))
    rows, columns = np.nonzero(crest)
    strongest = np.argsort(-slope[rows, columns], kind="stable")[:_MAX_EDGES]
    rows, columns = rows[strongest], columns[strongest]
    height = slope[rows, columns][:, None]
    normals = np.stack([across[rows, columns], down[rows, columns]], axis=1) / height
    return rows, columns, np.asarray(normals, np.float32)


def _sample(
    plane: Pixels, rows: NDArray[np.intp], columns: NDArray[np.intp], normals: Pixels
) -> Pixels:
    """(N, 33) values along the normals, from the dark side to the light one."""
    if rows.size == 0:
        return np.empty((0, 2 * REACH_PX + 1), np.float32)
    steps = np.arange(-REACH_PX, REACH_PX + 1, dtype=np.float32)
    x = (columns[:, None] + normals[:, :1] * steps).astype(np.float32)
    y = (rows[:, None] + normals[:, 1:] * steps).astype(np.float32)
    return np.asarray(cv2.remap(plane, x, y, cv2.INTER_LINEAR), np.float32)


def _scaled(profiles: Pixels) -> tuple[Pixels, Pixels]:
    """Profiles whose far ends are 0 and 1, with the step that was between them."""
    ends = REACH_PX - _FAR_FROM_PX + 1
    low = profiles[:, :ends].mean(axis=1, keepdims=True)
    step = profiles[:, -ends:].mean(axis=1, keepdims=True) - low
    return (profiles - low) / np.maximum(step, 1e-6), step[:, 0]


def _is_flat(scaled: Pixels) -> NDArray[np.bool_]:
    side = REACH_PX - _FLAT_FROM_PX + 1
    dark = np.abs(scaled[:, :side]).max(axis=1)
    light = np.abs(scaled[:, -side:] - 1.0).max(axis=1)
    return np.maximum(dark, light) <= _FLAT_WITHIN


def _overshoot(scaled: Pixels) -> float:
    """The larger of the bumps above 1 and below 0 of the median profile."""
    typical = np.median(scaled, axis=0)
    return max(float(typical.max()) - 1.0, -float(typical.min()), 0.0)
