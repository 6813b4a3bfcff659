import io
import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from lowlight_desktop.develop.color import decode, encode
from lowlight_desktop.formats.png_reading import read_png
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import DISPLAY_P3, SRGB
from tests.formats.icc_writing import matrix_profile
from tests.formats.sample_files import noise

WORDS = np.random.default_rng(9).integers(0, 65536, (20, 30, 4), np.uint16)


def _written(folder: Path, data: bytes, *chunks: tuple[bytes, bytes]) -> Path:
    """A PNG with more chunks behind its header."""
    extra = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    path = folder / "a.png"
    path.write_bytes(data[:33] + extra + data[33:])
    return path


def _png(stored: object) -> bytes:
    return bytes(imagecodecs.png_encode(stored))  # pyright: ignore[reportArgumentType]


def test_sixteen_bits_with_alpha_come_back_bit_for_bit(tmp_path: Path) -> None:
    photo = read_photo(_written(tmp_path, _png(WORDS)))
    assert (photo.source_format, photo.bit_depth) == ("16-bit PNG", 16)
    np.testing.assert_array_equal(encode(photo.image.pixels, SRGB, 16), WORDS[..., :3])
    assert photo.image.alpha is not None
    np.testing.assert_array_equal(np.rint(photo.image.alpha * 65535), WORDS[..., 3])


def test_gray_with_alpha(tmp_path: Path) -> None:
    image = read_photo(_written(tmp_path, _png(np.ascontiguousarray(WORDS[..., :2])))).image
    assert image.alpha is not None
    np.testing.assert_array_equal(encode(image.pixels, SRGB, 16)[..., 0], WORDS[..., 0])


@pytest.mark.parametrize("mode", ["P", "1", "L"])
def test_few_bits_are_spread_over_the_range(tmp_path: Path, mode: str) -> None:
    picture = Image.fromarray(noise()).convert(mode)
    out = io.BytesIO()
    picture.save(out, "png")
    bitmap = read_png(_written(tmp_path, out.getvalue()))
    truth = np.asarray(picture.convert("RGB"))
    np.testing.assert_array_equal(np.broadcast_to(bitmap.samples, truth.shape), truth)


def test_an_embedded_profile_is_followed(tmp_path: Path) -> None:
    packed = b"linear\0\0" + zlib.compress(matrix_profile(SRGB, 1.0))
    path = _written(tmp_path, _png(np.full((4, 4, 3), 128, np.uint8)), (b"iCCP", packed))
    np.testing.assert_allclose(read_photo(path).image.pixels, 128 / 255, atol=2e-3)


@pytest.mark.parametrize("body", [b"", b"name", b"name\0\0garbage", b"name\0\1" + bytes(40)])
def test_a_broken_profile_means_srgb(
    tmp_path: Path, body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = _written(tmp_path, _png(noise()), (b"iCCP", body))
    np.testing.assert_array_equal(read_photo(path).image.pixels, decode(noise()))
    assert capfd.readouterr().err == ""


def test_old_gamma_is_honored_and_the_usual_one_is_srgb(tmp_path: Path) -> None:
    data = _png(np.full((4, 4, 3), 128, np.uint8))
    linear = read_photo(_written(tmp_path, data, (b"gAMA", struct.pack(">I", 100_000)))).image
    np.testing.assert_allclose(linear.pixels, 128 / 255, atol=1e-4)
    usual = read_photo(_written(tmp_path, data, (b"gAMA", struct.pack(">I", 45_455)))).image
    np.testing.assert_array_equal(usual.pixels, decode(np.full((4, 4, 3), 128, np.uint8)))


def test_the_newest_color_chunk_wins(tmp_path: Path) -> None:
    path = _written(
        tmp_path, _png(noise()),
        (b"gAMA", struct.pack(">I", 100_000)), (b"sRGB", b"\0"), (b"cICP", bytes((12, 13, 0, 1))),
    )  # fmt: skip
    np.testing.assert_array_equal(read_photo(path).image.pixels, decode(noise(), DISPLAY_P3))


def test_impossible_primaries_count_as_none(tmp_path: Path) -> None:
    chunk = (b"cHRM", struct.pack(">8I", *(33_333,) * 8))
    path = _written(tmp_path, _png(noise()), (b"gAMA", struct.pack(">I", 45_455)), chunk)
    np.testing.assert_array_equal(read_photo(path).image.pixels, decode(noise()))
