import imagecodecs
import numpy as np
import pytest

from lowlight_desktop.formats import icc
from lowlight_desktop.formats.below_black import from_light, to_light

CORNERS = [0.65, 0.33, 1.0, 0.28, 0.62, 1.0, 0.15, 0.06, 1.0]


def profile(gamma: float) -> bytes:
    return imagecodecs.cms_profile(
        "rgb", whitepoint=[0.3457, 0.3585, 1.0], primaries=CORNERS, gamma=gamma
    )


@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.0])
def test_numbers_below_black_and_above_white_come_back(gamma: float) -> None:
    values = np.random.default_rng(0).uniform(-2.0, 6.0, (50, 60, 3)).astype(np.float32)
    back = from_light(to_light(values, profile(gamma)), profile(gamma))
    # Near black a bare power is steep: there a float32 of light is worth less.
    np.testing.assert_allclose(back, values, rtol=0, atol=2e-4)


def test_a_curve_is_mirrored_below_black() -> None:
    grays = np.repeat(np.linspace(0.0, 2.0, 40, dtype=np.float32)[None, :, None], 3, axis=2)
    above, below = to_light(grays, profile(2.0)), to_light(-grays, profile(2.0))
    np.testing.assert_allclose(below, -above, rtol=0, atol=1e-6)


def test_pixels_above_black_are_those_of_littlecms() -> None:
    values = np.random.default_rng(0).random((20, 30, 3)).astype(np.float32)
    plain = icc.apply_profile(values, profile(2.0))
    values[0, 0] = -0.5
    np.testing.assert_array_equal(to_light(values, profile(2.0))[1:], plain[1:])
