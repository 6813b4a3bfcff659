from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray

from lowlight_desktop.develop.color import encode
from lowlight_desktop.formats.color_decoding import largest
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.tiff_reading import read_tiff
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.errors import ReadError
from tests.formats.icc_writing import lut_profile, matrix_profile

RNG = np.random.default_rng(13)
WORDS = RNG.integers(0, 65536, (40, 50, 4), np.uint16)
BYTES = RNG.integers(0, 256, (40, 50, 4), np.uint8)
ICC = 34675


def _tiff(folder: Path, stored: NDArray[Any], photometric: str = "rgb", **options: Any) -> Path:
    path = folder / "a.tif"
    tifffile.imwrite(path, stored, photometric=photometric, metadata=None, **options)  # pyright: ignore[reportArgumentType]
    return path


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"byteorder": ">"},
        {"bigtiff": True},
        {"tile": (16, 16)},
        {"rowsperstrip": 7},
        {"compression": "lzw", "predictor": "horizontal"},
        {"compression": "zlib", "predictor": "horizontal", "tile": (32, 32)},
        {"compression": "zstd"},
        {"planarconfig": "separate"},
        {"planarconfig": "separate", "compression": "zlib", "tile": (16, 16)},
    ],
)
@pytest.mark.parametrize("stored", [BYTES[..., :3], WORDS[..., :3]])
def test_every_layout_comes_back_bit_for_bit(
    tmp_path: Path, stored: NDArray[Any], options: dict[str, Any]
) -> None:
    lies = np.moveaxis(stored, 2, 0) if "planarconfig" in options else stored
    photo = read_photo(_tiff(tmp_path, lies, **options))
    depth = 8 * stored.itemsize
    assert (photo.bit_depth, photo.source_format) == (depth, f"{depth}-bit TIFF")
    np.testing.assert_array_equal(encode(photo.image.pixels, SRGB, depth), stored)


def test_floats_are_linear_and_keep_what_is_above_one(tmp_path: Path) -> None:
    light = np.array([[[0.0, 0.18, 1.0], [4.0, 4.0, 4.0]]], np.float32)
    for dtype in (np.float16, np.float32, np.float64):
        photo = read_photo(_tiff(tmp_path, light.astype(dtype)))
        assert photo.bit_depth == 8 * np.dtype(dtype).itemsize
        np.testing.assert_allclose(photo.image.pixels[0, 1], 4.0, rtol=1e-3)


def test_floats_with_a_profile_are_decoded_by_it(tmp_path: Path) -> None:
    encoded = np.full((2, 2, 3), 1.5, np.float32)
    profile = matrix_profile(SRGB, 2.2)
    path = _tiff(tmp_path, encoded, extratags=[(ICC, 7, len(profile), profile, True)])
    np.testing.assert_allclose(read_photo(path).image.pixels, 1.5**2.2, rtol=2e-3)


def test_not_a_number_is_no_light(tmp_path: Path) -> None:
    light = np.array([[[np.nan, np.inf, -np.inf]]], np.float32)
    assert np.isfinite(read_photo(_tiff(tmp_path, light)).image.pixels).all()


@pytest.mark.parametrize(("photometric", "sign"), [("minisblack", 1), ("miniswhite", -1)])
@pytest.mark.parametrize("stored", [BYTES[..., 0], WORDS[..., 0]])
def test_gray_either_way_up(
    tmp_path: Path, stored: NDArray[Any], photometric: str, sign: int
) -> None:
    photo = read_photo(_tiff(tmp_path, stored, photometric))
    seen = encode(photo.image.pixels, SRGB, 8 * stored.itemsize)[..., 1]
    np.testing.assert_array_equal(seen, stored if sign > 0 else ~stored)


def test_a_palette_is_looked_up_at_full_depth(tmp_path: Path) -> None:
    colormap = RNG.integers(0, 65536, (3, 256), np.uint16)
    photo = read_photo(_tiff(tmp_path, BYTES[..., 0], "palette", colormap=colormap))
    seen = encode(photo.image.pixels, SRGB, 16)
    np.testing.assert_array_equal(seen, np.moveaxis(colormap, 0, 1)[BYTES[..., 0]])


@pytest.mark.parametrize("bits", [1, 4, 12])
def test_other_depths_fill_the_range(tmp_path: Path, bits: int) -> None:
    dtype = {1: bool, 4: np.uint8, 12: np.uint16}[bits]
    stored = np.full((8, 8), (1 << bits) - 1, dtype)
    path = tmp_path / "a.tif"
    packed = imagecodecs.packints_encode(stored, bits) if bits > 1 else np.packbits(stored, axis=1)
    head = tifffile.TiffWriter(path)
    with head:
        head.write(
            iter([bytes(packed)]), shape=(8, 8), dtype=stored.dtype, bitspersample=bits,
            photometric="minisblack", metadata=None, rowsperstrip=8,
        )  # fmt: skip  # pyright: ignore[reportArgumentType, reportCallIssue]
    bitmap = read_tiff(path)
    assert bitmap.bit_depth == bits
    assert bitmap.samples.min() == largest(bitmap.samples)


