import os
import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile

from lowlight_desktop.develop.color import encode
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES, read_photo
from lowlight_desktop.formats.refusals import MAX_PIXELS
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.errors import ReadError
from tests.formats.sample_files import ENCODERS, noise, quadrants, write_mosaic_dng
from tests.nobody import as_nobody

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
TENTHS = range(1, 10)


def _file(folder: Path, name: str, content: bytes | bytearray) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ENCODERS)
def test_every_format_opens_in_the_working_space(tmp_path: Path, name: str) -> None:
    path = _file(tmp_path, name, ENCODERS[name](quadrants()))
    photo = read_photo(path)
    assert photo.path == path
    assert photo.image.space is WORKING
    assert photo.mosaic is None
    seen = encode(photo.image.pixels, SRGB, 8)[[12, 12, 36, 36], [16, 48, 16, 48]].astype(int)
    truth = [[255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]]
    assert np.abs(seen - truth).max() <= 6  # lossy ones: a step or two of each of three channels


@pytest.mark.parametrize("name", [n for n in ENCODERS if n.endswith(("png", "tif")) or "less" in n])
def test_lossless_formats_come_back_bit_for_bit(tmp_path: Path, name: str) -> None:
    photo = read_photo(_file(tmp_path, name, ENCODERS[name](noise())))
    np.testing.assert_array_equal(encode(photo.image.pixels, SRGB, 8), noise())


