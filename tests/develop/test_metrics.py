import math

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.metrics import (
    gt_mean,
    mean_brightness,
    mean_gray,
    psnr,
    ssim,
)
from lowlight_desktop.photo.image import Rgb8


def noise(seed: int, shape: tuple[int, int] = (17, 14)) -> Rgb8:
    return np.random.default_rng(seed).integers(0, 256, (*shape, 3), np.uint8)


def slow_ssim(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """One channel, one window after the other, exactly as the paper writes it."""
    offsets = np.arange(11) - 5.0
    row = np.exp(-(offsets**2) / (2 * 1.5**2))
    weights = np.outer(row, row) / np.outer(row, row).sum()
    c1, c2 = 2.55**2, 7.65**2
    found: list[float] = []
    for top in range(x.shape[0] - 10):
        for left in range(x.shape[1] - 10):
            a, b = x[top : top + 11, left : left + 11], y[top : top + 11, left : left + 11]
            mean_a, mean_b = (weights * a).sum(), (weights * b).sum()
            var_a = (weights * (a - mean_a) ** 2).sum()
            var_b = (weights * (b - mean_b) ** 2).sum()
            both = (weights * (a - mean_a) * (b - mean_b)).sum()
            found.append(
                (2 * mean_a * mean_b + c1)
                * (2 * both + c2)
                / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))
            )
    return float(np.mean(found))


def test_equal_pictures_are_infinitely_near() -> None:
    assert psnr(noise(1), noise(1)) == math.inf
    assert ssim(noise(1), noise(1)) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("step", "decibels"),
    # 20 log10(255 / step)
    [(1, 48.130803609), (5, 34.151403522), (255, 0.0)],
)
def test_a_constant_error_has_the_psnr_of_the_formula(step: int, decibels: float) -> None:
    black = np.zeros((3, 5, 3), np.uint8)
    assert psnr(black + np.uint8(step), black) == pytest.approx(decibels, abs=1e-8)


def test_one_wrong_value_in_a_hundred_costs_twenty_decibels_less() -> None:
    black = np.zeros((10, 10, 3), np.uint8)
    wrong = black.copy()
    wrong[:, 0, 0] = 10  # 10 of 300 values: mean square 100 / 30
    assert psnr(wrong, black) == pytest.approx(10 * math.log10(255**2 / (100 / 30)))
    assert psnr(black, wrong) == psnr(wrong, black)


def test_ssim_is_what_the_plain_formula_says() -> None:
    first = noise(2)
    second = (first * 0.6 + noise(3) * 0.3).astype(np.uint8)
    plain = np.mean(
        [slow_ssim(first[..., c].astype(float), second[..., c].astype(float)) for c in range(3)]
    )
    assert ssim(second, first) == pytest.approx(float(plain), abs=1e-10)


def test_ssim_of_one_window_and_of_none() -> None:
    first, second = noise(4, (11, 11)), noise(5, (11, 11))
    plain = np.mean(
        [slow_ssim(first[..., c].astype(float), second[..., c].astype(float)) for c in range(3)]
    )
    assert ssim(first, second) == pytest.approx(float(plain), abs=1e-10)
    with pytest.raises(ValueError, match="at least 11 pixels"):
        ssim(noise(4, (10, 40)), noise(5, (10, 40)))


def test_gt_mean_takes_the_brightness_from_the_reference() -> None:
    reference = noise(6) // np.uint8(2)
    darker = reference // np.uint8(2)
    scaled = gt_mean(darker, reference)
    assert mean_gray(scaled) == pytest.approx(mean_gray(reference), abs=0.3)
    assert psnr(scaled, reference) > psnr(darker, reference) + 20.0


def test_gt_mean_scales_by_gray_and_clips() -> None:
    picture = np.array([[[100, 100, 100], [200, 200, 200]]], np.uint8)  # gray 150
    reference = np.array([[[255, 255, 255], [195, 195, 195]]], np.uint8)  # gray 225
    np.testing.assert_array_equal(gt_mean(picture, reference)[0, :, 0], [150, 255])


def test_gt_mean_weighs_the_channels_as_bt601_does() -> None:
    assert mean_gray(np.array([[[100, 0, 0]]], np.uint8)) == pytest.approx(29.9)
    assert mean_gray(np.array([[[0, 100, 0]]], np.uint8)) == pytest.approx(58.7)
    assert mean_gray(np.array([[[0, 0, 100]]], np.uint8)) == pytest.approx(11.4)


def test_a_black_picture_stays_black_under_gt_mean() -> None:
    black = np.zeros((12, 12, 3), np.uint8)
    np.testing.assert_array_equal(gt_mean(black, noise(7, (12, 12))), black)


def test_brightness_is_the_largest_channel() -> None:
    picture = np.array([[[255, 0, 0], [0, 0, 51]]], np.uint8)
    assert mean_brightness(picture) == pytest.approx(0.6)


@pytest.mark.parametrize("measure", [psnr, ssim, gt_mean])
def test_pictures_that_do_not_fit_are_refused(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="one size"):
        measure(noise(1, (12, 12)), noise(1, (12, 13)))
    with pytest.raises(ValueError, match="uint8"):
        measure(noise(1).astype(np.float32), noise(1))