@pytest.mark.parametrize("stored", [BYTES, WORDS])
def test_alpha_is_kept_apart(tmp_path: Path, stored: NDArray[Any]) -> None:
    image = read_photo(_tiff(tmp_path, stored, extrasamples=["unassalpha"])).image
    top = np.iinfo(stored.dtype).max
    assert image.alpha is not None
    np.testing.assert_array_equal(np.rint(image.alpha * top), stored[..., 3])
    depth = 8 * stored.itemsize
    np.testing.assert_array_equal(encode(image.pixels, SRGB, depth), stored[..., :3])


def test_premultiplied_color_is_divided_again(tmp_path: Path) -> None:
    half = np.full((4, 4, 4), 32768, np.uint16)  # white under half coverage
    half[0, 0] = 0
    image = read_photo(_tiff(tmp_path, half, extrasamples=["assocalpha"])).image
    np.testing.assert_array_equal(image.pixels[1], np.ones((4, 3), np.float32))
    np.testing.assert_array_equal(image.pixels[0, 0], 0.0)


def test_cmyk_follows_its_profile(tmp_path: Path) -> None:
    profile = lut_profile(b"CMYK", 4, lambda ink: (100.0 * (1 - ink[3]), 0.0, 0.0))
    inks = np.zeros((4, 4, 4), np.uint16)
    inks[:2, :, 3] = 65535
    inks[2:, :, 0] = 65535  # this printer's cyan is invisible
    path = _tiff(tmp_path, inks, "separated", extratags=[(ICC, 7, len(profile), profile, True)])
    pixels = read_photo(path).image.pixels
    np.testing.assert_allclose(pixels[:2], 0.0, atol=1e-3)
    np.testing.assert_allclose(pixels[2:], 1.0, atol=1e-3)


def test_the_first_picture_of_full_size_is_the_photo(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        file.write(BYTES[:5, :5, :3], photometric="rgb", subfiletype=1, metadata=None)
        file.write(BYTES[..., :3], photometric="rgb", metadata=None)
        file.write(BYTES[:9, :9, :3], photometric="rgb", metadata=None)
    image = read_photo(path).image
    assert (image.height, image.width) == (40, 50)


@pytest.mark.parametrize("orientation", [3, 6])
def test_the_photo_is_upright(tmp_path: Path, orientation: int) -> None:
    tag = (274, 3, 1, orientation, True)
    image = read_photo(_tiff(tmp_path, BYTES[..., :3], extratags=[tag])).image
    truth = np.rot90(BYTES[..., :3], {3: 2, 6: -1}[orientation])
    np.testing.assert_array_equal(encode(image.pixels, SRGB, 8), truth)


@pytest.mark.parametrize(
    ("stored", "photometric", "what"),
    [
        (BYTES[..., :3], "cielab", "CIELAB colors"),
        (BYTES[..., :3].astype(np.int16), "rgb", "signed"),
        (BYTES[..., :3].astype(np.uint64), "rgb", "64-bit integers"),
    ],
)
def test_what_is_not_read_is_named(
    tmp_path: Path, stored: NDArray[Any], photometric: str, what: str
) -> None:
    with pytest.raises(ReadError, match=what):
        read_photo(_tiff(tmp_path, stored, photometric))


@pytest.mark.parametrize("is_photo", [True, False])
def test_pages_that_follow_each_other_in_a_circle_come_to_an_end(
    tmp_path: Path, is_photo: bool
) -> None:
    path = tmp_path / "circle.tif"
    page, kind = np.zeros((8, 8), np.uint8), 0 if is_photo else 1  # a reduced picture
    for _ in range(2):
        tifffile.imwrite(path, page, append=True, subfiletype=kind, metadata=None)
    with tifffile.TiffFile(path) as tiff:
        first, second = (found.aspage().offset for found in tiff.pages)
    data = bytearray(path.read_bytes())
    entries = int.from_bytes(data[second : second + 2], "little")
    link = second + 2 + 12 * entries  # TIFF 6.0: where the next directory is
    data[link : link + 4] = first.to_bytes(4, "little")
    path.write_bytes(data)
    if is_photo:
        assert read_photo(path).image.height == 8
    else:
        with pytest.raises(ReadError, match="damaged"):
            read_photo(path)
