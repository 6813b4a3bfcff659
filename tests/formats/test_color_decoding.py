import imagecodecs
import numpy as np
import pytest

from lowlight_desktop.develop.color import convert, decode, encode
from lowlight_desktop.formats.cicp import HdrCurve, HdrSpace
from lowlight_desktop.formats.color_decoding import to_working
from lowlight_desktop.photo.color_space import ADOBE_RGB, DISPLAY_P3, LINEAR_SRGB, SRGB, WORKING
from tests.formats.icc_writing import Lab, lut_profile

RNG = np.random.default_rng(5)
BYTES = RNG.integers(0, 256, (70, 9, 3), dtype=np.uint8)
WORDS = RNG.integers(0, 65536, (70, 9, 3), dtype=np.uint16)
SRGB_PROFILE: bytes = imagecodecs.cms_profile("srgb")
GRAY_PROFILE: bytes = imagecodecs.cms_profile("gray", gamma=1.0)


@pytest.mark.parametrize("tag", [None, SRGB, SRGB_PROFILE])
@pytest.mark.parametrize("stored", [BYTES, WORDS])
def test_srgb_comes_back_bit_for_bit(
    stored: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], tag: bytes | None
) -> None:
    depth = 8 * stored.itemsize
    np.testing.assert_array_equal(encode(to_working(stored, tag), SRGB, depth), stored)


def test_gray_is_the_neutral_axis() -> None:
    gray = BYTES[..., :1]
    out = to_working(gray, None)
    np.testing.assert_allclose(out, decode(np.repeat(gray, 3, axis=2)), rtol=3e-7)  # one rounding
    with_rgb_profile = to_working(gray, SRGB_PROFILE)
    np.testing.assert_array_equal(with_rgb_profile, to_working(gray, None))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_gray_profile_is_followed(dtype: type) -> None:
    half = np.array([[[np.iinfo(dtype).max // 2]]], dtype)
    np.testing.assert_allclose(to_working(half, GRAY_PROFILE), 0.5, atol=0.003)


def test_floats_without_a_profile_are_linear_and_keep_their_highlights() -> None:
    light = np.array([[[0.25, 0.5, 7.0]]], np.float32)
    np.testing.assert_array_equal(to_working(light, None), convert(light, LINEAR_SRGB, WORKING))


def test_floats_with_a_profile_are_encoded_and_keep_their_highlights() -> None:
    encoded = np.array([[[0.5, 0.5, 0.5], [2.0, 2.0, 2.0]]], np.float32)
    out = to_working(encoded, SRGB_PROFILE)
    np.testing.assert_allclose(out[0, 0], 0.21404, atol=1e-4)
    np.testing.assert_allclose(out[0, 1], ((2.0 + 0.055) / 1.055) ** 2.4, rtol=1e-4)


def test_wide_spaces_keep_their_meaning() -> None:
    green = np.array([[[0, 255, 0]]], np.uint8)
    in_p3, in_adobe = to_working(green, DISPLAY_P3), to_working(green, ADOBE_RGB)
    assert to_working(green, SRGB)[0, 0, 0] > in_p3[0, 0, 0] > in_adobe[0, 0, 0]


@pytest.mark.parametrize("broken", [b"not a profile", SRGB_PROFILE[:300], GRAY_PROFILE])
def test_a_profile_that_does_not_fit_counts_as_none(broken: bytes) -> None:
    np.testing.assert_array_equal(to_working(BYTES, broken), decode(BYTES))


def test_hdr_light_goes_above_one() -> None:
    white = np.full((1, 1, 3), 65535, np.uint16)
    bright = to_working(white, HdrSpace(WORKING, HdrCurve.PQ))
    np.testing.assert_allclose(bright, 10_000 / 203, rtol=1e-4)


def test_cmyk_without_a_profile_is_paper_minus_ink() -> None:
    inks = np.array([[[0, 0, 0, 0], [255, 0, 0, 0], [0, 0, 0, 255], [0, 255, 255, 0]]], np.uint8)
    seen = encode(to_working(inks, None), SRGB, 16)[0]
    top = 65535
    np.testing.assert_array_equal(seen, [[top, top, top], [0, top, top], [0, 0, 0], [top, 0, 0]])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_cmyk_with_a_profile_follows_it(dtype: type) -> None:
    def inverted_black(ink: object) -> Lab:
        assert isinstance(ink, tuple)
        return (100.0 * float(ink[3]), 0.0, 0.0)  # a strange printer: its black is white

    profile = lut_profile(b"CMYK", 4, inverted_black)
    full = np.iinfo(dtype).max
    out = to_working(np.array([[[0, 0, 0, full], [full, 0, 0, 0]]], dtype), profile)
    np.testing.assert_allclose(out, [[[1, 1, 1], [0, 0, 0]]], atol=1e-3)


def test_any_view_is_taken_as_it_lies() -> None:
    turned = BYTES.swapaxes(0, 1)[::-1]
    np.testing.assert_array_equal(to_working(turned, None), decode(np.ascontiguousarray(turned)))
