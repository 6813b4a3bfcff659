from itertools import pairwise

import numpy as np
import pytest

from lowlight_desktop.develop.white_balance import white_balance
from lowlight_desktop.photo.color_space import D65, WORKING

XYZ = WORKING.to_xyz()


def white_of(temperature: float, tint: float) -> tuple[float, float]:
    """CIE xy of what was gray."""
    x, y, z = XYZ @ white_balance(temperature, tint) @ np.ones(3)
    return x / (x + y + z), y / (x + y + z)


def test_nothing_asked_changes_nothing() -> None:
    np.testing.assert_array_equal(white_balance(0.0, 0.0), np.eye(3))


@pytest.mark.parametrize(("temperature", "tint"), [(100, 0), (-100, 0), (0, 100), (70, -100)])
def test_gray_keeps_its_luminance(temperature: float, tint: float) -> None:
    gray = white_balance(temperature, tint) @ np.ones(3)
    assert XYZ[1] @ gray == pytest.approx(1.0, abs=1e-12)


def test_the_shift_is_one_of_daylight() -> None:
    # D50 is 46.2 mired from D65 (CIE 15, 5003 K and 6504 K); D65 is 0.0002 from the locus itself.
    assert white_of(1e6 / 5003 - 1e6 / 6504, 0.0) == pytest.approx((0.3457, 0.3586), abs=3e-4)
    assert white_of(0.0, 0.0) == pytest.approx(D65, abs=1e-12)


def test_the_sign_is_what_the_words_say() -> None:
    red, _, blue = white_balance(40.0, 0.0) @ np.ones(3)
    assert red > 1.0 > blue, "warmer"
    red, green, blue = white_balance(0.0, 40.0) @ np.ones(3)
    assert min(red, blue) > 1.0 > green, "more magenta"


def test_tint_is_across_and_as_long_as_in_dng() -> None:
    def uv(temperature: float, tint: float) -> np.ndarray:
        x, y = white_of(temperature, tint)
        return np.array([4 * x, 6 * y]) / (-2 * x + 12 * y + 3)

    along = uv(0.01, 0.0) - uv(-0.01, 0.0)
    across = uv(0.0, 100.0) - uv(0.0, 0.0)
    assert np.linalg.norm(across) == pytest.approx(100 / 3000, rel=1e-6)
    assert abs(along @ across) < 1e-2 * np.linalg.norm(along) * np.linalg.norm(across)


def test_a_small_step_of_a_slider_is_a_small_step_of_color() -> None:
    # Also where the two halves of the daylight locus meet (7000 K, -10.9 mired).
    steps = [white_balance(t, 0.0) for t in np.arange(-12.0, -9.0, 0.01)]
    assert max(np.abs(b - a).max() for a, b in pairwise(steps)) < 2e-4
