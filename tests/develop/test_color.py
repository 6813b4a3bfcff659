from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.color import (
    Stored,
    apply_matrix,
    convert,
    decode,
    delinearize,
    encode,
    linearize,
    rgb_to_rgb,
)
from lowlight_desktop.photo.color_space import (
    ADOBE_RGB,
    DISPLAY_P3,
    LINEAR_SRGB,
    OUTPUT_SPACES,
    PROPHOTO,
    REC2020,
    SRGB,
    WORKING,
    ColorSpace,
    Transfer,
)


def every_gray(depth: int) -> Stored:
    count = 1 << depth
    values = np.arange(count).astype(np.uint8 if depth == 8 else np.uint16)
    return np.repeat(values.reshape(-1, 256, 1), 3, 2)


@pytest.mark.parametrize("depth", [8, 16])
def test_every_srgb_gray_comes_back_unchanged(depth: int) -> None:
    values = every_gray(depth)
    np.testing.assert_array_equal(encode(decode(values), SRGB, depth), values)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("space", [SRGB, DISPLAY_P3, PROPHOTO, REC2020])
def test_random_and_saturated_colors_come_back_unchanged(depth: int, space: ColorSpace) -> None:
    rng = np.random.default_rng(3)
    values = rng.integers(0, 1 << depth, (400, 300, 3)).astype(
        np.uint8 if depth == 8 else np.uint16
    )
    values[:100, :, 1:] = 0  # pure reds
    values[100:200, :, 0] = 0
    values[200:300] //= 50  # deep shadows
    decoded = decode(values, space)
    np.testing.assert_array_equal(encode(decoded, space, depth), values)


def test_srgb_to_xyz_is_the_published_matrix() -> None:
    # IEC 61966-2-1, rounded to four digits there.
    published = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    np.testing.assert_allclose(SRGB.to_xyz(), published, atol=6e-5)


def test_srgb_to_rec2020_is_the_published_matrix() -> None:
    # ITU-R BT.2087-0, equation for BT.709 to BT.2020.
    published = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
    np.testing.assert_allclose(rgb_to_rgb(SRGB, WORKING), published, atol=1e-4)


@pytest.mark.parametrize("space", list(OUTPUT_SPACES.values()), ids=list(OUTPUT_SPACES))
def test_white_stays_white_between_white_points(space: ColorSpace) -> None:
    white = np.ones((1, 1, 3), np.float32)
    out = convert(white, WORKING, space)
    np.testing.assert_allclose(out, white, atol=2e-6)


@pytest.mark.parametrize("transfer", list(Transfer))
def test_curves_are_inverses_also_below_zero_and_above_one(transfer: Transfer) -> None:
    values = np.linspace(-1.5, 4.0, 3001, dtype=np.float32)[None, :, None].repeat(3, 2)
    back = delinearize(linearize(values, transfer), transfer)
    np.testing.assert_allclose(back, values, atol=3e-6)
    assert back.dtype == np.float32


def test_dither_keeps_the_mean_of_a_value_between_two_steps() -> None:
    step = 100.3 / 255
    light = linearize(np.full((256, 256, 3), step, np.float32), Transfer.SRGB)
    values = encode(light, SRGB, 8)  # gray: the same numbers in every space with this white
    assert set(np.unique(values)) <= {100, 101}
    assert values.mean() == pytest.approx(100.3, abs=0.02)


@pytest.mark.parametrize("transfer", list(Transfer))
def test_the_8_bit_table_is_finer_than_the_dither_leaves_room_for(transfer: Transfer) -> None:
    space = replace(SRGB, transfer=transfer)
    light = np.linspace(0, 1, 65536, dtype=np.float32).reshape(256, 256, 1).repeat(3, 2)
    inside = convert(light, LINEAR_SRGB, WORKING)
    exact = delinearize(light, transfer) * 255.0
    # A half is rounding, 0.49 the dither; the rest is the table's.
    assert np.abs(encode(inside, space, 8) - exact).max() < 1.0


@pytest.mark.parametrize("matrix", [rgb_to_rgb(SRGB, WORKING), rgb_to_rgb(SRGB, WORKING)[1:2]])
def test_a_matrix_gives_a_pixel_the_same_result_wherever_it_is_cut_out(
    matrix: NDArray[np.float32],
) -> None:
    pixels = np.random.default_rng(4).random((3, 150, 3), np.float32)
    whole = apply_matrix(pixels, matrix)
    for width in range(1, 150):
        for left in (0, 150 - width):
            part = apply_matrix(pixels[1:, left : left + width], matrix)
            np.testing.assert_array_equal(part, whole[1:, left : left + width])


def test_a_region_is_dithered_as_in_the_whole_photo() -> None:
    rng = np.random.default_rng(1)
    light = rng.random((300, 200, 3), np.float32)
    whole = encode(light, ADOBE_RGB, 8)
    part = encode(light[131:270, 17:190], ADOBE_RGB, 8, top=131, left=17)
    np.testing.assert_array_equal(part, whole[131:270, 17:190])
