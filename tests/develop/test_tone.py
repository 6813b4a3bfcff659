import numpy as np

from lowlight_desktop.develop.tone import finish
from lowlight_desktop.photo.recipe import Finish

LIGHT = np.random.default_rng(0).random((6, 7, 3), np.float32) * 2


def test_default_settings_change_nothing() -> None:
    assert finish(LIGHT, Finish()) is LIGHT


def test_one_stop_doubles_the_light() -> None:
    np.testing.assert_array_equal(finish(LIGHT, Finish(exposure_ev=1.0)), LIGHT * 2)


def test_contrast_leaves_middle_gray_alone() -> None:
    gray = np.full((1, 1, 3), 0.18, np.float32)
    np.testing.assert_allclose(finish(gray, Finish(contrast=0.7)), gray, rtol=1e-5)


def test_no_saturation_is_gray() -> None:
    out = finish(LIGHT, Finish(saturation=0.0))
    np.testing.assert_allclose(out, out[..., :1].repeat(3, 2), atol=1e-6)


def test_float32_stays_float32() -> None:
    settings = Finish(exposure_ev=0.3, contrast=0.2, saturation=1.2)
    assert finish(LIGHT, settings).dtype == np.float32
