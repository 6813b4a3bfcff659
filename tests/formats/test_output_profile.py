import io
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import ImageCms

from lowlight_desktop.develop.color import convert
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.photo.color_space import (
    ADOBE_RGB,
    DISPLAY_P3,
    OUTPUT_SPACES,
    PROPHOTO,
    REC2020,
    SRGB,
    ColorSpace,
)

SPACES = pytest.mark.parametrize("space", OUTPUT_SPACES.values(), ids=OUTPUT_SPACES.keys())


@SPACES
def test_littlecms_and_the_program_agree_on_what_the_numbers_mean(space: ColorSpace) -> None:
    pixels = np.random.default_rng(1).random((64, 64, 3), dtype=np.float32)
    pixels[0] = np.linspace(0.0, 1.0, 64)[:, None]  # grays, with the curve's toe
    theirs = imagecodecs.cms_transform(
        pixels,
        icc_profile(space),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        colorspace="rgb",
        outcolorspace="rgb",
        intent=imagecodecs.CMS.INTENT.RELATIVE_COLORIMETRIC,
    )
    ours = convert(pixels, space, SRGB)
    difference = np.abs(np.clip(theirs, 0.0, 1.0) - np.clip(ours, 0.0, 1.0)).max()
    assert difference < 0.2 / 255  # measured: 0.13; an ICC number has 16 binary places


@pytest.mark.parametrize(
    ("space", "name"),
    [
        (SRGB, "sRGB"),
        (DISPLAY_P3, "Display P3"),
        (ADOBE_RGB, "Compatible with Adobe RGB (1998)"),
        (PROPHOTO, "ProPhoto RGB"),
        (REC2020, "Rec. 2020"),
    ],
)
def test_programs_show_the_name_of_the_space(space: ColorSpace, name: str) -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile(space)))
    assert ImageCms.getProfileDescription(profile).strip() == name


@SPACES
def test_white_is_exactly_the_white_of_the_connection_space(space: ColorSpace) -> None:
    profile: Any = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile(space))).profile
    colorants = [profile.red_colorant, profile.green_colorant, profile.blue_colorant]
    white = np.sum([colorant[0] for colorant in colorants], axis=0)
    np.testing.assert_array_equal(white, profile.media_white_point[0])


@SPACES
def test_a_profile_is_small_and_the_same_every_time(space: ColorSpace) -> None:
    first = icc_profile(space)
    icc_profile.cache_clear()
    assert icc_profile(space) == first
    assert len(first) < 700
    assert int.from_bytes(first[:4], "big") == len(first)
