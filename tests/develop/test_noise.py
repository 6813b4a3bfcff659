import numpy as np
import pytest

from lowlight_desktop.develop.noise import (
    SensorNoise,
    add_sensor_noise,
    sample_any_camera,
    tukey_lambda,
)

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


@pytest.mark.parametrize("tail", [-0.2, -0.1, 0.0, 0.002, 0.14, 0.2])
def test_read_noise_has_the_standard_deviation_that_it_is_given(tail: float) -> None:
    noise = SensorNoise(gain=1e-9, read=0.02, tail=tail)
    noisy = add_sensor_noise(
        np.zeros((400, 400), np.float32), noise, GREEN, np.random.default_rng(5)
    )
    # 160,000 samples: known to 0.2 % at shape 0, less well where the tails are longer.
    assert noisy.std() == pytest.approx(0.02, rel=0.02)


def test_a_shape_without_a_variance_is_refused() -> None:
    with pytest.raises(ValueError, match=r"above -0\.5"):
        tukey_lambda(np.random.default_rng(0), (4,), -0.5)


def test_sampled_cameras_scatter_around_the_laws() -> None:
    rng = np.random.default_rng(3)
    cameras = [sample_any_camera(rng, gain_dn=(1.0, 1.0)) for _ in range(4000)]
    reads, rows = (np.log([getattr(c, name) for c in cameras]) for name in ("read", "row"))
    # At a gain of 1 only intercepts and scatter differ: width of the range / sqrt(12), and 0.25.
    assert reads.std() == pytest.approx(np.hypot(2.3 / np.sqrt(12), 0.25), rel=0.03)
    assert rows.std() == pytest.approx(np.hypot(2.4 / np.sqrt(12), 0.25), rel=0.03)


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
