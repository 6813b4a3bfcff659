"""Which tags of the original may go with a photo, before the rules for all files apply.

A policy only ever takes away. Where a photo was taken is said in many places: coordinates in EXIF
and XMP, names of towns in IPTC and XMP, and both in the notes of some makers. Notes that can only
be copied as bytes cannot be searched, so they go with the place.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from lowlight_desktop.photo.export_options import MetadataPolicy
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata

_PLACE = re.compile(
    r"""Exif\.GPSInfo\.|Exif\.Image\.GPSTag
    |Exif\.Photo\.MakerNote
    # makers that write names of places, and cameras with a receiver
    |Exif\.(?!Image|Photo)\w+\.\w*(GPS|City|Country|State|Landmark|Location)
    |Iptc\.Application2\.(City|SubLocation|ProvinceState|Country\w*|Location\w*)
    |Xmp\.exif\.GPS
    |Xmp\.photoshop\.(City|State|Country)
    |Xmp\.iptc\.(Location|CountryCode)
    |Xmp\.iptcExt\.Location(Created|Shown)
    |Xmp\.dc\.coverage
    """,
    re.VERBOSE,
)
_RIGHTS = re.compile(
    r"""Exif\.Image\.(Artist|Copyright|XPAuthor)$
    |Iptc\.Envelope\.CharacterSet$
    |Iptc\.Application2\.(Byline|BylineTitle|Credit|Copyright|Contact)$
    |Xmp\.dc\.(creator|rights)$
    |Xmp\.photoshop\.(AuthorsPosition|Credit)$
    |Xmp\.xmpRights\.|Xmp\.plus\.|Xmp\.cc\.
    |Xmp\.iptc\.CreatorContactInfo
    """,
    re.VERBOSE,
)


def kept_under(policy: MetadataPolicy, metadata: Metadata) -> Metadata:
    """The metadata that a policy lets through.

    Args:
        policy: What the photographer wants.
        metadata: All that is known.

    Returns:
        A part of it.
    """
    match policy:
        case MetadataPolicy.EVERYTHING:
            return metadata
        case MetadataPolicy.WITHOUT_GPS:
            return _filtered(metadata, _PLACE, keep=False)
        case MetadataPolicy.COPYRIGHT:
            return _filtered(metadata, _RIGHTS, keep=True)
        case MetadataPolicy.NOTHING:
            return NO_METADATA


def tells_of_making(policy: MetadataPolicy) -> bool:
    """Whether a file says that Lowlight made it, from which recipe and with which networks."""
    return policy in (MetadataPolicy.EVERYTHING, MetadataPolicy.WITHOUT_GPS)


def _filtered(metadata: Metadata, rule: re.Pattern[str], *, keep: bool) -> Metadata:
    def part(tags: Mapping[str, object]) -> dict[str, object]:
        return {key: value for key, value in tags.items() if bool(rule.match(key)) is keep}

    return replace(
        metadata, exif=part(metadata.exif), iptc=part(metadata.iptc), xmp=part(metadata.xmp)
    )
