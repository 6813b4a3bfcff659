"""JPEG XL: the decoder of the same library, which obeys what the head says of colors."""

import io
from itertools import pairwise
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.formats.bmff import boxes
from lowlight_desktop.formats.exiv2 import TagTables, read_tags_of
from lowlight_desktop.formats.jxl import distance, write_jxl
from lowlight_desktop.formats.jxl_header import with_colors
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.photo.color_space import (
    DISPLAY_P3,
    OUTPUT_SPACES,
    PROPHOTO,
    REC2020,
    SRGB,
    ColorSpace,
)

TAGS = OutputTags(
    TagTables({"Exif.Photo.ISOSpeedRatings": "3200"}, {}, {"Xmp.xmp.Rating": "4"}),
    {},
    Path("photo.jxl"),
)
SPACES = pytest.mark.parametrize("space", OUTPUT_SPACES.values(), ids=OUTPUT_SPACES.keys())


def _ramps(depth: int) -> Stored:
    """Every mixture of light and dark, smooth."""
    y, x = np.mgrid[:120, :200]
    values = np.stack([x / 199, y / 119, (x + y) / 318], -1) * (255 if depth == 8 else 65535)
    return values.astype(np.uint8) if depth == 8 else values.astype(np.uint16)


def _written(values: Stored, quality: int, space: ColorSpace = SRGB) -> bytes:
    file = io.BytesIO()
    write_jxl(file, values, quality=quality, space=space, tags=TAGS)
    return file.getvalue()


def _error(jxl: bytes, values: Stored) -> float:
    """Mean difference of stored values, 0 to 1."""
    back = imagecodecs.jpegxl_decode(jxl)
    assert back.dtype == values.dtype
    return float(np.abs(back.astype(float) - values).mean() / np.iinfo(values.dtype).max)


@SPACES
@pytest.mark.parametrize("depth", [8, 16])
def test_the_decoder_gives_back_the_numbers_of_every_space(space: ColorSpace, depth: int) -> None:
    values = _ramps(depth)
    # 0.0026 is the most that was measured; a head with a wrong space gives 0.02 and more.
    assert _error(_written(values, 90, space), values) < 0.004


@pytest.mark.parametrize("wrong", [SRGB, DISPLAY_P3, PROPHOTO])
def test_the_head_decides_what_the_decoder_gives(wrong: ColorSpace) -> None:
    values = _ramps(8)
    right = _written(values, 90, REC2020)
    (codestream,) = (right[b.start : b.end] for b in boxes(right) if b.kind == b"jxlc")
    light = with_colors(codestream, SRGB, 8)
    assert with_colors(light, SRGB, 8) == light
    assert _error(with_colors(light, wrong, 8), values) > 0.02


def test_quality_decides_size_and_error() -> None:
    rng = np.random.default_rng(2)
    noisy = np.clip(_ramps(8) + rng.normal(0, 4, (120, 200, 3)), 0, 255).astype(np.uint8)
    files = [_written(noisy, quality) for quality in (20, 50, 80, 95, 100)]
    assert all(len(small) < len(large) for small, large in pairwise(files))
    errors = [_error(file, noisy) for file in files]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] == 0.0


@pytest.mark.parametrize(("quality", "wanted"), [(90, 1.0), (30, 6.4), (1, 23.87)])
def test_qualities_are_those_of_a_jpeg(quality: int, wanted: float) -> None:
    assert distance(quality) == pytest.approx(wanted, abs=0.01)  # cjxl -q, version 0.11


def test_without_loss_prophotos_toe_costs_less_than_a_step_of_twelve_bits() -> None:
    values = _ramps(16)
    back = imagecodecs.jpegxl_decode(_written(values, 100, PROPHOTO)).astype(float) / 65535
    stored = values / 65535
    light = np.where(stored <= 16 / 512, stored / 16, stored**1.8)
    assert np.abs(back**1.8 - light).max() < 1e-5  # of light: a 24th of such a step


@pytest.mark.parametrize("quality", [90, 100])
@pytest.mark.parametrize("depth", [8, 16])
def test_coverage_is_kept(quality: int, depth: int) -> None:
    values = _ramps(depth)
    top = np.iinfo(values.dtype).max
    back = imagecodecs.jpegxl_decode(_written(np.dstack([values, values[..., 0]]), quality))
    assert back.shape == (120, 200, 4)
    assert np.abs(back[..., 3].astype(float) - values[..., 0]).max() / top < 0.01


def test_tags_stand_before_the_picture() -> None:
    jxl = _written(_ramps(8), 90)
    assert [box.kind for box in boxes(jxl)] == [b"JXL ", b"ftyp", b"Exif", b"xml ", b"jxlc"]
    found = read_tags_of(jxl)
    assert found.exif["Exif.Photo.ISOSpeedRatings"] == "3200"
    assert found.xmp["Xmp.xmp.Rating"] == "4"


def test_a_decoder_is_told_of_the_high_level_that_16_bits_without_loss_need() -> None:
    assert b"jxll" in [box.kind for box in boxes(_written(_ramps(16), 100))]


def test_what_is_no_codestream_is_refused() -> None:
    with pytest.raises(ValueError, match="no JPEG XL"):
        with_colors(b"\xff\xd8\xff\xe0" * 9, SRGB, 8)
