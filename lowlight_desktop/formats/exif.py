"""Read what is known about a photo: EXIF, GPS, lens, IPTC and XMP of any file Exiv2 knows."""

import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from lowlight_desktop.formats import crw, exiv2
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata, Tags

logger = logging.getLogger(__name__)

# Where makers put the numbers, most trustworthy first. TIFF/EP and DNG may have them in IFD0.
_ISO = (
    "Exif.Photo.ISOSpeedRatings",
    "Exif.Photo.RecommendedExposureIndex",  # where the first is full at 65535
    "Exif.Photo.StandardOutputSensitivity",
    "Exif.Photo.ISOSpeed",
    "Exif.Image.ISOSpeedRatings",
)
_ISO_FULL = 65535
_EXPOSURE = ("Exif.Photo.ExposureTime", "Exif.Image.ExposureTime")
_APERTURE = ("Exif.Photo.FNumber", "Exif.Image.FNumber")
_FOCAL_LENGTH = ("Exif.Photo.FocalLength", "Exif.Image.FocalLength")
_TAKEN = ("Exif.Photo.DateTimeOriginal", "Exif.Image.DateTimeOriginal", "Exif.Image.DateTime")


def read_metadata(path: Path) -> Metadata:
    """Read the tags of a photo.

    Args:
        path: Any file: RAW, JPEG, TIFF, PNG, WebP, HEIC, AVIF, …

    Returns:
        Its tags; `NO_METADATA` where there are none or they cannot be read. Metadata alone never
        fails a photo.
    """
    try:
        tables = exiv2.read_tags(path)
    except exiv2.FAILURES as error:
        logger.debug("%s: no metadata: %s", path, error)
        return NO_METADATA
    if not (tables.exif or tables.iptc or tables.xmp):
        return NO_METADATA
    return described(crw.completed(tables.exif), tables.iptc, tables.xmp)


def described(exif: Tags, iptc: Tags, xmp: Tags) -> Metadata:
    """Metadata from its tags, with the fields that the program itself uses."""
    return Metadata(
        exif=MappingProxyType(dict(exif)),
        iptc=MappingProxyType(dict(iptc)),
        xmp=MappingProxyType(dict(xmp)),
        camera=_camera(exif),
        iso=_iso(exif),
        exposure_s=_first(exif, _EXPOSURE) or _apex(exif, "Exif.Photo.ShutterSpeedValue", -1.0),
        aperture=_first(exif, _APERTURE) or _apex(exif, "Exif.Photo.ApertureValue", 0.5),
        focal_length_mm=_first(exif, _FOCAL_LENGTH),
        taken=next((t for key in _TAKEN if (t := _word(exif, key))), ""),
    )


def _word(tags: Tags, key: str) -> str:
    value = tags.get(key, "")
    return value.strip(" \0") if isinstance(value, str) else ""


def _numbers(tags: Tags, key: str) -> list[float]:
    """The numbers of a tag: integers, or rationals as "1/60"; none where one makes no sense."""
    numbers: list[float] = []
    for word in _word(tags, key).split():
        numerator, _, denominator = word.partition("/")
        try:
            numbers.append(float(numerator) / float(denominator or 1))
        except (ValueError, ZeroDivisionError):
            return []
    return numbers


def _first(tags: Tags, keys: tuple[str, ...]) -> float | None:
    """The first number above 0 that is found."""
    for key in keys:
        numbers = _numbers(tags, key)
        if numbers and numbers[0] > 0:
            return numbers[0]
    return None


def _apex(tags: Tags, key: str, exponent: float) -> float | None:
    """A value that EXIF keeps as a logarithm to the base 2."""
    numbers = _numbers(tags, key)
    return 2.0 ** (exponent * numbers[0]) if numbers and abs(numbers[0]) < 64 else None


def _iso(exif: Tags) -> float | None:
    full = _first(exif, _ISO[:1]) == _ISO_FULL
    return _first(exif, _ISO[1:] if full else _ISO)


def _camera(exif: Mapping[str, object]) -> str:
    """The camera, with its maker once: "Canon PowerShot S40", "Apple iPhone 15 Pro"."""
    make, model = _word(exif, "Exif.Image.Make"), _word(exif, "Exif.Image.Model")
    known = {word.casefold() for word in make.split()}
    repeated = bool(model) and model.split()[0].casefold() in known
    return model if repeated else f"{make} {model}".strip()
