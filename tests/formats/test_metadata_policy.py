"""What goes with a photo under each policy, read back from the files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.metadata_policy import kept_under
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.export_options import FileFormat, MetadataPolicy
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.finished_formats import FINISHED, WITHOUT_IPTC, fitting_values, shallowest
from tests.formats.tagged_photo import CAPTION, write_tagged_photo

FORMATS = pytest.mark.parametrize("form", FINISHED, ids=lambda f: f.value)


def _result(folder: Path, form: FileFormat, policy: MetadataPolicy) -> Metadata:
    before = read_metadata(write_tagged_photo(folder / "night.jpg"))
    options = replace(shallowest(form), metadata=policy)
    values = fitting_values(np.full((20, 30, 3), 200, np.uint8), options)
    path = folder / f"result{form.suffix}"
    return read_metadata(write_photo(path, values, options, metadata=before, recipe=Recipe()))


def _said(found: Metadata) -> str:
    return str((dict(found.exif), dict(found.iptc), dict(found.xmp)))


@FORMATS
def test_without_the_place_everything_else_stays(tmp_path: Path, form: FileFormat) -> None:
    after = _result(tmp_path, form, MetadataPolicy.WITHOUT_GPS)
    assert "GPS" not in _said(after)
    assert "Zürich" not in _said(after)  # IPTC names the town
    assert after.exif["Exif.Photo.ISOSpeedRatings"] == "6400"
    assert after.xmp["Xmp.dc.description"]["x-default"] == CAPTION  # pyright: ignore[reportIndexIssue]
    assert form in WITHOUT_IPTC or after.iptc["Iptc.Application2.Caption"] == CAPTION
    assert any("lowlight" in key for key in after.xmp)


@FORMATS
def test_only_copyright_leaves_who_made_it_and_whose_it_is(
    tmp_path: Path, form: FileFormat
) -> None:
    after = _result(tmp_path, form, MetadataPolicy.COPYRIGHT)
    assert after.exif["Exif.Image.Artist"] == "Zoë Ångström"
    assert after.exif["Exif.Image.Copyright"] == "CC0"
    assert after.xmp["Xmp.dc.creator"] == ("Zoë Ångström", "Second")
    for gone in ("Canon", "6400", CAPTION, "GPS", "Lowlight", "lowlight", "DateTime"):
        assert gone not in _said(after)


@FORMATS
def test_nothing_leaves_only_what_shows_the_picture_right(tmp_path: Path, form: FileFormat) -> None:
    after = _result(tmp_path, form, MetadataPolicy.NOTHING)
    assert after.exif["Exif.Image.Orientation"] == "1"
    assert not after.xmp
    assert not after.iptc
    for gone in ("Zoë", "Canon", "2026", "Lowlight"):
        assert gone not in _said(after)


@pytest.mark.parametrize(
    "key",
    [
        "Exif.GPSInfo.GPSLatitude",
        "Exif.Panasonic.City",
        "Exif.Photo.MakerNote",  # bytes that cannot be searched
        "Iptc.Application2.SubLocation",
        "Xmp.exif.GPSLatitude",
        "Xmp.photoshop.City",
        "Xmp.dc.coverage",
        "Xmp.iptcExt.LocationCreated[1]/Iptc4xmpExt:City",
    ],
)
def test_the_place_is_found_wherever_it_is_said(key: str) -> None:
    tags = {key: "here", "Exif.Photo.SubjectLocation": "3 4"}  # a place in the picture
    before = Metadata(exif=tags, iptc=tags, xmp=tags)
    after = kept_under(MetadataPolicy.WITHOUT_GPS, before)
    left = {"Exif.Photo.SubjectLocation": "3 4"}
    assert (after.exif, after.iptc, after.xmp) == (left, left, left)


def test_keeping_everything_changes_nothing() -> None:
    before = Metadata(exif={"Exif.GPSInfo.GPSLatitude": "1"})
    assert kept_under(MetadataPolicy.EVERYTHING, before) is before
