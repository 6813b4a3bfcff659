import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.develop.defects.color_noise import color_noise
from lowlight_desktop.photo.image import Rgb8
from tests.develop.defects.scene import dark_photo, encode, finding, lit_light


def with_noise(strength: float, blotch_px: float, *, colored: bool) -> Rgb8:
    """The lit scene with blotchy noise of this standard deviation, in 8-bit steps."""
    lit = encode(lit_light())
    channels = 3 if colored else 1
    noise = np.random.default_rng(8).standard_normal((*lit.shape[:2], channels))
    soft = np.asarray(cv2.GaussianBlur(noise, (0, 0), blotch_px)).reshape(noise.shape)
    return np.clip(np.rint(lit + strength * soft / soft.std()), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("blotch_px", [0.6, 2.0])
def test_color_noise_is_found_whatever_its_grain(blotch_px: float) -> None:
    found = [
        finding(
            find_defects(dark_photo(), with_noise(strength, blotch_px, colored=True)),
            "color noise in the darkest third",
        )
        for strength in (0.0, 1.0, 12.0)
    ]
    assert [noise.passed for noise in found] == [True, True, False]
    assert found[0].value < found[1].value < found[2].value


def test_gray_grain_is_not_color_noise() -> None:
    gray = color_noise(with_noise(12.0, 0.6, colored=False))
    colored = color_noise(with_noise(12.0, 0.6, colored=True))
    assert gray < colored / 4


@pytest.mark.parametrize(("noisy_band", "found"), [(0, True), (1, False), (2, False)])
def test_of_three_bands_the_dark_one_decides(noisy_band: int, found: bool) -> None:
    bands = np.repeat(np.array([30, 90, 180]), 96)[:, None, None]
    noise = np.random.default_rng(9).normal(0.0, 12.0, (288, 96, 3))
    noise[np.arange(288) // 96 != noisy_band] = 0.0
    picture = np.clip(np.rint(bands + noise), 0, 255).astype(np.uint8)
    assert (color_noise(picture) > 3.0) == found
