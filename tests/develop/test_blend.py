import numpy as np
import pytest

from lowlight_desktop.develop.blend import blend, keep_black, protect_highlights


def picture(value: float) -> np.ndarray:
    return np.full((40, 40, 3), value, np.float32)


def test_the_ends_of_a_blend_are_exact() -> None:
    rng = np.random.default_rng(0)
    before, after = rng.random((2, 5, 5, 3), np.float32)
    np.testing.assert_array_equal(blend(before, after, 0.0), before)
    np.testing.assert_array_equal(blend(before, after, 1.0), after)


def test_no_pixel_becomes_white_that_had_shape() -> None:
    out = protect_highlights(picture(0.7), picture(1.4), 1.0)
    assert out.max() < 254 / 255


def test_what_was_white_stays_white() -> None:
    tinted = picture(1.0) * np.array([1.0, 0.95, 0.9], np.float32)
    np.testing.assert_array_equal(protect_highlights(picture(1.0), tinted, 1.0), 1.0)


def test_protected_light_keeps_order_and_hue() -> None:
    after = np.linspace(0, 2, 400, dtype=np.float32)[None, :, None] * [[[1.0, 0.8, 0.5]]]
    after = after.astype(np.float32)
    out = protect_highlights(np.full_like(after, 0.3), after, 1.0)
    assert (np.diff(out[0, :, 0]) >= -1e-6).all()
    np.testing.assert_allclose(out[0, 1:, 1] / out[0, 1:, 0], 0.8, atol=1e-5)
    np.testing.assert_array_equal(out[0, :100], after[0, :100])


def test_only_what_is_darker_than_its_noise_stays_black() -> None:
    lit = [float(keep_black(picture(v), picture(0.3), 0.01, 1.0).mean()) for v in LEVELS]
    assert lit[0] == 0
    assert lit[1] < 0.01
    assert lit == sorted(lit), "no dent on the way"
    assert lit[-1] == pytest.approx(0.3)


LEVELS = (0.0, 0.0005, 0.002, 0.004, 0.006, 0.0075, 0.03)


def test_keeping_black_can_be_switched_off() -> None:
    np.testing.assert_array_equal(keep_black(picture(0), picture(0.3), 0.1, 0.0), picture(0.3))


def test_what_has_no_highlights_is_left_alone_whatever_stands_beside_it() -> None:
    dark = np.full((2, 2, 3), 1e-7, np.float32)
    lamp = np.full((2, 2, 3), 0.97, np.float32)
    alone = protect_highlights(dark, dark * 2, 1.0)
    beside = protect_highlights(np.vstack([dark, dark]), np.vstack([dark * 2, lamp]), 1.0)
    np.testing.assert_array_equal(alone, dark * 2)
    np.testing.assert_array_equal(beside[:2], alone)
    assert float(beside[2:].max()) < 0.97


@pytest.mark.parametrize("lamp", [0, 40, 99])
def test_guards_of_a_tall_picture_are_those_of_its_rows(lamp: int) -> None:
    dark = np.random.default_rng(2).random((100, 20, 3), np.float32) * np.float32(0.4)
    dark[lamp, 5:9] = 1.0
    lit = dark * np.float32(2.2)
    whole = protect_highlights(dark, lit, 0.8)
    for row in range(100):
        one = slice(row, row + 1)
        np.testing.assert_array_equal(whole[one], protect_highlights(dark[one], lit[one], 0.8))