@pytest.mark.parametrize("tenth", TENTHS)
@pytest.mark.parametrize("name", ENCODERS)
def test_a_truncated_file_is_refused(tmp_path: Path, name: str, tenth: int) -> None:
    data = ENCODERS[name](noise())
    with pytest.raises(ReadError, match=r"cut off|damaged"):
        read_photo(_file(tmp_path, name, data[: len(data) * tenth // 10]))


@pytest.mark.parametrize("name", ENCODERS)
def test_a_file_without_its_last_bytes_is_refused(tmp_path: Path, name: str) -> None:
    data = ENCODERS[name](noise())
    with pytest.raises(ReadError, match=r"cut off|damaged"):
        read_photo(_file(tmp_path, name, data[:-20]))


@pytest.mark.parametrize("tenth", TENTHS)
def test_a_truncated_raw_is_refused(
    tmp_path: Path, tenth: int, capfd: pytest.CaptureFixture[str]
) -> None:
    dng = write_mosaic_dng(tmp_path / "whole.dng").read_bytes()
    crw = (SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW").read_bytes()
    for name, data in (("a.dng", dng), ("a.crw", crw)):
        with pytest.raises(ReadError, match="cut off"):
            read_photo(_file(tmp_path, name, data[: len(data) * tenth // 10]))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ENCODERS)
def test_damage_anywhere_is_a_sentence_or_a_whole_photo(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    data = ENCODERS[name](noise())
    rng = np.random.default_rng(11)
    refused = 0
    for _ in range(12):
        hurt = bytearray(data)
        for place in rng.integers(12, len(data), 6):
            hurt[place] = int(rng.integers(256))
        try:
            assert read_photo(_file(tmp_path, name, bytes(hurt))).image.height >= 1
        except ReadError:
            refused += 1
    assert capfd.readouterr().err == ""
    assert refused >= (1 if name.endswith(("png", "avif", "heic")) else 0)


def test_names_do_not_matter_but_bytes_do(tmp_path: Path) -> None:
    jpeg = ENCODERS["baseline.jpg"](quadrants())
    for name in ("photo.png", "photo.CR2", "photo", "photo.tif"):
        assert read_photo(_file(tmp_path, name, jpeg)).source_format == "JPEG"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n" + b"x" * 600, "PDF document"),
        (b"PK\x03\x04" + b"\0" * 600, "ZIP archive"),
        (b"Exposure notes, 12 December\n" * 30, "text file"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 600, "video"),
        (bytes(range(200, 256)) * 30, "unknown kind"),
        (bytes(5000), "nothing but zeros"),
    ],
)
def test_what_is_no_photo_is_named(tmp_path: Path, content: bytes, name: str) -> None:
    with pytest.raises(ReadError, match=name):
        read_photo(_file(tmp_path, "photo.jpg", content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Exposure notes, 12 December\n" * 30, "it is a text file"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html>404</html>\n" * 20, "it is a web page"),
        (b"%PDF-1.7\n" + b"x" * 600, "it is a PDF document"),
        (bytes(3_000_000), "nothing but zeros"),
        (bytes(2_000_000) + bytes(range(256)), "no header that tells which camera"),
    ],
)
@pytest.mark.parametrize("name", ["IMG_0001.CR2", "photo.dng"])
def test_what_only_has_the_name_of_a_raw_is_named(
    tmp_path: Path, content: bytes, said: str, name: str
) -> None:
    with pytest.raises(ReadError, match=said):
        read_photo(_file(tmp_path, name, content))


def test_missing_empty_and_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_photo(tmp_path / "gone.jpg")
    with pytest.raises(ReadError, match="empty"):
        read_photo(_file(tmp_path, "empty.jpg", b""))
    with pytest.raises(ReadError, match="folder"):
        read_photo(tmp_path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_photo(tmp_path / ("long" * 200))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_no_permission_is_said(tmp_path: Path) -> None:
    path = _file(tmp_path, "locked.jpg", ENCODERS["baseline.jpg"](quadrants()))
    path.chmod(0)
    with as_nobody(), pytest.raises(ReadError, match="not allowed"):
        read_photo(path)


def test_bare_sensor_data_is_refused(tmp_path: Path) -> None:
    values = np.random.default_rng(2).integers(0, 1024, (512, 768), dtype=np.uint16)
    path = _file(tmp_path, "bggr.raw", values.tobytes())  # LibRaw takes this size for a camera's
    with pytest.raises(ReadError, match="no header that tells which camera"):
        read_photo(path)


def _png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    packed = b"IDAT" + zlib.compress(b"")
    data = struct.pack(">I", len(packed) - 4) + packed + struct.pack(">I", zlib.crc32(packed))
    return b"\x89PNG\r\n\x1a\n" + chunk + data + b"\0\0\0\0IEND\xaeB`\x82"


def _tiff_header(width: int, height: int) -> bytes:
    entries = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1)]
    entries += [(278, height), (279, 64)]
    ifd = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + ifd + b"\0" * 68


def test_a_decompression_bomb_is_refused_from_its_header(tmp_path: Path) -> None:
    side = 100_000
    jpeg = bytearray(ENCODERS["baseline.jpg"](quadrants()))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">2H", 65500, 65500)
    for name, data in (
        ("bomb.png", _png_header(side, side)),
        ("bomb.tif", _tiff_header(side, side)),
        ("bomb.jpg", bytes(jpeg)),
    ):
        with pytest.raises(ReadError, match=f"more than the {MAX_PIXELS // 1_000_000} megapixels"):
            read_photo(_file(tmp_path, name, data))


@pytest.mark.parametrize(("height", "width"), [(20, 65_000), (20, 65_500), (1, 1), (65_000, 3)])
def test_extreme_shapes_are_legitimate(tmp_path: Path, height: int, width: int) -> None:
    strip = np.full((height, width, 3), 128, np.uint8)
    files = {
        "strip.jpg": bytes(imagecodecs.jpeg8_encode(strip)),
        "strip.png": bytes(imagecodecs.png_encode(strip)),
    }
    for name, data in files.items():
        image = read_photo(_file(tmp_path, name, data)).image
        assert (image.height, image.width) == (height, width)
    tifffile.imwrite(tmp_path / "strip.tif", strip, photometric="rgb")
    assert read_photo(tmp_path / "strip.tif").image.width == width


def test_the_photo_does_not_hold_more_than_it_shows(tmp_path: Path) -> None:
    image = read_photo(_file(tmp_path, "a.jpg", ENCODERS["baseline.jpg"](quadrants()))).image
    assert image.pixels.base is None  # no larger array behind it
    assert image.pixels.flags.c_contiguous


def test_a_folder_search_takes_raw_and_bitmaps() -> None:
    assert {".jpg", ".heic", ".avif", ".crw", ".dng", ".nef"} <= PHOTO_SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in PHOTO_SUFFIXES)
