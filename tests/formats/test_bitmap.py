import numpy as np
import pytest

from lowlight_desktop.formats.bitmap import (
    Bitmap,
    remark_on,
    to_image,
    widened,
    without_premultiplication,
)
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.photo.color_space import DISPLAY_P3, WORKING
from lowlight_desktop.photo.sentence import NOTHING


def test_the_file_decides_its_orientation_before_the_metadata() -> None:
    stored = np.zeros((2, 3, 3), np.uint8)
    said = {"Exif.Image.Orientation": "6"}
    assert to_image(Bitmap(stored, "JPEG", 8), said).height == 3
    assert to_image(Bitmap(stored, "HEIC", 8, orientation=1), said).height == 2


@pytest.mark.parametrize("nonsense", ["", "0", "9", "66", "Horizontal", "1 6"])
def test_an_orientation_that_is_none_leaves_the_photo(nonsense: str) -> None:
    stored = np.zeros((2, 3, 3), np.uint8)
    image = to_image(Bitmap(stored, "JPEG", 8), {"Exif.Image.Orientation": nonsense})
    assert (image.height, image.width) == (2, 3)


def test_alpha_turns_with_the_photo() -> None:
    alpha = np.array([[0, 255, 51]], np.uint8)
    image = to_image(Bitmap(np.zeros((1, 3, 3), np.uint8), "PNG", 8, alpha, WORKING, 3), {})
    assert image.alpha is not None
    np.testing.assert_allclose(image.alpha, [[0.2, 1.0, 0.0]], atol=1e-6)


def test_a_profile_that_cannot_be_used_is_told_and_what_exif_says_counts() -> None:
    stored = np.full((2, 3, 3), 99, np.uint8)
    adobe = {"Exif.Photo.ColorSpace": "65535", "Exif.Iop.InteroperabilityIndex": "R03"}
    broken, plain = (Bitmap(stored, "JPEG", 8, tag=tag) for tag in (b"not a profile", None))
    assert "color profile is damaged" in remark_on(broken)
    assert remark_on(plain) == NOTHING
    assert remark_on(Bitmap(stored, "JPEG", 8, tag=icc_profile(DISPLAY_P3))) == NOTHING
    np.testing.assert_array_equal(
        to_image(broken, adobe).pixels, to_image(plain, adobe).pixels, strict=True
    )


@pytest.mark.parametrize("bits", [9, 10, 12, 14])
def test_widening_keeps_both_ends_and_the_order(bits: int) -> None:
    wide = widened(np.arange(1 << bits, dtype=np.uint16), bits)
    assert (int(wide[0]), int(wide[-1])) == (0, 65535)
    assert np.diff(wide.astype(int)).min() > 0


def test_dividing_by_coverage_restores_what_was_multiplied() -> None:
    color = np.random.default_rng(8).integers(0, 65536, (30, 20, 3)).astype(np.uint16)
    alpha = np.random.default_rng(9).integers(20_000, 65536, (30, 20)).astype(np.uint16)
    multiplied = np.rint(color * (alpha[..., None] / 65535.0)).astype(np.uint16)
    restored = without_premultiplication(multiplied, alpha).astype(int)
    assert np.abs(restored - color).max() <= 2  # half a step, divided by 0.3
