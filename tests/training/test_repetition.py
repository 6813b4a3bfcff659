import numpy as np

from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.repetition import PART_PX, repetition


def part(values: np.ndarray) -> Photo:
    return np.clip(np.repeat(values[..., None], 3, 2), 0, 255).astype(np.uint8)


def test_windows_of_a_house_repeat_noise_does_not() -> None:
    chance = np.random.default_rng(1)
    y, x = np.mgrid[0:PART_PX, 0:PART_PX]
    house = 180.0 - 120.0 * ((y % 32 < 18) & (x % 24 < 12))
    noise = chance.normal(0, 20, house.shape)
    assert repetition(part(house)) > 0.8
    assert repetition(part(house + noise)) > 0.4
    assert repetition(part(128 + noise)) < 0.1


def test_one_edge_and_a_slope_repeat_nothing() -> None:
    y, x = np.mgrid[0:PART_PX, 0:PART_PX]
    assert repetition(part(60.0 + 100.0 * (x > 90))) < 0.3
    assert repetition(part(0.5 * x + 0.3 * y)) < 0.3
    assert repetition(part(np.full((PART_PX, PART_PX), 99.0))) == 0.0
