import io
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from lowlight_desktop.develop.color import encode
from lowlight_desktop.formats.bmff import main_picture
from lowlight_desktop.formats.cicp import HdrCurve, HdrSpace
from lowlight_desktop.formats.heif_reading import read_avif, read_heif
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import DISPLAY_P3, SRGB, WORKING
from tests.formats.icc_writing import matrix_profile
from tests.formats.sample_files import quadrants

WHITE = np.full((16, 16, 3), 255, np.uint8)


def _written(folder: Path, name: str, data: bytes | bytearray) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _pillow(folder: Path, name: str, stored: NDArray[Any], **options: Any) -> Path:
    out = io.BytesIO()
    picture = Image.fromarray(stored)
    if name.endswith("heic"):
        pillow_heif.from_pillow(picture).save(out, quality=95, chroma=444, **options)
    else:
        picture.save(out, "avif", quality=95, subsampling="4:4:4", speed=10, **options)
    return _written(folder, name, out.getvalue())


@pytest.mark.parametrize("bits", [10, 12])
def test_deep_avif_fills_the_range(tmp_path: Path, bits: int) -> None:
    top = np.full((16, 16, 3), (1 << bits) - 1, np.uint16)
    data = imagecodecs.avif_encode(top, level=100, bitspersample=bits, speed=10)
    bitmap = read_avif(_written(tmp_path, "a.avif", data))
    assert (bitmap.bit_depth, bitmap.source_format) == (bits, f"{bits}-bit AVIF")
    assert int(bitmap.samples.min()) == 65535


def test_deep_heic_fills_the_range(tmp_path: Path) -> None:
    words = np.full((16, 16, 3), 65535, np.uint16)
    out = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (16, 16), words.tobytes()).save(out, quality=-1, chroma=444)
    bitmap = read_heif(_written(tmp_path, "a.heic", out.getvalue()))
    assert (bitmap.bit_depth, bitmap.source_format) == (10, "10-bit HEIC")
    assert int(bitmap.samples.min()) > 65400  # one step of 10 bits is 64


@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_an_embedded_profile_is_followed(tmp_path: Path, name: str) -> None:
    gray = np.full((16, 16, 3), 128, np.uint8)
    path = _pillow(tmp_path, name, gray, icc_profile=matrix_profile(DISPLAY_P3, 1.0))
    np.testing.assert_allclose(read_photo(path).image.pixels, 128 / 255, atol=0.01)


def test_code_points_name_the_space(tmp_path: Path) -> None:
    top = np.full((16, 16, 3), 1023, np.uint16)
    data = imagecodecs.avif_encode(
        top, level=100, bitspersample=10, speed=10, primaries=9, transfer=16, matrix=9
    )
    path = _written(tmp_path, "a.avif", data)
    assert read_avif(path).tag == HdrSpace(WORKING, HdrCurve.PQ)
    np.testing.assert_allclose(read_photo(path).image.pixels, 10_000 / 203, rtol=0.02)


def _turned(name: str, orientation: int) -> bytes:
    """A file that says, by its own properties and by EXIF, how it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    if name.endswith("heic"):
        heif = pillow_heif.from_bytes("RGB", (64, 48), quadrants().tobytes())
        heif.save(out, quality=95, chroma=444, exif=exif.tobytes())
    else:
        picture = Image.fromarray(quadrants())
        picture.save(out, "avif", quality=95, subsampling="4:4:4", speed=10, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("orientation", "corner"), [*enumerate("wrbgwgbr", start=1)])
@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_the_photo_is_turned_once(tmp_path: Path, name: str, orientation: int, corner: str) -> None:
    data = _turned(name, orientation)
    assert main_picture(data).orientation == orientation
    image = read_photo(_written(tmp_path, name, data)).image
    assert (image.height, image.width) == ((48, 64) if orientation < 5 else (64, 48))
    seen = encode(image.pixels, SRGB, 8)[8, 8].astype(int)
    truth = {"w": (255, 255, 255), "r": (255, 0, 0), "g": (0, 255, 0), "b": (0, 0, 255)}[corner]
    assert np.abs(seen - truth).max() < 8


@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_alpha_is_kept_apart(tmp_path: Path, name: str) -> None:
    half = np.dstack([WHITE, np.full((16, 16), 128, np.uint8)])
    image = read_photo(_pillow(tmp_path, name, half)).image
    assert image.alpha is not None
    np.testing.assert_allclose(image.alpha, 128 / 255, atol=0.02)
    np.testing.assert_allclose(image.pixels, 1.0, atol=0.05)


def test_gray_avif_opens(tmp_path: Path) -> None:
    data = imagecodecs.avif_encode(WHITE[..., 0], level=100, speed=10)
    image = read_photo(_written(tmp_path, "a.avif", data)).image
    np.testing.assert_allclose(image.pixels, 1.0, atol=0.02)
