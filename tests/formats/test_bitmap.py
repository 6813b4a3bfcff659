import numpy as np
import pytest

from lowlight_desktop.formats.bitmap import Bitmap, to_image, widened, without_premultiplication
from lowlight_desktop.photo.color_space import WORKING


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
