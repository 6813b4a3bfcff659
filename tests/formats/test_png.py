import struct
from pathlib import Path

import numpy as np
from PIL import Image

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.tagged_photo import write_tagged_photo

VALUES = np.random.default_rng(5).integers(0, 256, (30, 40, 3)).astype(np.uint8)


def _written(folder: Path) -> Path:
    metadata = read_metadata(write_tagged_photo(folder / "night.jpg"))
    options = ExportOptions(FileFormat.PNG, 8)
    return write_photo(folder / "photo.png", VALUES, options, metadata=metadata, recipe=Recipe())


def _chunks(png: bytes) -> list[bytes]:
    kinds: list[bytes] = []
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kinds.append(png[at + 4 : at + 8])
        at += 12 + length
    return kinds


def test_profile_and_tags_come_before_the_picture(tmp_path: Path) -> None:
    kinds = _chunks(_written(tmp_path).read_bytes())
    first_data = kinds.index(b"IDAT")
    assert kinds[0] == b"IHDR"
    assert kinds[-1] == b"IEND"
    assert {b"iCCP", b"eXIf", b"iTXt"} <= set(kinds[:first_data])
    assert kinds.count(b"IHDR") == kinds.count(b"IEND") == kinds.count(b"iCCP") == 1


def test_pillow_finds_exif_and_xmp(tmp_path: Path) -> None:
    with Image.open(_written(tmp_path)) as image:
        image.load()
        exif = image.getexif()
        assert exif[0x0110] == "Canon EOS R6"
        assert exif[0x0112] == 1
        assert exif.get_ifd(0x8825)[1] == "N"  # GPS latitude reference
        assert "lowlight:LightStrength" in image.info["XML:com.adobe.xmp"]


def test_there_is_no_thumbnail_of_the_dark_original(tmp_path: Path) -> None:
    assert not any("Thumbnail" in key for key in read_metadata(_written(tmp_path)).exif)
