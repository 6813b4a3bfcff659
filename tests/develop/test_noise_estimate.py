from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.noise_estimate import estimate_noise
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from tests.develop.noise_scenes import (
    BLACK,
    KINDS,
    RGGB,
    SENSORS,
    WHITE,
    XTRANS,
    as_mosaic,
    light_of,
    noisy_mosaic,
    true_read,
)

# A photograph brings its own noise, which counts as read noise: the sensor's must be well above.
NOISY_SENSORS = [(6.1, 7.1, 0.14), (7.0, 17.0, 0.14), (20.0, 25.0, 0.0)]
CASES = [
    (kind, *sensor)
    for kind in KINDS
    for sensor in (NOISY_SENSORS if kind == "real photo" else SENSORS)
]


def _check(found: NoiseLevel, gain: float, read: float) -> None:
    np.testing.assert_allclose(found.gain, gain, rtol=0.15)
    np.testing.assert_allclose(found.read, true_read(read), rtol=0.15)
    assert found.source is NoiseSource.PHOTO


@pytest.mark.parametrize(("kind", "gain", "read", "tail"), CASES)
def test_gain_and_read_noise_are_known_to_15_percent(
    kind: str, gain: float, read: float, tail: float
) -> None:
    _check(estimate_noise(noisy_mosaic(light_of(kind), gain, read, tail=tail)), gain, read)


@pytest.mark.parametrize("kind", ["smooth", "dark night"])
def test_x_trans_is_known_as_well(kind: str) -> None:
    _check(estimate_noise(noisy_mosaic(light_of(kind), 7.0, 17.0, pattern=XTRANS)), 7.0, 17.0)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_all_bayer_phases_are_known(turns: int) -> None:
    pattern = np.ascontiguousarray(np.rot90(RGGB, turns))
    _check(estimate_noise(noisy_mosaic(light_of("smooth"), 6.1, 7.1, pattern=pattern)), 6.1, 7.1)


def test_noise_that_is_cut_off_at_black_does_not_count() -> None:
    # As old Nikons record: half of the noise of darkness is missing.
    night = noisy_mosaic(light_of("dark night"), 6.1, 7.1, black=0)
    found = estimate_noise(night)
    np.testing.assert_allclose(found.gain, 6.1, rtol=0.15)
    assert max(found.read) < 2 * 7.1  # what is cut off can only be guessed


@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_sensor_is_known_by_its_gain(kind: str) -> None:
    # 1.4 electrons of read noise: where nothing is black, shot noise hides it, and only a bound
    # can be asked for. The gain is what matters there.
    found = estimate_noise(noisy_mosaic(light_of(kind), 1.9, 2.7))
    np.testing.assert_allclose(found.gain, 1.9, rtol=0.15)
    np.testing.assert_allclose(found.read, true_read(2.7), rtol=0.55)


def test_clipped_lights_do_not_count() -> None:
    light = np.minimum(light_of("smooth") * 4.0, 1.0)  # a quarter of it is full
    _check(estimate_noise(noisy_mosaic(light, 6.1, 7.1)), 6.1, 7.1)


def test_a_color_that_is_amplified_differs() -> None:
    mosaic = noisy_mosaic(light_of("smooth") * 0.4, 2.0, 4.0)
    data = mosaic.data.astype(np.float64)
    red = (RGGB == 0).nonzero()
    at = np.s_[red[0][0] :: 2, red[1][0] :: 2]
    data[at] = BLACK + (data[at] - BLACK) * 2.0  # balanced before it was recorded
    found = estimate_noise(replace(mosaic, data=np.clip(data, 0, WHITE).astype(np.uint16)))
    np.testing.assert_allclose(found.gain, (4.0, 2.0, 2.0, 2.0), rtol=0.15)


def test_masked_pixels_tell_the_read_noise_of_a_bright_photo() -> None:
    bright = noisy_mosaic(0.3 + 0.5 * light_of("smooth"), 6.1, 40.0)
    found = estimate_noise(replace(bright, masked_noise=40.0))
    np.testing.assert_allclose(found.read, 40.0, rtol=0.1)


def test_estimates_are_the_same_every_time() -> None:
    night = noisy_mosaic(light_of("dark night"), 6.1, 7.1)
    assert estimate_noise(night) == estimate_noise(night)


@pytest.mark.parametrize("iso", [None, 100.0, 3200.0])
@pytest.mark.parametrize(
    "data",
    [
        np.zeros((64, 64), np.uint16),
        np.full((64, 96), WHITE, np.uint16),
        np.full((65, 97), BLACK, np.uint16),
        np.full((3, 5), 600, np.uint16),
        np.full((1, 1), 600, np.uint16),
        np.random.default_rng(0).integers(0, 65536, (101, 203)).astype(np.uint16),
    ],
    ids=["zeros", "white", "black", "tiny", "one pixel", "beyond white"],
)
def test_frames_that_tell_nothing_get_a_plausible_level(
    data: NDArray[np.uint16], iso: float | None
) -> None:
    found = estimate_noise(as_mosaic(data, iso=iso))
    assert np.isfinite([*found.gain, *found.read]).all()
    assert min(found.gain) > 0.0
    assert found.source is NoiseSource.USUAL


@pytest.mark.parametrize(
    ("gain", "read"), [((0.0,), (1.0,)), ((1.0,), (-1.0,)), ((1.0,), ()), ((np.inf,), (1.0,))]
)
def test_impossible_levels_are_refused(gain: tuple[float, ...], read: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"gain|read"):
        NoiseLevel(gain, read, NoiseSource.PHOTO)


def test_whoever_does_not_want_to_wait_ends_the_estimate() -> None:
    looks = list[int]()

    def look() -> None:
        looks.append(1)
        if len(looks) > 3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        estimate_noise(noisy_mosaic(light_of("textured"), 2.0, 6.3), look)
    assert len(looks) < 20  # each thread at its next step


@pytest.mark.parametrize("sensor", SENSORS[:2])
def test_texture_everywhere_does_not_pass_for_noise_where_the_finest_is_free_of_it(
    sensor: tuple[float, float, float],
) -> None:
    # As the lens of a bright photo leaves it: no place is flat, and nothing is as fine as a pixel.
    gain, read, tail = sensor
    rng = np.random.default_rng(11)
    field = cv2.GaussianBlur(rng.standard_normal((1080, 1620)), (0, 0), 1.3)
    texture = (0.4 + 0.02 * field / field.std()) * np.linspace(0.2, 1.2, 1620)
    light = texture[..., None].astype(np.float32) * np.ones(3, np.float32)
    found = estimate_noise(noisy_mosaic(light, gain, read, tail=tail))
    np.testing.assert_allclose(found.gain, gain, rtol=0.15)
