from dataclasses import replace

import numpy as np
import pytest

from lowlight_desktop.develop.tone import LUMINANCE, finish
from lowlight_desktop.photo.recipe import Finish

LIGHT = np.random.default_rng(0).random((6, 7, 3), np.float32) * 2
EVERYTHING = Finish(
    exposure_ev=0.3, contrast=0.2, highlights=-0.5, shadows=0.4, temperature=20.0, tint=-9.0,
    saturation=1.2,
)  # fmt: skip


def test_default_settings_change_nothing() -> None:
    assert finish(LIGHT, Finish()) is LIGHT


def test_sharpening_is_not_done_here() -> None:
    assert finish(LIGHT, Finish(sharpening=1.0)) is LIGHT


def test_one_stop_doubles_the_light() -> None:
    np.testing.assert_array_equal(finish(LIGHT, Finish(exposure_ev=1.0)), LIGHT * 2)


@pytest.mark.parametrize("slider", ["contrast", "highlights", "shadows"])
@pytest.mark.parametrize("value", [-1.0, 0.7])
def test_tone_leaves_middle_gray_alone(slider: str, value: float) -> None:
    gray = np.full((1, 1, 3), 0.18, np.float32)
    settings = replace(Finish(), **{slider: value})
    np.testing.assert_allclose(finish(gray, settings), gray, rtol=1e-5)


def test_no_saturation_is_gray_of_the_same_luminance() -> None:
    out = finish(LIGHT, Finish(saturation=0.0))
    np.testing.assert_allclose(out, out[..., :1].repeat(3, 2), atol=1e-6)
    np.testing.assert_allclose(out[..., 0], LIGHT @ LUMINANCE[0], rtol=1e-5)


def test_tone_keeps_the_hue() -> None:
    out = finish(LIGHT, Finish(highlights=-1.0, shadows=1.0, contrast=0.5))
    ratios = out / LIGHT
    np.testing.assert_allclose(ratios, ratios[..., :1].repeat(3, 2), rtol=1e-5)


def test_saturation_changes_no_luminance_that_the_tone_sees() -> None:
    def luminance(saturation: float) -> np.ndarray:
        return finish(LIGHT, Finish(contrast=0.6, saturation=saturation)) @ LUMINANCE[0]

    np.testing.assert_allclose(luminance(1.6), luminance(1.0), rtol=1e-4)


def test_black_and_colors_outside_of_the_space_stay_finite() -> None:
    odd = np.array([[[0, 0, 0], [-0.1, 0.0, 0.01], [0.0, 0.0, 900.0]]], np.float32)
    out = finish(odd, EVERYTHING)
    assert np.isfinite(out).all()
    np.testing.assert_array_equal(out[0, 0], 0)


def test_float32_stays_float32() -> None:
    assert finish(LIGHT, EVERYTHING).dtype == np.float32


def test_a_photo_that_cannot_be_written_to_is_left_as_it_is() -> None:
    light = LIGHT.copy()
    light.flags.writeable = False
    finish(light, EVERYTHING)
    np.testing.assert_array_equal(light, LIGHT)
