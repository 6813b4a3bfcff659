"""The way back: what a file says of its colors, from light to its numbers."""

import imagecodecs
import numpy as np
import pytest

from lowlight_desktop.formats.color_decoding import to_working
from lowlight_desktop.formats.in_place.encoding import Coding
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.photo.color_space import (
    ADOBE_RGB,
    DISPLAY_P3,
    PROPHOTO,
    REC2020,
    SRGB,
    ColorSpace,
)

NOISE = np.random.default_rng(0)
GRAY_PROFILE = imagecodecs.cms_profile("gray", whitepoint=[0.3457, 0.3585, 1.0], gamma=1.8)


@pytest.mark.parametrize("space", [SRGB, DISPLAY_P3, ADOBE_RGB, PROPHOTO, REC2020])
@pytest.mark.parametrize("kind", ["uint8", "uint16"])
def test_integers_of_a_known_profile_come_back(kind: str, space: ColorSpace) -> None:
    profile = icc_profile(space)
    values = NOISE.integers(0, np.iinfo(kind).max, (70, 80, 3)).astype(kind)
    back = Coding(profile, 3, kind).encoded(to_working(values, profile))
    # A bare power is infinitely steep at black: there float32 light tells 4 of 65535 apart.
    worst = 4 if space is ADOBE_RGB and kind == "uint16" else 0
    assert np.abs(back.astype(int) - values).max() <= worst


@pytest.mark.parametrize(("kind", "worst"), [("uint8", 0), ("uint16", 2), ("float32", 3e-5)])
def test_gray_of_a_gray_profile_comes_back(kind: str, worst: float) -> None:
    values = NOISE.random((70, 80, 1)).astype(np.float32)
    if kind != "float32":
        values = (values * np.iinfo(kind).max).astype(kind)
    coding = Coding(GRAY_PROFILE, 1, kind)
    back = coding.encoded(to_working(values, GRAY_PROFILE))
    assert back.shape == values.shape
    assert np.abs(back.astype(np.float64) - values).max() <= worst + 1e-9


def test_a_profile_that_does_not_fit_counts_as_none() -> None:
    light = NOISE.random((5, 6, 3)).astype(np.float32)
    fits, no_profile = Coding(GRAY_PROFILE, 3, "uint16"), Coding(None, 3, "uint16")
    np.testing.assert_array_equal(fits.encoded(light), no_profile.encoded(light))


def test_a_band_is_dithered_as_it_is_in_the_whole_photo() -> None:
    profile = imagecodecs.cms_profile(
        "rgb",
        whitepoint=[0.3457, 0.3585, 1.0],
        primaries=[0.65, 0.33, 1.0, 0.28, 0.62, 1.0, 0.15, 0.06, 1.0],
        gamma=2.0,
    )
    light = np.linspace(0.1, 0.2, 300 * 40 * 3, dtype=np.float32).reshape(300, 40, 3)
    coding = Coding(profile, 3, "uint8")
    whole = coding.encoded(light)
    np.testing.assert_array_equal(coding.encoded(light[130:], top=130), whole[130:])
    assert len(np.unique(whole)) > 20


def test_numbers_of_no_known_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="no coding of 4 channels"):
        Coding(None, 4, "uint8")
