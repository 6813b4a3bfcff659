"""Profile, EXIF and XMP for an AVIF whose encoder only writes the picture.

The `meta` box is written anew: the picture's items stay as they are, the tags become items that
describe the main one, and the profile becomes a property of it.

Source:
    ISO/IEC 23008-12 (items, properties), annex A (EXIF, XMP); AV1 Image File Format 1.1.
"""

import struct
from collections.abc import Mapping

from lowlight_desktop.formats.bmff import boxes
from lowlight_desktop.formats.bmff_writing import (
    TIFF_AT_ONCE,
    box,
    contents,
    full_box,
    small_box,
)
from lowlight_desktop.formats.carried_tags import Packets

_VERSION_BYTES = 4  # version and flags, before the content of a full box
_HIDDEN = 1
_PLACE = struct.Struct(">HHHII")  # item, data reference, extents, offset, length
# Offsets and lengths of 4 bytes, no base offset: how libavif writes, and we do.
_FIELD_SIZES = b"\x44\x00"
_COUNT = struct.Struct(">H")
_XMP_TYPE = b"application/rdf+xml\0"


def with_items(avif: bytes, packets: Packets, profile: bytes) -> list[bytes | memoryview]:
    """An AVIF with a profile and tags.

    Args:
        avif: As libavif writes it: one picture, perhaps with its alpha.
        packets: What it shall say.
        profile: The ICC profile of its colors.

    Returns:
        The parts of the file, in order.

    Raises:
        ValueError: If the file is built otherwise: the encoder has changed.
    """
    top = {found.kind: found for found in boxes(avif)}
    meta = contents(avif, top[b"meta"].start + _VERSION_BYTES, top[b"meta"].end)
    main = int.from_bytes(meta[b"pitm"][_VERSION_BYTES:], "big")
    items: dict[int, bytes | memoryview] = dict(_places(avif, meta[b"iloc"]))
    exif, xmp = (max(items) + n for n in (1, 2))
    items[exif] = TIFF_AT_ONCE + packets.exif
    kinds = [full_box(b"infe", _COUNT.pack(exif), bytes(2), b"Exif\0", version=2, flags=_HIDDEN)]
    if packets.xmp:
        items[xmp] = packets.xmp
        content = (_COUNT.pack(xmp), bytes(2), b"mime\0", _XMP_TYPE)
        kinds.append(full_box(b"infe", *content, version=2, flags=_HIDDEN))
    described = [(small_box(b"cdsc", struct.pack(">HHH", n, 1, main))) for n in items if n >= exif]
    meta |= {
        b"iinf": _entries(meta[b"iinf"], kinds),
        b"iref": meta.get(b"iref", bytes(_VERSION_BYTES)) + b"".join(described),
        b"iprp": _properties(meta[b"iprp"], main, small_box(b"colr", b"prof", profile)),
    }
    head = avif[: top[b"ftyp"].end]
    start = len(head) + len(_meta(meta, items, 0)) + 8
    return [head, _meta(meta, items, start), *box(b"mdat", *items.values())]


def _places(avif: bytes, iloc: bytes) -> Mapping[int, memoryview]:
    """The data of each item."""
    version, sizes = iloc[0], iloc[_VERSION_BYTES : _VERSION_BYTES + 2]
    if version or sizes != _FIELD_SIZES:
        raise ValueError("Its items have places of another form")
    found: dict[int, memoryview] = {}
    for item, _, extents, offset, length in _PLACE.iter_unpack(iloc[_VERSION_BYTES + 4 :]):
        if extents != 1:
            raise ValueError("An item lies in several pieces")
        found[item] = memoryview(avif)[offset : offset + length]
    return found


def _entries(iinf: bytes, more: list[bytes]) -> bytes:
    """The list of the items, with some more."""
    head, entries = iinf[:_VERSION_BYTES], iinf[_VERSION_BYTES + _COUNT.size :]
    (count,) = _COUNT.unpack_from(iinf, _VERSION_BYTES)
    return head + _COUNT.pack(count + len(more)) + entries + b"".join(more)


def _properties(iprp: bytes, item: int, more: bytes) -> bytes:
    """The properties, with one more for an item."""
    parts = contents(iprp)
    known = parts[b"ipco"]
    number = 1 + sum(1 for _ in boxes(known))
    return small_box(b"ipco", known, more) + small_box(
        b"ipma", _associated(parts[b"ipma"], item, number)
    )


def _associated(ipma: bytes, item: int, number: int) -> bytes:
    """Which properties an item has, with the one of that number added to one item's."""
    if any(ipma[:_VERSION_BYTES]) or number > 0x7F:
        raise ValueError("Its properties are listed in another form")
    out, at = bytearray(ipma[:8]), 8
    while at < len(ipma):
        owner, count = struct.unpack_from(">HB", ipma, at)
        mine = ipma[at + 3 : at + 3 + count]
        at += 3 + count
        mine += bytes([number]) if owner == item else b""
        out += struct.pack(">HB", owner, len(mine)) + mine
    return bytes(out)


def _meta(
    parts: Mapping[bytes, bytes], items: Mapping[int, bytes | memoryview], start: int
) -> bytes:
    """The whole box, for items that lie one after the other from `start`."""
    places, at = bytearray(), start
    for item, data in items.items():
        places += _PLACE.pack(item, 0, 1, at if start else 0, len(data))
        at += len(data)
    iloc = bytes(_VERSION_BYTES) + _FIELD_SIZES + _COUNT.pack(len(items)) + bytes(places)
    boxes_ = (small_box(kind, body) for kind, body in (dict(parts) | {b"iloc": iloc}).items())
    return full_box(b"meta", *boxes_)
