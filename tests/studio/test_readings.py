import numpy as np
import pytest

from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.studio.readings import added_light, histogram_of, scale_of


def test_a_histogram_counts_every_pixel_in_each_channel() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    counts = histogram_of(rgb).counts
    assert counts.shape == (4, 256)
    assert counts.dtype == np.int64
    np.testing.assert_array_equal(counts.sum(1), 40 * 50)
    for channel in range(3):
        expected = np.bincount(rgb[..., channel].ravel(), minlength=256)
        np.testing.assert_array_equal(counts[channel], expected)


def test_luminance_weighs_green_most() -> None:
    green = np.zeros((1, 1, 3), np.uint8)
    green[..., 1] = 200
    assert histogram_of(green).counts[3].argmax() == round(0.7152 * 200)


@pytest.mark.parametrize(
    ("low", "high", "signed", "expected"),
    [
        (0.0, 2.2, False, (0.0, 2.5)),  # the next half stop
        (0.0, 0.1, False, (0.0, 1.0)),  # little light is not made to look like much
        (-0.1, 2.2, False, (0.0, 2.5)),  # a trace of darkening does not move the scale
        (-0.8, 2.2, False, (-1.0, 2.5)),
        (-3.1, 1.0, True, (-3.5, 3.5)),
    ],
)
def test_a_scale_has_round_ends(
    low: float, high: float, signed: bool, expected: tuple[float, float]
) -> None:
    values = np.linspace(low, high, 10_000, dtype=np.float32).reshape(100, 100)
    assert scale_of(values, signed=signed) == expected


def test_what_a_network_adds_is_the_answer_without_its_curve() -> None:
    ramp = np.tile(np.arange(201, dtype=np.uint8), (50, 1))
    before = np.dstack([ramp] * 3)
    curve = (0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0)
    alone = light_curve(before / 255.0, curve)
    after = np.rint(255 * np.minimum(alone + 0.1, 1.0)).astype(np.uint8)
    added = np.array(added_light(before, after, curve))
    assert added.shape == (33,)
    places = np.linspace(0, 1, 33)
    # Rounding to 8 bits and softening over three places stay below a hundredth.
    np.testing.assert_allclose(added[places < 0.7], 0.1, atol=0.01)
    assert abs(added[-1]) < 0.03  # white stays white


def test_a_black_photo_adds_nothing_that_is_not_a_number() -> None:
    black = np.zeros((8, 8, 3), np.uint8)
    assert np.isfinite(added_light(black, black, (0.0,) * 7)).all()
