import numpy as np
import pytest
from numpy.typing import ArrayLike

from lowlight_desktop.develop.color import delinearize, linearize
from lowlight_desktop.develop.noise_mix import cleaned_as_far
from lowlight_desktop.photo.color_space import WORKING, Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Noise

LUMINANCE = WORKING.to_xyz()[1]
_RNG = np.random.default_rng(1)
CLEAN = _RNG.random((8, 9, 3), np.float32)
NOISY = CLEAN + _RNG.normal(0.0, 0.1, CLEAN.shape).astype(np.float32)


def test_with_all_noise_gone_the_clean_photo_is_given_itself() -> None:
    assert cleaned_as_far(NOISY, CLEAN, Noise()) is CLEAN


def test_with_no_noise_gone_the_photo_is_given_itself() -> None:
    assert cleaned_as_far(NOISY, CLEAN, Noise(luminance_noise=0.0, color_noise=0.0)) is NOISY


def test_between_the_ends_nothing_jumps() -> None:
    for share, photo in ((1e-5, NOISY), (1 - 1e-5, CLEAN)):
        out = cleaned_as_far(NOISY, CLEAN, Noise(luminance_noise=share, color_noise=share))
        np.testing.assert_allclose(out, photo, atol=1e-4)


def test_both_alike_mix_colors_in_no_way() -> None:
    out = cleaned_as_far(NOISY, CLEAN, Noise(luminance_noise=0.5, color_noise=0.5))
    low, high = np.minimum(NOISY, CLEAN) - 1e-6, np.maximum(NOISY, CLEAN) + 1e-6
    assert ((out >= low) & (out <= high)).all()


def test_of_gray_noise_only_the_luminance_goes() -> None:
    clean = np.full((8, 9, 3), 0.2, np.float32)
    noisy = clean + _RNG.normal(0.0, 0.1, (8, 9, 1)).astype(np.float32)
    kept = cleaned_as_far(noisy, clean, Noise(luminance_noise=0.0))
    np.testing.assert_allclose(kept, noisy, atol=1e-5)
    gone = cleaned_as_far(noisy, clean, Noise(color_noise=0.0))
    np.testing.assert_allclose(gone, clean, atol=1e-5)


@pytest.mark.parametrize("wish", [Noise(luminance_noise=0.0), Noise(color_noise=0.0)])
def test_grain_in_a_strong_color_has_no_colors_of_its_own(wish: Noise) -> None:
    # A lamp's orange, with noise that is white in a file: linear light would add a strong blue.
    file = np.array([0.75, 0.4, 0.08]) + _RNG.normal(0.0, 0.02, (64, 64, 3))
    clean = np.broadcast_to(_light([[[0.75, 0.4, 0.08]]]), file.shape)
    noisy = _light(file)
    mixed = cleaned_as_far(noisy, np.ascontiguousarray(clean), wish)
    across, along = _noise_of(mixed), _noise_of(noisy)
    taken, left = (0, 1) if wish.luminance_noise else (1, 0)
    assert across[taken] < 0.4 * along[taken]
    assert across[left] < 1.1 * along[left]


def _light(file: ArrayLike) -> Pixels:
    return linearize(np.asarray(file, np.float32), Transfer.SRGB)


def _noise_of(light: Pixels) -> tuple[float, float]:
    """Deviation of a file's numbers along gray, and across it."""
    file = delinearize(light, Transfer.SRGB)
    luma = file @ LUMINANCE
    return float(luma.std()), float((file - luma[..., None]).std((0, 1)).mean())
