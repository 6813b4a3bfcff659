import numpy as np
import pytest
import torch

from lowlight_desktop.develop.bayer import unified
from lowlight_desktop.networks.blocks.bayer import packed
from lowlight_desktop.training.unprocess import (
    PHASES,
    SONY_A7S2,
    Phase,
    brighter_highlights,
    camera_rgb,
    color_index,
    light_of,
    mosaic_of,
    random_camera,
)
from tests.training.pictures import picture


def test_levels_become_light() -> None:
    levels = np.array([[[0, 128, 255]]], np.uint8)
    # 128 of 255 in sRGB is 21.6 % of the light.
    np.testing.assert_allclose(light_of(levels)[0, 0], [0.0, 0.2159, 1.0], atol=1e-4)


def test_undoing_a_tone_curve_keeps_black_middle_and_white() -> None:
    levels = np.array([[[0, 255, 64]]], np.uint8)
    plain, toned = light_of(levels)[0, 0], light_of(levels, toned=True)[0, 0]
    np.testing.assert_allclose(toned[:2], plain[:2], atol=1e-6)
    assert toned[2] > plain[2]  # an S-curve darkens shadows


def test_gray_in_a_camera_is_gray_after_white_balance() -> None:
    rng = np.random.default_rng(0)
    gray = np.full((4, 4, 3), 0.5, np.float32)
    for camera in [SONY_A7S2, *(random_camera(rng) for _ in range(20))]:
        balanced = camera_rgb(gray, camera) * camera.white_balance
        np.testing.assert_allclose(balanced, gray, atol=1e-6)


def test_a_cameras_color_can_be_turned_back() -> None:
    light = 0.2 + 0.6 * light_of(picture(3))  # not so strong that the camera cuts it
    seen = camera_rgb(light, SONY_A7S2) * SONY_A7S2.white_balance
    back = seen @ np.linalg.inv(SONY_A7S2.from_srgb).T
    inside = (seen > 0).all(2)
    assert inside.mean() > 0.8
    np.testing.assert_allclose(back[inside], light[inside], atol=1e-4)


def test_brighter_highlights_keep_the_rest_and_the_color() -> None:
    light = np.array([[[0.7, 0.5, 0.1], [1.0, 1.0, 1.0], [0.9, 0.45, 0.0]]], np.float32)
    out = brighter_highlights(light, 3.0)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out[0, 0], light[0, 0])
    np.testing.assert_allclose(out[0, 1], 4.0)
    np.testing.assert_allclose(brighter_highlights(1.2 * light[:, 1:2], 3.0), 4.8, rtol=1e-6)
    assert out[0, 2, 0] > 0.9
    assert out[0, 2, 1] == pytest.approx(out[0, 2, 0] / 2)


@pytest.mark.parametrize("phase", PHASES)
def test_mosaics_of_all_phases_become_one(phase: Phase) -> None:
    rgb = np.broadcast_to(np.array([1.0, 2.0, 3.0], np.float32), (6, 8, 3))
    mosaic = mosaic_of(rgb, phase)
    np.testing.assert_array_equal(mosaic, color_index(6, 8, phase) + 1.0)
    one = packed(torch.from_numpy(unified(mosaic, phase))[None, None])
    for plane, color in zip(one[0], (1.0, 2.0, 2.0, 3.0), strict=True):
        assert (plane == color).all()
