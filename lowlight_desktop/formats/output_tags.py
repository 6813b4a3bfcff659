"""The tags of a result: those of the photo that stay (`tag_rules.py`), and those said anew.

The orientation becomes 1, the size, the color space and the software become ours, the recipe and
what the networks made of it are added. A policy may keep less (`metadata_policy.py`).

Maker notes are taken over tag by tag where Exiv2 knows them, because it then writes their inner
offsets anew. As bytes they are taken over only from makers whose notes count their offsets from
their own start; those of others would point at nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop import __version__
from lowlight_desktop.formats.exiv2 import TagTables
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making, making_to_xmp
from lowlight_desktop.formats.metadata_policy import kept_under, tells_of_making
from lowlight_desktop.formats.output_profile import profile_name
from lowlight_desktop.formats.recipe_xmp import recipe_to_xmp
from lowlight_desktop.formats.tag_rules import (
    FILE_GROUP,
    MAIN_DIRECTORY,
    MOVED,
    NOT_FROM_PHOTO,
    PICTURE,
    PLACES_IN_PICTURE,
    PREVIEW,
    SELF_CONTAINED_NOTES,
    XMP_OF_FILE,
)
from lowlight_desktop.photo.color_space import ADOBE_RGB, SRGB
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe

_OWN_GROUPS = frozenset({"Image", "Photo", "GPSInfo", "Iop"})
_WHERE_NONE_IS_SAID = {"Exif.Photo.ExifVersion": "48 50 51 50"}  # "0232"

_SOFTWARE = f"Lowlight {__version__}"

_IPTC_PREVIEW = "Iptc.Application2.Preview"
_IPTC_CHARACTERS = {"Iptc.Envelope.CharacterSet": "\x1b%G"}  # UTF-8

_MIME = {
    FileFormat.JPEG: "image/jpeg",
    FileFormat.PNG: "image/png",
    FileFormat.TIFF: "image/tiff",
    FileFormat.JXL: "image/jxl",
    FileFormat.AVIF: "image/avif",
    FileFormat.DNG: "image/x-adobe-dng",
}


@dataclass(frozen=True, slots=True)
class OutputTags:
    """The tags of a result.

    Attributes:
        tags: What must be written.
        maker: Maker notes, left out where they do not fit.
        photo: Whose they are, for the log.
    """

    tags: TagTables
    maker: dict[str, object]
    photo: Path


def output_tags(
    metadata: Metadata,
    recipe: Recipe,
    options: ExportOptions,
    *,
    photo: Path,
    width: int,
    height: int,
    making: Making = WITHOUT_NETWORKS,
) -> OutputTags:
    """The tags that a finished photo gets.

    Args:
        metadata: The tags of the original.
        recipe: How the result was made.
        options: What it is written as.
        photo: Whose they are.
        width: Columns of the result.
        height: Rows of the result.
        making: What the networks did.
    """
    metadata = kept_under(options.metadata, metadata)
    facts = _facts(options, width, height)
    own = recipe_to_xmp(recipe) | making_to_xmp(making)
    iptc = {k: v for k, v in metadata.iptc.items() if not k.startswith(_IPTC_PREVIEW)}
    return OutputTags(
        TagTables(
            exif=_WHERE_NONE_IS_SAID | _kept_exif(metadata.exif, options) | facts,
            iptc=iptc | _IPTC_CHARACTERS if iptc else {},
            # The recipe first: a JPEG segment may end before all XMP is in it.
            xmp=(own if tells_of_making(options.metadata) else {})
            | _kept_xmp(metadata.xmp, options, facts),
        ),
        maker=_maker_notes(metadata.exif),
        photo=photo,
    )


def _group(key: str) -> str:
    return key.split(".", 2)[1]


def _known(key: str) -> bool:
    """Whether the standard names the tag; the type of the others is lost."""
    return not key.rsplit(".", 1)[1].startswith("0x")


def _kept_exif(exif: Mapping[str, object], options: ExportOptions) -> dict[str, object]:
    kept = {new: exif[old] for old, new in MOVED.items() if old in exif}
    moved = exif.get("Exif.Image.Orientation", "1") != "1" or options.limits_size
    for key, value in exif.items():
        group = _group(key)
        in_photo = group == "Photo" and key not in NOT_FROM_PHOTO and _known(key)
        if moved and key in PLACES_IN_PICTURE:
            continue
        if key in MAIN_DIRECTORY or in_photo or (group == "GPSInfo" and _known(key)):
            kept[key] = value
    return kept


def _facts(options: ExportOptions, width: int, height: int) -> dict[str, object]:
    """What is true of the result, whatever the original said."""
    facts: dict[str, object] = {
        "Exif.Image.Orientation": "1",
        "Exif.Photo.ColorSpace": "1" if options.space == SRGB else "65535",
        "Exif.Photo.PixelXDimension": str(width),
        "Exif.Photo.PixelYDimension": str(height),
    }
    if tells_of_making(options.metadata):
        facts["Exif.Image.Software"] = _SOFTWARE
    if options.format is FileFormat.JPEG:
        facts["Exif.Photo.ComponentsConfiguration"] = "1 2 3 0"  # Y Cb Cr
    if options.space in (SRGB, ADOBE_RGB):
        facts["Exif.Iop.InteroperabilityIndex"] = "R98" if options.space == SRGB else "R03"
        facts["Exif.Iop.InteroperabilityVersion"] = "48 49 48 48"  # "0100"
    return facts


def _maker_notes(exif: Mapping[str, object]) -> dict[str, object]:
    notes = {key: value for key, value in exif.items() if _is_maker_group(_group(key))}
    raw = str(exif.get("Exif.Photo.MakerNote", ""))
    if raw.startswith(SELF_CONTAINED_NOTES) and not any(map(PICTURE.search, notes)):
        return {"Exif.Photo.MakerNote": raw}
    kept = {
        key: _signed(key, value)
        for key, value in notes.items()
        if not PREVIEW.search(key) and key != "Exif.MakerNote.Offset"
    }
    return kept if any(_group(key) != "MakerNote" for key in kept) else {}


def _is_maker_group(group: str) -> bool:
    return group not in _OWN_GROUPS and not FILE_GROUP.match(group)


def _signed(key: str, value: object) -> object:
    """WORKAROUND: Exiv2 prints Canon's settings without a sign but reads them with one."""
    if _group(key) != "CanonCs" or not isinstance(value, str):
        return value
    words = value.split()
    if not all(word.isdecimal() for word in words):
        return value
    return " ".join(str(n - 65536 if 32767 < n < 65536 else n) for n in map(int, words))


def _kept_xmp(
    xmp: Mapping[str, object], options: ExportOptions, facts: Mapping[str, object]
) -> dict[str, object]:
    kept = {key: value for key, value in xmp.items() if not XMP_OF_FILE.match(key)}
    mirrored = {
        "Xmp.tiff.Orientation": "1",
        "Xmp.tiff.Software": _SOFTWARE,
        "Xmp.exif.ColorSpace": facts["Exif.Photo.ColorSpace"],
        "Xmp.exif.PixelXDimension": facts["Exif.Photo.PixelXDimension"],
        "Xmp.exif.PixelYDimension": facts["Exif.Photo.PixelYDimension"],
        "Xmp.photoshop.ICCProfile": profile_name(options.space),
        "Xmp.dc.format": _MIME[options.format],
    }
    return kept | {key: value for key, value in mirrored.items() if key in kept}
