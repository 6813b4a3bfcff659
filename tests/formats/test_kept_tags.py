"""What survives from the original's tags: the difference before and after is listed here."""

import re
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop import __version__
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.color_space import ADOBE_RGB, DISPLAY_P3
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.finished_formats import WITHOUT_IPTC
from tests.formats.tagged_photo import CAPTION, KEYWORDS, write_tagged_photo

CRW = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
OPTIONS = {
    "jpeg": ExportOptions(FileFormat.JPEG),
    "png": ExportOptions(FileFormat.PNG, 16),
    "tiff": ExportOptions(FileFormat.TIFF, 16),
    "jxl": ExportOptions(FileFormat.JXL, 16),
    "avif": ExportOptions(FileFormat.AVIF, 10),
}
FORMATS = pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())

# Where a directory or a block lies in the file, and how large it is.
PLACES = (
    r"Exif\.Image\.(Exif|GPS)Tag|Exif\.MakerNote\.\w+|Exif\.Photo\.(MakerNote|Interop\w+)"
    r"|Exif\.Canon\w+\.0x0000"  # how many values a record has, which a CRW does not say
)
THUMBNAIL = r"|Exif\.(Thumbnail|Image2)\.\w+"
ABOUT_THE_RESULT = (
    r"|Exif\.Image\.(Software|Orientation)|Exif\.Iop\.\w+"
    r"|Exif\.Photo\.(ExifVersion|ColorSpace|PixelXDimension|PixelYDimension"
    r"|ComponentsConfiguration)"
)
TURNED = r"|Exif\.Photo\.SubjectArea"  # in pixels of the picture before it was turned
LAYOUT_OF_TIFF = (
    r"|Exif\.Image\.(ImageWidth|ImageLength|BitsPerSample|Compression|PhotometricInterpretation"
    r"|SamplesPerPixel|PlanarConfiguration|Predictor|RowsPerStrip|StripOffsets|StripByteCounts"
    r"|InterColorProfile|XMLPacket|IPTCNAA|[XY]Resolution|ResolutionUnit)"
)


def _result(folder: Path, metadata: Metadata, options: ExportOptions) -> Metadata:
    bright = np.full((20, 30, 3), 200, np.uint8)
    values = bright if options.depth == 8 else bright.astype(np.uint16)
    path = folder / f"result{options.format.suffix}"
    return read_metadata(write_photo(path, values, options, metadata=metadata, recipe=Recipe()))


def _changed(before: Metadata, after: Metadata) -> set[str]:
    keys = before.exif.keys() | after.exif.keys()
    return {key for key in keys if before.exif.get(key) != after.exif.get(key)}


def _unexpected(changed: set[str], options: ExportOptions) -> set[str]:
    layout = LAYOUT_OF_TIFF if options.format is FileFormat.TIFF else ""
    expected = re.compile(PLACES + THUMBNAIL + ABOUT_THE_RESULT + TURNED + layout)
    return {key for key in changed if not expected.fullmatch(key)}


@FORMATS
def test_only_tags_about_the_file_change(tmp_path: Path, options: ExportOptions) -> None:
    before = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    after = _result(tmp_path, before, options)
    changed = _changed(before, after)
    resolution = {"Exif.Image.XResolution", "Exif.Image.YResolution", "Exif.Image.ResolutionUnit"}
    assert not changed & resolution
    assert not _unexpected(changed, options)
    assert after.iptc == ({} if options.format in WITHOUT_IPTC else before.iptc)


@FORMATS
def test_a_raws_tags_change_no_more_than_that(tmp_path: Path, options: ExportOptions) -> None:
    before = read_metadata(CRW)
    after = _result(tmp_path, before, options)
    assert not _unexpected(_changed(before, after), options)
    assert after.camera == "Canon PowerShot S40"
    assert after.exif["Exif.CanonCs.LensType"] == "65535"  # that is -1, read without a sign


@FORMATS
def test_place_rating_caption_and_keywords_survive(tmp_path: Path, options: ExportOptions) -> None:
    before = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    after = _result(tmp_path, before, options)
    assert after.exif["Exif.GPSInfo.GPSLatitude"] == "52/1 27/1 3458/100"
    assert after.exif["Exif.GPSInfo.GPSLongitudeRef"] == "E"
    assert after.exif["Exif.Photo.LensModel"] == "RF35mm F1.8 MACRO IS STM"
    assert after.exif["Exif.Image.Rating"] == "4"
    assert after.exif["Exif.Image.ImageDescription"] == CAPTION
    assert after.xmp["Xmp.xmp.Rating"] == "4"
    assert after.xmp["Xmp.dc.subject"] == KEYWORDS
    assert after.xmp["Xmp.dc.creator"] == ("Zoë Ångström", "Second")
    assert after.xmp["Xmp.dc.description"] == {"x-default": CAPTION, "en": "Bridge in fog"}
    assert after.xmp["Xmp.xmpMM.DerivedFrom/stRef:documentID"] == "0AB52A"
    if options.format not in WITHOUT_IPTC:
        assert after.iptc["Iptc.Application2.Caption"] == CAPTION


