from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.develop.color import encode
from lowlight_desktop.develop.resize import reduced
from lowlight_desktop.develop.sharpening import (
    OUTPUT_AMOUNTS,
    OUTPUT_SIGMA_PX,
    SIGMA_PX,
    seen_smaller,
    sharpened,
    sharpened_bands,
)
from lowlight_desktop.develop.tone import LUMINANCE
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.export_options import OutputSharpening

PHOTO = Path("resources/samples/Canon_PowerShot_S40_CRW_0117.CRW")
RNG = np.random.default_rng(5)


def gray(values: np.ndarray) -> np.ndarray:
    return np.repeat(values[..., None], 3, 2).astype(np.float32)


def soft_edge(low: float, high: float) -> np.ndarray:
    across = np.clip((np.arange(40) - 17.5) / 4, 0, 1)  # five pixels wide
    return gray(np.tile(low + (high - low) * across, (20, 1)))


def test_no_sharpening_changes_nothing() -> None:
    edge = soft_edge(0.1, 0.5)
    assert sharpened(edge, 0.0) is edge


@pytest.mark.parametrize("value", [0.0, 0.2, 3.0])
def test_flat_areas_stay_as_they_are(value: float) -> None:
    flat = np.full((30, 30, 3), value, np.float32)
    np.testing.assert_allclose(sharpened(flat, 2.0), flat, rtol=1e-5)


def test_an_edge_becomes_steeper() -> None:
    edge = soft_edge(0.1, 0.5)
    steepest = [np.diff(e[10, :, 1]).max() for e in (edge, sharpened(edge, 1.0))]
    assert steepest[1] > 1.1 * steepest[0]


def test_an_edge_gets_no_halo_at_the_highest_setting() -> None:
    hard = gray(np.tile(np.where(np.arange(40) < 20, 0.05, 0.6), (20, 1)))
    out = np.sqrt(sharpened(hard, 2.0)[10, :, 1])
    low, high = np.sqrt(0.05), np.sqrt(0.6)
    allowed = 0.1 * (high - low) + 1e-3  # a tenth of the edge, as the eye sees it
    assert out.max() <= high + allowed
    assert out.min() >= low - allowed


def test_noise_is_sharpened_less_than_detail() -> None:
    def growth(amplitude: float) -> float:
        seen = 0.5 + amplitude * RNG.standard_normal((64, 64))
        out = np.sqrt(sharpened(gray(seen**2), 1.0)[..., 1])
        return float(out.std() / seen.std())

    # A quarter of the threshold, and four times as much as it.
    assert growth(0.0025) < 1.1
    assert growth(0.04) > 1.3


def test_colors_keep_their_hue() -> None:
    light = RNG.random((20, 20, 3), np.float32) + np.float32(0.1)
    ratios = sharpened(light, 1.5) / light
    np.testing.assert_allclose(ratios, ratios[..., :1].repeat(3, 2), rtol=1e-5)


def test_black_and_colors_outside_of_the_space_stay_finite() -> None:
    light = (RNG.random((20, 20, 3), np.float32) - np.float32(0.5)) * np.float32(0.01)
    light[5, 5] = 50.0  # a star
    light[10:, :] = 0.0
    out = sharpened(light, 2.0)
    assert np.isfinite(out).all()
    np.testing.assert_array_equal(out[12:], 0.0)
    assert (out @ LUMINANCE[0] >= 0)[light @ LUMINANCE[0] >= 0].all()


@pytest.mark.parametrize("rows", [1, 5, 7, 64])  # fewer than the halo, odd, and all at once
def test_a_photo_in_bands_is_sharpened_as_the_whole(rows: int) -> None:
    light = RNG.random((41, 30, 3), np.float32)
    bands = [(top, light[top : top + rows]) for top in range(0, 41, rows)]
    done = list(sharpened_bands(bands, 0.8, OUTPUT_SIGMA_PX))
    tops = np.cumsum([0, *(len(band) for _, band in done)])
    assert [top for top, _ in done] == tops[:-1].tolist()
    whole = sharpened(light, 0.8, OUTPUT_SIGMA_PX)
    np.testing.assert_array_equal(np.concatenate([band for _, band in done]), whole)


def test_sharpening_for_output_grows_with_its_setting() -> None:
    edge = soft_edge(0.1, 0.5)
    settings = (OUTPUT_AMOUNTS[s] for s in OutputSharpening)
    slopes = [np.diff(sharpened(edge, a, OUTPUT_SIGMA_PX)[10, :, 1]).max() for a in settings]
    assert slopes == sorted(set(slopes))


def test_a_reduced_edge_gets_no_halo_for_output() -> None:
    hard = gray(np.tile(np.where(np.arange(120) < 58, 0.05, 0.6), (60, 1)))
    small = reduced([(0, hard)], (60, 120), (20, 40))
    out = np.sqrt(sharpened(small, OUTPUT_AMOUNTS[OutputSharpening.HIGH], OUTPUT_SIGMA_PX))
    low, high = np.sqrt(0.05), np.sqrt(0.6)
    allowed = 0.1 * (high - low) + 1e-3  # a tenth of the edge, as the eye sees it
    assert out.max() <= high + allowed
    assert out.min() >= low - allowed


@pytest.mark.parametrize("side", [0.5, 0.25])
def test_a_smaller_picture_is_sharpened_as_much_as_is_seen_of_it(side: float) -> None:
    photo = read_photo(PHOTO).image.pixels
    light = photo * np.float32(0.2 / photo.mean())
    height, width = light.shape[:2]
    cells = round(height * side), round(width * side)
    pictures = (sharpened(light, 1.0), light)
    wanted, small = (reduced([(0, x)], (height, width), cells) for x in pictures)

    def off(picture: np.ndarray) -> float:
        values = (encode(x, SRGB, 16).astype(np.float32) for x in (picture, wanted))
        return float(np.abs(np.subtract(*values)).mean())

    found = off(sharpened(small, *seen_smaller(1.0, side)))
    assert found < 0.8 * off(small)
    assert found < 0.5 * off(sharpened(small, 1.0))


def test_the_photo_itself_is_sharpened_as_asked_for() -> None:
    assert seen_smaller(0.3, 1.0) == (0.3, SIGMA_PX)


def test_slightly_smaller_photos_are_sharpened_nearly_as_much() -> None:
    amount, sigma_px = seen_smaller(0.3, 0.99)
    assert amount == pytest.approx(0.3, rel=0.02)
    assert sigma_px == pytest.approx(SIGMA_PX, rel=0.02)


def test_what_nobody_sees_of_sharpening_is_left_out() -> None:
    assert seen_smaller(0.3, 0.4)[0] == 0.0
