import numpy as np

from lowlight_desktop.develop.noise_mix import cleaned_as_far
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.recipe import Noise

LUMINANCE = WORKING.to_xyz()[1]
_RNG = np.random.default_rng(1)
CLEAN = _RNG.random((8, 9, 3), np.float32)
NOISY = CLEAN + _RNG.normal(0.0, 0.1, CLEAN.shape).astype(np.float32)


def test_with_all_noise_gone_the_clean_photo_is_given_itself() -> None:
    assert cleaned_as_far(NOISY, CLEAN, Noise()) is CLEAN


def test_with_no_noise_gone_the_photo_is_as_noisy_as_before() -> None:
    out = cleaned_as_far(NOISY, CLEAN, Noise(luminance_noise=0.0, color_noise=0.0))
    np.testing.assert_allclose(out, NOISY, atol=1e-6)


def test_color_noise_alone_leaves_the_luminance() -> None:
    out = cleaned_as_far(NOISY, CLEAN, Noise(luminance_noise=0.0))
    np.testing.assert_allclose(out @ LUMINANCE, NOISY @ LUMINANCE, atol=1e-5)
    assert np.abs(out - NOISY).max() > 0.05


def test_luminance_noise_alone_moves_all_channels_alike() -> None:
    moved = cleaned_as_far(NOISY, CLEAN, Noise(color_noise=0.0)) - NOISY
    np.testing.assert_allclose(moved, moved[..., :1].repeat(3, 2), atol=1e-5)
    np.testing.assert_allclose((NOISY + moved) @ LUMINANCE, CLEAN @ LUMINANCE, atol=1e-5)
