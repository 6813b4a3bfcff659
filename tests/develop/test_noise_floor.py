import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.noise_floor import noise_floor


@pytest.mark.parametrize("sigma", [0.004, 0.02, 0.06])
def test_the_floor_of_a_dark_photo_is_its_noise(sigma: float) -> None:
    rng = np.random.default_rng(6)
    ramp = np.linspace(0.1, 0.9, 600, dtype=np.float32)[None, :, None]
    photo = ramp + rng.normal(0, sigma, (400, 600, 3)).astype(np.float32)
    found = noise_floor(lambda region: photo[region.slices], 400, 600)
    assert found == pytest.approx(sigma, rel=0.1)


def test_a_photo_of_one_pixel_has_the_floor_of_its_rounding() -> None:
    photo = np.zeros((1, 1, 3), np.float32)
    assert noise_floor(lambda region: photo[region.slices], 1, 1) == 0.5 / 255


def test_noise_that_a_demosaic_has_correlated_is_not_underestimated() -> None:
    rng = np.random.default_rng(8)
    white = rng.normal(0, 0.03, (400, 600, 3)).astype(np.float32)
    correlated = cv2.GaussianBlur(white, (0, 0), 0.8)  # neighbors correlate by 0.68
    photo = (0.3 + correlated).astype(np.float32)
    found = noise_floor(lambda region: photo[region.slices], 400, 600)
    assert found == pytest.approx(float(correlated.std()), rel=0.15)
