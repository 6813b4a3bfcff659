from dataclasses import replace

import numpy as np
import pytest

from lowlight_desktop.develop.sensor_light import bayer_cell, sensor_light
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource

BLACK, WHITE = (100.0, 104.0, 96.0, 108.0), 4000.0
NOISE = NoiseLevel((2.0, 3.0, 4.0, 5.0), (6.0, 7.0, 8.0, 9.0), NoiseSource.PROFILE)


def mosaic(data: np.ndarray, colors: str = "RGBG") -> Mosaic:
    """GRBG, its second green counted apart, four different black levels."""
    return Mosaic(
        data.astype(np.uint16),
        np.array([[1, 0], [2, 3]], np.uint8),
        colors,
        BLACK,
        WHITE,
        (2.0, 1.0, 1.5, 1.0),
        np.eye(3, dtype=np.float32),
        1,
        800.0,
        0.1,
    )


def black_frame(height: int, width: int) -> np.ndarray:
    cell = np.array([[BLACK[1], BLACK[0]], [BLACK[2], BLACK[3]]])
    return np.tile(cell, (height // 2 + 1, width // 2 + 1))[:height, :width]


@pytest.mark.parametrize("size", [(130, 64), (131, 65)], ids=["even", "odd"])
def test_each_color_has_its_own_black_level(size: tuple[int, int]) -> None:
    light = sensor_light(mosaic(black_frame(*size)), NOISE)
    assert light.values.shape == size
    assert not light.values.any()


def test_values_below_black_stay_negative_and_what_passes_white_is_full() -> None:
    data = black_frame(64, 64)
    data[0:8, 0:8] -= 20.0  # more than a pixel: no defect
    data[20:40, 20:40] = 5000.0
    values = sensor_light(mosaic(data), NOISE).values
    assert values[2, 2] == pytest.approx(-20.0 / (WHITE - BLACK[1]))
    assert (values[20:40, 20:40] == 1.0).all()


def test_nothing_is_darker_than_noise_can_be() -> None:
    data = black_frame(64, 64)
    data[0:8] = 0.0
    light = sensor_light(mosaic(data), NOISE)
    assert light.values.min() == pytest.approx(-6.0 * light.read)


def test_the_noise_is_that_of_the_greens_in_units_of_the_full_sensor() -> None:
    light = sensor_light(mosaic(black_frame(64, 64)), NOISE)
    full = WHITE - (BLACK[1] + BLACK[3]) / 2
    assert light.gain == pytest.approx((3.0 + 5.0) / 2 / full)
    assert light.read == pytest.approx((7.0 + 9.0) / 2 / full)


def test_the_second_green_is_green() -> None:
    np.testing.assert_array_equal(bayer_cell(mosaic(black_frame(4, 4))), [[1, 0], [2, 1]])


def test_a_hot_pixel_is_gone() -> None:
    data = black_frame(64, 64)
    data[31, 30] = 3000.0
    assert abs(sensor_light(mosaic(data), NOISE).values[31, 30]) < 0.01


def test_a_white_level_below_black_gives_finite_light() -> None:
    strange = replace(mosaic(black_frame(64, 64) + 7), white_level=10.0)
    assert np.isfinite(sensor_light(strange, NOISE).values).all()


def test_other_filters_are_refused() -> None:
    with pytest.raises(ValueError, match="not a Bayer filter"):
        bayer_cell(mosaic(black_frame(4, 4), colors="CMYG"))
