import numpy as np
import pytest

from lowlight_desktop.develop.color import convert
from lowlight_desktop.formats.raw_color import (
    camera_to_working,
    develop_camera_rgb,
    working_rgb,
)
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING
from lowlight_desktop.photo.image import Pixels
from tests.formats.dng_writing import CAMERA_MATRIX

BALANCE = np.array([2.0, 1.0, 1.6], np.float32)
SEES_WORKING = np.linalg.inv(WORKING.to_xyz()).astype(np.float32)
"""The matrix of a camera whose balanced colors are those of the working space."""


def _developed(balanced: Pixels) -> Pixels:
    return working_rgb(balanced / BALANCE, BALANCE, SEES_WORKING)


def test_what_the_white_balance_made_neutral_stays_neutral() -> None:
    matrix = camera_to_working(CAMERA_MATRIX.astype(np.float32))
    np.testing.assert_allclose(matrix.sum(axis=1), 1.0, atol=1e-6)


def test_the_camera_matrix_is_undone() -> None:
    color = np.array([0.2, 0.5, 0.1])  # linear Rec. 2020
    camera = CAMERA_MATRIX @ WORKING.to_xyz() @ color
    white = CAMERA_MATRIX @ WORKING.to_xyz() @ np.ones(3)
    matrix = camera_to_working(CAMERA_MATRIX.astype(np.float32))
    np.testing.assert_allclose(matrix @ (camera / white), color, atol=1e-5)


def test_an_unknown_camera_sees_srgb() -> None:
    matrix = camera_to_working(np.zeros((3, 3), np.float32))
    red = np.array([[[1, 0, 0]]], np.float32)
    np.testing.assert_allclose(matrix[:, 0], convert(red, LINEAR_SRGB, WORKING)[0, 0], atol=1e-6)


def test_a_full_sensor_is_neutral_and_a_full_green_is_one() -> None:
    full = (65535 * BALANCE / BALANCE.max()).astype(np.uint16)[None, None]
    out = develop_camera_rgb(full, BALANCE, np.eye(3, dtype=np.float32))[0, 0]
    np.testing.assert_allclose(out, out.mean(), rtol=1e-3)
    assert out.min() > 1.0  # brighter than green alone can tell


@pytest.mark.parametrize("tint", [(1.0, 1.0, 1.0), (1.0, 0.7, 0.3), (0.4, 0.6, 1.0)])
def test_a_light_that_grows_never_gets_darker_nor_jumps(tint: tuple[float, float, float]) -> None:
    growing = np.linspace(0.0, 8.0, 4001, dtype=np.float32)[None, :, None] * np.array(
        tint, np.float32
    )
    recorded = np.minimum(growing, BALANCE)
    out = _developed(recorded)
    brightness = out.mean(axis=2)
    assert np.diff(brightness).min() > -1e-5
    assert np.abs(np.diff(out, axis=1)).max() < 0.02  # the input's own steps are 0.002
    np.testing.assert_allclose(out[0, -1], out[0, -1].mean(), rtol=0.35)
    hue_kept = out[0, 300] / out[0, 300].max()
    np.testing.assert_allclose(hue_kept, np.array(tint) / max(tint), atol=0.02)


def test_magenta_of_a_clipped_lamp_is_gone() -> None:
    clipped = np.array([[[2.0, 1.0, 1.6]]], np.float32)
    out = _developed(clipped)[0, 0]
    np.testing.assert_allclose(out, 4.6 / 3, rtol=1e-5)


def test_a_bright_colored_lamp_keeps_its_color() -> None:
    neon = np.array([[[0.1, 0.2, 1.6]]], np.float32)  # blue is full, the others are not
    np.testing.assert_allclose(_developed(neon), neon, atol=1e-6)
