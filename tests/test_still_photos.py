import cv2
import numpy as np
import pytest

from lowlight_desktop.photo.image import Pixels
from tests.still_photos import decibels, fitted, moved, shift_of, shifted


def scene() -> Pixels:
    """Shapes of all sizes, as a lens draws them."""
    chance = np.random.default_rng(3)
    coarse = (chance.random((24, 24, 3)) * 160 + 48).astype(np.float32)
    large = cv2.resize(coarse, (192, 192), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), 1.0), np.float32)


@pytest.mark.parametrize("by", [(0.4, -0.3), (0.0, 0.0), (-0.55, 0.1)])
def test_a_shift_is_found_in_noise(by: tuple[float, float]) -> None:
    mean = scene()
    noise = np.random.default_rng(4).normal(0, 6, mean.shape).astype(np.float32)
    assert shift_of(shifted(mean, by) + noise, mean) == pytest.approx(by, abs=0.03)


def test_a_camera_that_moved_is_explained_and_noise_is_not() -> None:
    sharp = scene()
    mean = np.asarray((sharp + shifted(sharp, (0.8, 0.5))) / 2, np.float32)
    noise = np.random.default_rng(5).normal(0, 5, mean.shape).astype(np.float32)
    photo = shifted(sharp, (0.2, 0.0)) + noise
    assert decibels(moved(photo, mean), photo) == pytest.approx(34.15, abs=0.2)  # 255 over 5
    assert decibels(mean, photo) < 33.5


def test_squares_that_moved_differently_are_explained_each_by_itself() -> None:
    mean = scene()
    photo = np.hstack([shifted(mean, (0.6, 0.0))[:, :96], shifted(mean, (-0.6, 0.3))[:, 96:]])
    assert decibels(fitted(photo, mean), photo) > decibels(moved(photo, mean), photo) + 3
    assert fitted(photo[:100, :90], mean[:100, :90]).shape == (100, 90, 3), "of any size"