@pytest.mark.parametrize("form", [FileFormat.JXL, FileFormat.AVIF])
def test_what_only_iptc_says_becomes_xmp_where_a_format_has_no_iptc(
    tmp_path: Path, form: FileFormat
) -> None:
    iptc = {"Iptc.Application2.Caption": CAPTION, "Iptc.Application2.Keywords": KEYWORDS}
    after = _result(tmp_path, Metadata(iptc=iptc), ExportOptions(form, min(form.depths)))
    assert after.xmp["Xmp.dc.description"] == {"x-default": CAPTION}
    assert after.xmp["Xmp.dc.subject"] == KEYWORDS


@FORMATS
def test_the_result_is_described_as_it_is(tmp_path: Path, options: ExportOptions) -> None:
    before = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    after = _result(tmp_path, before, options)
    assert after.exif["Exif.Image.Orientation"] == after.xmp["Xmp.tiff.Orientation"] == "1"
    assert after.exif["Exif.Photo.PixelXDimension"] == after.xmp["Xmp.exif.PixelXDimension"] == "30"
    assert after.exif["Exif.Photo.PixelYDimension"] == "20"
    assert after.exif["Exif.Image.Software"] == f"Lowlight {__version__}"
    assert after.xmp["Xmp.dc.format"] == f"image/{options.format.value}"


@FORMATS
def test_edits_that_others_would_apply_again_are_left_out(
    tmp_path: Path, options: ExportOptions
) -> None:
    before = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    after = _result(tmp_path, before, options)
    assert "Xmp.crs.Exposure2012" in before.xmp
    assert "Xmp.crs.Exposure2012" not in after.xmp
    assert "Xmp.tiff.ImageWidth" not in after.xmp


@FORMATS
@pytest.mark.parametrize(
    ("space", "color_space", "interoperability"),
    [(None, "1", "R98"), (ADOBE_RGB, "65535", "R03"), (DISPLAY_P3, "65535", None)],
    ids=["sRGB", "Adobe RGB", "Display P3"],
)
def test_exif_names_the_color_space_as_far_as_it_can(
    tmp_path: Path,
    options: ExportOptions,
    space: object,
    color_space: str,
    interoperability: str | None,
) -> None:
    if space is not None:
        chosen = ADOBE_RGB if space is ADOBE_RGB else DISPLAY_P3
        options = ExportOptions(options.format, options.depth, space=chosen)
    after = _result(tmp_path, NO_METADATA, options)
    assert after.exif["Exif.Photo.ColorSpace"] == color_space
    assert after.exif.get("Exif.Iop.InteroperabilityIndex") == interoperability


def test_what_a_dng_says_about_its_sensor_stays_behind(tmp_path: Path) -> None:
    dng = {
        "Exif.Image.DNGVersion": "1 4 0 0",
        "Exif.Image.CFAPattern": "0 1 1 2",
        "Exif.Image.StripOffsets": "1234",
        "Exif.Image.SubIFDs": "99",
        "Exif.Image.NewSubfileType": "1",
        "Exif.Image.0xc7d5": "1 2 3",
        "Exif.SubImage1.ImageWidth": "6000",
        "Exif.Image.ExposureTime": "1/15",
        "Exif.Image.Model": "Camera",
    }
    for options in OPTIONS.values():
        after = _result(tmp_path, Metadata(exif=dng), options)
        assert after.exif["Exif.Photo.ExposureTime"] == "1/15"  # EXIF keeps it elsewhere
        left = dng.keys() - {"Exif.Image.Model", "Exif.Image.StripOffsets"}
        assert not left & after.exif.keys()
        assert after.exif.get("Exif.Image.StripOffsets") != "1234"  # TIFF has its own


def test_impossible_tags_do_not_take_the_others_with_them_and_are_told_with_the_photo(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    metadata = Metadata(
        exif={"Exif.Image.Model": "Camera", "Exif.Photo.NoSuchTag": "1"},
        xmp={"Xmp.nosuchspace.Name": "1", "Xmp.xmp.Rating": "5"},
    )
    photo = tmp_path / "night.CRW"
    options, values = OPTIONS["jpeg"], np.full((20, 30, 3), 200, np.uint8)
    result = tmp_path / "result.jpg"
    write_photo(result, values, options, metadata=metadata, recipe=Recipe(), original=photo)
    after = read_metadata(result)
    assert after.exif["Exif.Image.Model"] == "Camera"
    assert after.xmp["Xmp.xmp.Rating"] == "5"
    assert caplog.messages == [
        f"{photo}: these tags cannot be kept: Exif.Photo.NoSuchTag, Xmp.nosuchspace.Name"
    ]
    caplog.clear()


def test_results_of_results_keep_one_recipe(tmp_path: Path) -> None:
    first = _result(tmp_path, NO_METADATA, OPTIONS["tiff"])
    second = _result(tmp_path, first, OPTIONS["jpeg"])
    assert {k: v for k, v in first.xmp.items() if "lowlight" in k} == {
        k: v for k, v in second.xmp.items() if "lowlight" in k
    }
