import numpy as np
import pytest

from lowlight_desktop.studio.readings import histogram_of, scale_of


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
