"""Put a result's tags into a carrier, and see that they are all there."""

import logging

from lowlight_desktop.formats import exiv2
from lowlight_desktop.formats.exiv2 import Dressed, TagTables
from lowlight_desktop.formats.output_tags import OutputTags

logger = logging.getLogger(__name__)


def dressed(carrier: bytes, output: OutputTags, thumbnail: bytes = b"") -> bytes:
    """A carrier with the tags of a result.

    Maker notes and the thumbnail are left out where they do not fit: a JPEG segment ends at
    64 KB, and Exiv2 makes room by silently leaving out long tags. So the carrier is read again,
    and the notes are only kept if nothing is missing.

    Args:
        carrier: A picture of one pixel.
        output: What to put in.
        thumbnail: A JPEG for EXIF, or nothing.

    Returns:
        The carrier's bytes.
    """
    tags, photo = output.tags, output.photo
    if output.maker:
        with_notes = TagTables(tags.exif | output.maker, tags.iptc, tags.xmp)
        result = exiv2.dress(carrier, with_notes, thumbnail)
        if not _missing(result, with_notes, thumbnail):
            return result.picture
        logger.info("%s: the maker notes do not fit and are left out", photo)
    result = exiv2.dress(carrier, tags, thumbnail)
    if thumbnail and _missing(result, tags, thumbnail):
        logger.info("%s: the thumbnail does not fit and is left out", photo)
        result = exiv2.dress(carrier, tags)
    if missing := _missing(result, tags, b"").union(result.refused):
        logger.warning("%s: these tags cannot be kept: %s", photo, ", ".join(sorted(missing)))
    return result.picture


def _missing(result: Dressed, wanted: TagTables, thumbnail: bytes) -> set[str]:
    found = exiv2.read_tags_of(result.picture).exif
    missing = {key for key, value in wanted.exif.items() if value and not found.get(key)}
    if thumbnail and "Exif.Thumbnail.JPEGInterchangeFormat" not in found:
        missing.add("the thumbnail")
    return missing
