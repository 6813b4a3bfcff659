"""What is known about a photo besides its pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Tags = Mapping[str, object]
"""Tag name as Exiv2 writes it ("Exif.Photo.ISOSpeedRatings") to its value."""


def _no_tags() -> Tags:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Metadata:
    """The tags of a photo, kept as they were read so that they can be written again.

    Attributes:
        exif: EXIF with GPS and lens; values are the strings that Exiv2 prints.
        iptc: IPTC; values are strings or lists of strings.
        xmp: XMP properties; values are strings, lists of strings (tuples where their order has
            a meaning), or language maps.
        camera: Maker and model for people, or "".
        iso: ISO speed, or None.
        exposure_s: Exposure time in seconds, or None.
        aperture: f-number, or None.
        focal_length_mm: Focal length, or None.
        taken: When, as EXIF writes it ("2026:11:20 23:10:05"), or "".
    """

    exif: Tags = field(default_factory=_no_tags)
    iptc: Tags = field(default_factory=_no_tags)
    xmp: Tags = field(default_factory=_no_tags)
    camera: str = ""
    iso: float | None = None
    exposure_s: float | None = None
    aperture: float | None = None
    focal_length_mm: float | None = None
    taken: str = ""


NO_METADATA = Metadata()
