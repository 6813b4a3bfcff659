import numpy as np
import pytest

from lowlight_desktop.develop.green_balance import balance_greens

RGGB = np.array([[0, 1], [1, 2]], np.uint8)


def uneven(ratio: float, height: int = 255, width: int = 301) -> np.ndarray:
    """A noisy ramp whose first green is brighter by a ratio."""
    values = np.linspace(0.02, 0.5, width, dtype=np.float32)[None].repeat(height, 0)
    values[0::2, 1::2] *= ratio
    rng = np.random.default_rng(1)
    return values * (1.0 + 0.2 * rng.standard_normal(values.shape)).astype(np.float32)


def ratio_of(values: np.ndarray) -> float:
    return float(values[0::2, 1::2].mean() / values[1::2, 0::2].mean())


@pytest.mark.parametrize("ratio", [0.95, 1.0, 1.02, 1.4])
def test_the_greens_become_equal(ratio: float) -> None:
    values = uneven(ratio)
    balance_greens(values, RGGB)
    # 19,000 pixels of each green with a fifth of noise, and half a step of the ramp between them.
    assert ratio_of(values) == pytest.approx(1.0, abs=0.01)


def test_red_and_blue_and_the_brightness_of_green_stay() -> None:
    values = uneven(1.1)
    before = values.copy()
    balance_greens(values, RGGB)
    np.testing.assert_array_equal(values[0::2, 0::2], before[0::2, 0::2])
    np.testing.assert_array_equal(values[1::2, 1::2], before[1::2, 1::2])
    product = values[0::2, 1::2][:127, :150] * values[1::2, 0::2][:127, :150]
    wanted = before[0::2, 1::2][:127, :150] * before[1::2, 0::2][:127, :150]
    np.testing.assert_allclose(product, wanted, rtol=1e-5)


@pytest.mark.parametrize("level", [0.0, 0.95], ids=["black", "full"])
def test_what_tells_nothing_changes_nothing(level: float) -> None:
    values = np.full((200, 200), level, np.float32)
    balance_greens(values, RGGB)
    assert (values == np.float32(level)).all()


def test_a_small_photo_stays() -> None:
    values = uneven(1.2, 40, 40)
    before = values.copy()
    balance_greens(values, RGGB)
    np.testing.assert_array_equal(values, before)


def test_a_wrong_black_level_in_a_dark_photo_is_no_ratio() -> None:
    values = np.full((300, 300), 6.0 / 15871, np.float32)  # 14-bit steps
    values[0::2, 1::2] += np.float32(1.0 / 15871)
    before = values.copy()
    balance_greens(values, RGGB)
    np.testing.assert_array_equal(values, before)
