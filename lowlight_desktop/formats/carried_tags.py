"""A result's tags as EXIF and XMP packets, for formats that Exiv2 reads but does not write."""

import struct
from dataclasses import dataclass, replace
from typing import cast

import imagecodecs
import numpy as np

from lowlight_desktop.formats.dressing import dressed
from lowlight_desktop.formats.output_tags import OutputTags

_SIGNATURE_BYTES = 8
_XMP = b"XML:com.adobe.xmp\0"
_UNCOMPRESSED = bytes(4)  # neither compressed, nor in a language, nor translated


@dataclass(frozen=True, slots=True)
class Packets:
    """Tags in the form in which JPEG XL and AVIF hold them.

    Attributes:
        exif: A TIFF without a picture.
        xmp: RDF in UTF-8, or nothing.
    """

    exif: bytes
    xmp: bytes


def packets(output: OutputTags) -> Packets:
    """EXIF and XMP of a result; Exiv2 makes them inside a PNG of one pixel.

    These formats have no place for IPTC: what XMP can say too is said there.
    """
    png: bytes = imagecodecs.png_encode(  # pyright: ignore[reportAssignmentType]
        np.zeros((1, 1, 3), np.uint8)
    )
    found = _chunks(dressed(png, _without_iptc(output)))
    xmp = found.get(b"iTXt", b"")
    return Packets(found.get(b"eXIf", b""), xmp.removeprefix(_XMP + _UNCOMPRESSED))


def _without_iptc(output: OutputTags) -> OutputTags:
    tags = output.tags
    if not tags.iptc:
        return output
    from pyexiv2 import convert_iptc_to_xmp  # 15 ms that few photos need

    said = {key: _plain(value) for key, value in convert_iptc_to_xmp(tags.iptc).items()}
    return replace(output, tags=replace(tags, iptc={}, xmp=said | tags.xmp))


def _plain(value: object) -> object:
    """WORKAROUND: pyexiv2 names a language `lang="de"` where Exiv2 wants "de"."""
    if not isinstance(value, dict):
        return value
    texts = cast("dict[str, object]", value)
    return {key.removeprefix('lang="').removesuffix('"'): text for key, text in texts.items()}


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """The chunks of a small PNG by their kinds."""
    found: dict[bytes, bytes] = {}
    at = _SIGNATURE_BYTES
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += 12 + length
    return found
