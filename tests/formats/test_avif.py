"""AVIF: pixels by imagecodecs, profile and tags by Pillow and Exiv2."""

import io
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from lowlight_desktop.formats.avif import write_avif
from lowlight_desktop.formats.avif_items import with_items
from lowlight_desktop.formats.bmff import main_picture
from lowlight_desktop.formats.carried_tags import Packets
from lowlight_desktop.formats.exiv2 import TagTables, read_tags_of
from lowlight_desktop.formats.heif_reading import read_avif
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.formats.output_tags import OutputTags
from lowlight_desktop.photo.color_space import DISPLAY_P3, PROPHOTO, SRGB, ColorSpace

MAKE = 271  # EXIF's number of it
TAGS = OutputTags(
    TagTables(
        {"Exif.Image.Make": "Canon", "Exif.Photo.ISOSpeedRatings": "3200"},
        {},
        {"Xmp.xmp.Rating": "4"},
    ),
    {},
    Path("photo.avif"),
)


def _values(channels: int = 3) -> NDArray[np.uint16]:
    return np.random.default_rng(4).integers(0, 65536, (61, 83, channels)).astype(np.uint16)


def _written(values: NDArray[np.uint16], quality: int, space: ColorSpace = SRGB) -> bytes:
    file = io.BytesIO()
    write_avif(file, values, quality=quality, space=space, tags=TAGS)
    return file.getvalue()


@pytest.mark.parametrize("channels", [3, 4])
def test_at_quality_100_all_ten_bits_are_kept(channels: int) -> None:
    values = _values(channels)
    avif = _written(values, 100)
    assert main_picture(avif).bits == 10
    np.testing.assert_array_equal(
        imagecodecs.avif_decode(avif), np.rint(values / 65535 * 1023).astype(np.uint16)
    )


def test_below_there_are_more_levels_than_eight_bits_have() -> None:
    ramp = np.linspace(0, 65535, 1024).astype(np.uint16)
    values = np.repeat(np.tile(ramp, (64, 1))[..., None], 3, 2)
    back = imagecodecs.avif_decode(_written(values, 95))
    assert len(np.unique(back[..., 1])) > 512


def test_quality_decides_the_size() -> None:
    sizes = [len(_written(_values(), quality)) for quality in (1, 50, 90, 100)]
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize(
    ("space", "cicp"), [(SRGB, (1, 13)), (DISPLAY_P3, (12, 13)), (PROPHOTO, (2, 2))]
)
def test_colors_are_named_by_profile_and_where_there_is_one_by_number(
    space: ColorSpace, cicp: tuple[int, int]
) -> None:
    main = main_picture(_written(_values(), 90, space))
    assert main.icc == icc_profile(space)
    assert main.cicp == cicp  # ITU-T H.273: 1 and 12 are primaries, 13 is the curve


@pytest.mark.parametrize("channels", [3, 4])
def test_other_programs_find_profile_exif_and_xmp(channels: int) -> None:
    avif = _written(_values(channels), 90, DISPLAY_P3)
    with Image.open(io.BytesIO(avif)) as image:
        image.load()
        assert image.info["icc_profile"] == icc_profile(DISPLAY_P3)
        assert image.getexif()[MAKE] == "Canon"
        assert b"xmp:Rating" in image.info["xmp"]
        assert image.mode == ("RGBA" if channels == 4 else "RGB")
    found = read_tags_of(avif)
    assert found.exif["Exif.Photo.ISOSpeedRatings"] == "3200"
    assert found.xmp["Xmp.xmp.Rating"] == "4"


def test_lowlight_reads_it_again(tmp_path: Path) -> None:
    values = _values(4)
    (tmp_path / "a.avif").write_bytes(_written(values, 100))
    bitmap = read_avif(tmp_path / "a.avif")
    assert bitmap.bit_depth == 10
    assert bitmap.alpha is not None
    step = 65535 / 1023
    assert np.abs(bitmap.samples - values[..., :3].astype(float)).max() <= step / 2 + 1
    assert np.abs(bitmap.alpha - values[..., 3].astype(float)).max() <= step / 2 + 1


def test_without_xmp_there_is_no_item_for_it() -> None:
    plain: bytes = imagecodecs.avif_encode(  # pyright: ignore[reportAssignmentType]
        _values() >> 6, 90, bitspersample=10
    )
    avif = b"".join(with_items(plain, Packets(b"II*\0\x08\0\0\0\0\0\0\0\0\0", b""), b"profile"))
    assert b"mime" not in avif
    np.testing.assert_array_equal(imagecodecs.avif_decode(avif), imagecodecs.avif_decode(plain))


def test_a_file_that_is_built_otherwise_is_refused() -> None:
    plain: bytes = imagecodecs.avif_encode(  # pyright: ignore[reportAssignmentType]
        _values() >> 6, 90, bitspersample=10
    )
    at = plain.index(b"iloc") + 4
    other = plain[:at] + b"\x01" + plain[at + 1 :]  # version 1
    with pytest.raises(ValueError, match="another form"):
        with_items(other, Packets(b"", b""), b"")
