import imagecodecs
import numpy as np
import pytest

from lowlight_desktop.develop.color import convert, decode
from lowlight_desktop.formats import icc
from lowlight_desktop.photo.color_space import (
    ADOBE_RGB,
    DISPLAY_P3,
    PROPHOTO,
    SRGB,
    WORKING,
    ColorSpace,
)
from tests.formats.icc_writing import lut_profile, matrix_profile

COLORS = np.random.default_rng(3).integers(0, 256, (16, 16, 3), dtype=np.uint8)


def test_a_profile_is_known_by_its_substance() -> None:
    assert icc.known_space(imagecodecs.cms_profile("srgb")) is SRGB
    assert icc.known_space(matrix_profile(ADOBE_RGB, 563 / 256)) is ADOBE_RGB
    linear = icc.known_space(matrix_profile(WORKING, 1.0))
    assert linear is not None
    assert linear.transfer is WORKING.transfer


def test_a_close_profile_is_not_taken_for_a_known_one() -> None:
    assert icc.known_space(matrix_profile(SRGB, 2.2)) is None  # gamma 2.2 is not the sRGB curve
    assert (
        icc.known_space(matrix_profile(PROPHOTO, 1.8)) is None
    )  # nor 1.8 ProPhoto's, in the shadows
    assert icc.known_space(matrix_profile(DISPLAY_P3, 563 / 256)) is None


@pytest.mark.parametrize(("space", "gamma"), [(SRGB, 2.2), (PROPHOTO, 1.8), (DISPLAY_P3, 1.0)])
def test_taking_apart_equals_asking_for_each_pixel(space: ColorSpace, gamma: float) -> None:
    profile = matrix_profile(space, gamma)
    parts = icc.take_apart(profile, 256)
    light = np.stack([parts.curves[COLORS[..., c], c] for c in range(3)], axis=-1)
    np.testing.assert_allclose(
        light @ parts.matrix.T, icc.apply_profile(COLORS, profile), atol=2e-6
    )


def test_littlecms_and_our_own_srgb_agree() -> None:
    through_profile = icc.apply_profile(COLORS, imagecodecs.cms_profile("srgb"))
    np.testing.assert_allclose(through_profile, decode(COLORS), atol=5e-5)


def test_colors_outside_and_light_above_one_survive_amatrix_profile() -> None:
    profile = matrix_profile(PROPHOTO, 1.8)
    bright_green = np.array([[[0.0, 2.0, 0.0]]], np.float32)
    out = icc.apply_profile(bright_green, profile)[0, 0]
    assert out.min() < -0.01  # ProPhoto's green lies outside Rec. 2020
    linear = np.array([[[0.0, 2.0**1.8, 0.0]]], np.float32)
    as_linear = icc.apply_profile(linear, matrix_profile(PROPHOTO, 1.0))[0, 0]
    np.testing.assert_allclose(out, as_linear, rtol=2e-3)


def test_a_table_profile_is_followed() -> None:
    profile = lut_profile(b"RGB ", 3, lambda rgb: (100.0 * rgb[1], 0.0, 0.0))  # only green counts
    assert not icc.is_additive(profile)
    stored = np.array([[[255, 0, 255], [0, 255, 0]]], np.uint8)
    np.testing.assert_allclose(
        icc.apply_profile(stored, profile), [[[0, 0, 0], [1, 1, 1]]], atol=1e-3
    )


def test_garbage_is_not_usable() -> None:
    whole = imagecodecs.cms_profile("srgb")
    assert icc.is_usable(whole)
    for broken in (b"", b"garbage" * 40, whole[:200], whole[:120]):
        assert not icc.is_usable(broken)


def test_the_working_space_passes_unchanged() -> None:
    light = np.array([[[0.1, 0.5, 3.0], [-0.1, 0.2, 0.0]]], np.float32)
    out = icc.apply_profile(light, matrix_profile(WORKING, 1.0))
    np.testing.assert_allclose(out, convert(light, WORKING, WORKING), atol=1e-4)
