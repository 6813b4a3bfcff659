from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.tagged_photo import CAPTION, write_tagged_photo

OPTIONS = ExportOptions(FileFormat.TIFF, 16)
VALUES = np.random.default_rng(5).integers(0, 65536, (300, 900, 3)).astype(np.uint16)


def _written(folder: Path, metadata: Metadata) -> Path:
    return write_photo(folder / "photo.tif", VALUES, OPTIONS, metadata=metadata, recipe=Recipe())


def test_the_photo_is_the_first_and_only_page(tmp_path: Path) -> None:
    metadata = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    with tifffile.TiffFile(_written(tmp_path, metadata)) as tiff:
        assert [page.shape for page in tiff.pages] == [VALUES.shape]
        page = tiff.pages.first
        assert page.compression == tifffile.COMPRESSION.ADOBE_DEFLATE
        assert page.predictor == tifffile.PREDICTOR.HORIZONTAL
        assert page.software.startswith("Lowlight")
        assert page.tags["ImageDescription"].value == CAPTION
        assert page.tags["XResolution"].value == (300, 1)
        assert page.tags["ExifTag"].value["FNumber"] == (18, 10)
        assert page.tags["GPSTag"].value["GPSLatitudeRef"] == "N"


def test_pillow_opens_it_too(tmp_path: Path) -> None:
    metadata = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    options = ExportOptions(FileFormat.TIFF, 8)
    values = (VALUES >> 8).astype(np.uint8)
    path = write_photo(tmp_path / "photo.tif", values, options, metadata=metadata, recipe=Recipe())
    with Image.open(path) as image:
        np.testing.assert_array_equal(np.asarray(image), values)
        assert image.getexif().get_ifd(0x8769)[0x8827] == 6400


def test_directories_of_maker_notes_keep_their_places(tmp_path: Path) -> None:
    metadata = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    after = read_metadata(_written(tmp_path, metadata))
    assert after.exif["Exif.Canon.OwnerName"] == "Zoe"  # behind an offset from the file's start


def test_long_maker_notes_fit(tmp_path: Path) -> None:
    note = " ".join(str(byte % 256) for byte in b"Apple iOS\0" + bytes(range(250)) * 400)
    exif = {"Exif.Image.Make": "Apple", "Exif.Photo.MakerNote": note}
    after = read_metadata(_written(tmp_path, Metadata(exif=exif)))
    assert after.exif["Exif.Photo.MakerNote"] == note  # 100 KB; a JPEG has room for 64


@pytest.mark.parametrize("resolution", ["0/0", "abc", "72", "99999999999/1"])
def test_a_nonsensical_resolution_fails_nothing(tmp_path: Path, resolution: str) -> None:
    metadata = Metadata(
        exif={"Exif.Image.XResolution": resolution, "Exif.Image.ResolutionUnit": "9"}
    )
    with tifffile.TiffFile(_written(tmp_path, metadata)) as tiff:
        expected = (72, 1) if resolution == "72" else (1, 1)
        assert tiff.pages.first.tags["XResolution"].value == expected


def test_strips_of_very_wide_photos_stay_small(tmp_path: Path) -> None:
    wide = np.zeros((20, 65000, 3), np.uint16)
    path = write_photo(tmp_path / "wide.tif", wide, OPTIONS, metadata=NO_METADATA, recipe=Recipe())
    with tifffile.TiffFile(path) as tiff:
        rows = tiff.pages.first.rowsperstrip
        assert rows * wide[0].nbytes <= 1 << 20
