import numpy as np
import pytest

from lowlight_desktop.develop.noise import (
    SensorNoise,
    add_sensor_noise,
    sample_any_camera,
    tukey_lambda,
)
from lowlight_desktop.develop.noise_floor import noise_floor

GREEN = np.ones((400, 400), np.uint8)


@pytest.mark.parametrize("level", [0.0005, 0.01, 0.3])
def test_variance_is_gain_times_light_plus_read_noise(level: float) -> None:
    noise = SensorNoise(gain=1e-4, read=0.0, tail=0.14)
    light = np.full((400, 400), level, np.float32)
    noisy = add_sensor_noise(light, noise, GREEN, np.random.default_rng(1))
    # 160,000 samples: the variance is known to 0.4 %, five times that is allowed.
    assert noisy.var() == pytest.approx(1e-4 * level, rel=0.02)
    assert noisy.mean() == pytest.approx(level, rel=0.01)


def test_rows_share_their_offset() -> None:
    noise = SensorNoise(gain=1e-9, read=0.0, row=0.01)
    noisy = add_sensor_noise(
        np.full((400, 400), 0.1, np.float32), noise, GREEN, np.random.default_rng(2)
    )
    assert noisy.mean(1).std() == pytest.approx(0.01, rel=0.15)
    assert (noisy - noisy.mean(1, keepdims=True)).std() < 1e-4


def test_a_color_bias_moves_only_its_color() -> None:
    noise = SensorNoise(gain=1e-9, read=0.0, color_bias=(0.0, 0.0, 0.02))
    index = np.tile(np.array([[0, 1], [1, 2]], np.uint8), (50, 50))
    noisy = add_sensor_noise(
        np.zeros((100, 100), np.float32), noise, index, np.random.default_rng(0)
    )
    assert noisy[index == 2].mean() == pytest.approx(0.02, abs=1e-5)
    assert abs(noisy[index != 2].mean()) < 1e-5


def test_smaller_shapes_have_longer_tails() -> None:
    rng = np.random.default_rng(4)
    kurtosis = []
    for tail in (0.14, 0.0, -0.2):
        x = tukey_lambda(rng, (200_000,), tail)
        x = x / x.std()
        kurtosis.append(float((x**4).mean()))
    assert kurtosis == sorted(kurtosis)
    assert kurtosis[0] == pytest.approx(3.0, abs=0.1)  # 0.14 is nearly Gaussian


def test_sampled_cameras_get_noisier_with_gain() -> None:
    rng = np.random.default_rng(0)
    low = [sample_any_camera(rng, gain_dn=(0.1, 0.2)).read for _ in range(100)]
    high = [sample_any_camera(rng, gain_dn=(10, 20)).read for _ in range(100)]
    assert np.median(high) > 5 * np.median(low)


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
