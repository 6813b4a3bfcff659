import io
from pathlib import Path
from types import MappingProxyType

import imagecodecs
import numpy as np
import pillow_heif
import pyexiv2
import pytest
from PIL import Image

from lowlight_desktop.formats.exif import described, read_metadata
from lowlight_desktop.photo.metadata import NO_METADATA
from tests.formats.tagged_photo import CAPTION, KEYWORDS, write_tagged_photo

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
CRW = SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW"


def test_a_jpeg_tells_of_its_taking(tmp_path: Path) -> None:
    metadata = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    assert metadata.camera == "Canon EOS R6"
    assert metadata.iso == 6400.0
    assert metadata.exposure_s == pytest.approx(1 / 15)
    assert metadata.aperture == 1.8
    assert metadata.focal_length_mm == 35.0
    assert metadata.taken == "2026:11:20 23:10:05"


def test_captions_keywords_and_ratings_are_read_in_every_alphabet(tmp_path: Path) -> None:
    metadata = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    assert metadata.exif["Exif.Image.ImageDescription"] == CAPTION
    assert metadata.exif["Exif.Photo.UserComment"] == "charset=Unicode tripod ▲"
    assert metadata.iptc["Iptc.Application2.Keywords"] == KEYWORDS
    assert metadata.xmp["Xmp.xmp.Rating"] == "4"
    assert metadata.xmp["Xmp.dc.subject"] == KEYWORDS  # unordered: a list
    assert metadata.xmp["Xmp.dc.creator"] == ("Zoë Ångström", "Second")  # ordered: a tuple
    assert metadata.xmp["Xmp.dc.description"] == {"x-default": CAPTION, "en": "Bridge in fog"}


def test_a_raw_without_exif_tells_of_its_taking() -> None:
    metadata = read_metadata(CRW)
    assert metadata.camera == "Canon PowerShot S40"
    # What LibRaw reads from the same file.
    assert metadata.iso == 50.0
    assert metadata.exposure_s == pytest.approx(1 / 6)
    assert metadata.focal_length_mm == pytest.approx(7.09375)
    assert metadata.taken == "2021:03:26 21:14:40"


def test_a_path_may_be_written_in_any_alphabet(tmp_path: Path) -> None:
    folder = tmp_path / "Nächte 夜"
    folder.mkdir()
    assert read_metadata(write_tagged_photo(folder / "мост ▲.jpg")).iso == 6400.0


def _exif_bytes() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Night Camera"  # Model
    exif.get_ifd(0x8769)[0x8827] = 3200  # ISO speed, in the EXIF directory
    return exif.tobytes()


def _saved_by_pillow(path: Path, kind: str) -> None:
    Image.new("RGB", (16, 16)).save(path, kind, exif=_exif_bytes())


def _saved_as_heic(path: Path, _kind: str) -> None:
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(path, exif=_exif_bytes())


@pytest.mark.parametrize(
    ("kind", "save"),
    [
        ("JPEG", _saved_by_pillow),
        ("PNG", _saved_by_pillow),
        ("TIFF", _saved_by_pillow),
        ("WEBP", _saved_by_pillow),
        ("AVIF", _saved_by_pillow),
        ("HEIC", _saved_as_heic),
    ],
)
def test_every_container_is_read(tmp_path: Path, kind: str, save: object) -> None:
    path = tmp_path / f"photo.{kind.lower()}"
    assert callable(save)
    save(path, kind)
    metadata = read_metadata(path)
    assert (metadata.camera, metadata.iso) == ("Night Camera", 3200.0)


@pytest.mark.parametrize("content", [b"", b"not a photo", b"\xff\xd8\xff\xe1\xff\xff", b"II*\0"])
def test_unreadable_metadata_is_no_metadata_and_silent(
    tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(content)
    assert read_metadata(path) == NO_METADATA
    assert capfd.readouterr() == ("", "")  # Exiv2 prints unless told not to


def test_a_missing_file_or_a_folder_has_no_metadata(tmp_path: Path) -> None:
    assert read_metadata(tmp_path / "missing.jpg") == NO_METADATA
    assert read_metadata(tmp_path) == NO_METADATA


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_truncated_raw_never_fails(tmp_path: Path, tenths: int) -> None:
    whole = CRW.read_bytes()
    path = tmp_path / "cut.CRW"
    path.write_bytes(whole[: len(whole) * tenths // 10])
    assert read_metadata(path).iso in (None, 50.0)


def test_text_of_older_programs_is_read_as_latin_1(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG")
    with pyexiv2.ImageData(stream.getvalue()) as image:
        image.modify_iptc({"Iptc.Application2.Caption": "Brücke"}, encoding="latin-1")
        path = tmp_path / "old.jpg"
        path.write_bytes(image.get_bytes())
    assert read_metadata(path).iptc["Iptc.Application2.Caption"] == "Brücke"


def test_a_picture_without_tags_has_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    path.write_bytes(imagecodecs.png_encode(np.zeros((4, 4, 3), np.uint8)))
    assert read_metadata(path) == NO_METADATA


def test_tags_cannot_be_changed_by_accident(tmp_path: Path) -> None:
    metadata = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    assert isinstance(metadata.exif, MappingProxyType)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS R6", "Canon EOS R6"),
        ("NIKON CORPORATION", "NIKON D1 ", "NIKON D1"),
        ("Apple", "iPhone 15 Pro", "Apple iPhone 15 Pro"),
        ("", "", ""),
        ("SONY", "", "SONY"),
    ],
)
def test_the_maker_is_named_once(make: str, model: str, camera: str) -> None:
    exif = {"Exif.Image.Make": make, "Exif.Image.Model": model}
    assert described(exif, {}, {}).camera == camera


def test_an_iso_speed_beyond_16_bits_is_found() -> None:
    exif = {
        "Exif.Photo.ISOSpeedRatings": "65535",
        "Exif.Photo.RecommendedExposureIndex": "102400",
    }
    assert described(exif, {}, {}).iso == 102400.0


def test_logarithmic_values_stand_in_for_missing_ones() -> None:
    exif = {"Exif.Photo.ShutterSpeedValue": "4/1", "Exif.Photo.ApertureValue": "2/1"}
    metadata = described(exif, {}, {})
    assert metadata.exposure_s == 1 / 16  # APEX: 2^-Tv
    assert metadata.aperture == 2.0  # APEX: 2^(Av/2)


@pytest.mark.parametrize("nonsense", ["", "0/0", "abc", "1/2/3", "-5", "0"])
def test_nonsense_is_not_a_number(nonsense: str) -> None:
    metadata = described({"Exif.Photo.ExposureTime": nonsense}, {}, {})
    assert metadata.exposure_s is None
