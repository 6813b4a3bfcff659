import io
from pathlib import Path

import imagecodecs
import numpy as np
import pyexiv2
import pytest
from PIL import Image

from lowlight_desktop.develop.color import decode, encode
from lowlight_desktop.formats.jpeg_reading import read_jpeg
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import ADOBE_RGB, SRGB
from lowlight_desktop.photo.errors import ReadError
from tests.formats.icc_writing import lut_profile
from tests.formats.sample_files import quadrants

GREEN = np.full((16, 16, 3), (0, 200, 0), np.uint8)


def _saved(path: Path, picture: Image.Image, **options: object) -> Path:
    picture.save(path, "jpeg", quality=95, **options)  # pyright: ignore[reportArgumentType]
    return path


def _tagged(path: Path, tags: dict[str, str]) -> Path:
    with pyexiv2.Image(str(path)) as file:
        file.modify_exif(tags)
    return path


@pytest.mark.parametrize(
    ("orientation", "corners"),
    # Which quarter (white, red, green, blue) lies top left, top right, bottom left, bottom right.
    [*enumerate(["wrgb", "rwbg", "bgrw", "gbwr", "wgrb", "gwbr", "brgw", "rbwg"], start=1)],
)
def test_the_photo_is_upright(tmp_path: Path, orientation: int, corners: str) -> None:
    path = _saved(tmp_path / "a.jpg", Image.fromarray(quadrants()), subsampling=0)
    _tagged(path, {"Exif.Image.Orientation": str(orientation)})
    image = read_photo(path).image
    assert (image.height, image.width) == ((48, 64) if orientation < 5 else (64, 48))
    y, x = image.height // 4, image.width // 4
    seen = encode(image.pixels, SRGB, 8)[[y, y, -y, -y], [x, -x, x, -x]] > 128
    names = {"111": "w", "100": "r", "010": "g", "001": "b"}
    assert "".join(names["".join(str(int(v)) for v in color)] for color in seen) == corners


def test_a_camera_set_to_adobe_rgb_is_believed(tmp_path: Path) -> None:
    path = _saved(tmp_path / "_DSC0001.jpg", Image.fromarray(GREEN), subsampling=0)
    _tagged(path, {"Exif.Photo.ColorSpace": "65535", "Exif.Iop.InteroperabilityIndex": "R03"})
    truth = decode(np.asarray(Image.open(path)), ADOBE_RGB)
    np.testing.assert_array_equal(read_photo(path).image.pixels, truth)


def test_gray_opens_as_neutral_color(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.jpg", Image.new("L", (16, 16), 128))
    pixels = read_photo(path).image.pixels
    np.testing.assert_allclose(pixels, 0.21586, atol=1e-4)  # sRGB 128


@pytest.mark.parametrize("ycck", [False, True])
def test_cmyk_of_photoshop_is_not_inverted(tmp_path: Path, ycck: bool) -> None:
    inks = np.full((16, 16, 4), (0, 255, 255, 0), np.uint8)  # red
    out = io.BytesIO()
    Image.frombytes("CMYK", (16, 16), inks.tobytes()).save(out, "jpeg", quality=95)
    data = out.getvalue()
    if ycck:
        data = bytes(imagecodecs.jpeg8_encode(255 - inks, colorspace="cmyk", outcolorspace="ycck"))
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    seen = encode(read_photo(path).image.pixels, SRGB, 8)[8, 8].astype(int)
    assert np.abs(seen - (255, 0, 0)).max() < 8


def test_a_cmyk_profile_is_followed(tmp_path: Path) -> None:
    profile = lut_profile(b"CMYK", 4, lambda ink: (100.0 * (1 - ink[0]), 0.0, 0.0))
    path = _saved(tmp_path / "a.jpg", Image.new("CMYK", (16, 16), (0, 255, 255, 255)))
    black = read_photo(path).image.pixels.max()
    _saved(path, Image.new("CMYK", (16, 16), (0, 255, 255, 255)), icc_profile=profile)
    white = read_photo(path).image.pixels.min()
    assert (black, white) == (pytest.approx(0.0, abs=1e-3), pytest.approx(1.0, abs=0.02))


def test_twelve_bits_fill_the_range(tmp_path: Path) -> None:
    top = np.full((16, 16, 3), 4095, np.uint16)
    path = tmp_path / "a.jpg"
    path.write_bytes(imagecodecs.jpeg8_encode(top, level=100, bitspersample=12))
    bitmap = read_jpeg(path)
    assert (bitmap.bit_depth, int(bitmap.samples.min())) == (12, 65535)


def test_a_frame_of_impossible_channels_is_refused(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.jpg", Image.fromarray(GREEN))
    data = bytearray(path.read_bytes())
    data[data.index(b"\xff\xc0") + 9] = 2
    path.write_bytes(data)
    with pytest.raises(ReadError):
        read_photo(path)
