"""A TIFF whose first picture gets other pixels; all else stays where it is, byte for byte.

The file is copied, the new pixels are laid into the room of the old, and what does not fit behind
the end. So no offset inside maker notes or other pages goes wrong. What shows the old picture
leaves: Photoshop's layers, smaller copies.
"""

import shutil
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from tifffile import COMPRESSION, PHOTOMETRIC, PLANARCONFIG, PREDICTOR, TiffFile, TiffPage

from lowlight_desktop.formats.ahead import PROCESSORS, done_ahead
from lowlight_desktop.formats.in_place.room import Room
from lowlight_desktop.formats.in_place.tiff_directory import Edit, edited
from lowlight_desktop.formats.in_place.tiff_layout import LAYERS, is_jpeg
from lowlight_desktop.formats.tiff_reading import all_pages, decoded, is_full, main_page

_COPY_BYTES = 1 << 22
_LONG, _LONG8 = 4, 16
_ASSOCIATED = 1
_LEVEL = 6

_COMPRESSION, _PHOTOMETRIC, _PREDICTOR, _SMALLER = 259, 262, 317, 330
_OF_JPEG = frozenset({347, 512, 513, 514, 515, 519, 520, 521, 529, 530, 531, 532})

Pixels = NDArray[np.generic]


def write_tiff_again(file: BinaryIO, source: Path, values: Pixels) -> None:
    """Write a TIFF as it is, with other colors in its first picture.

    Args:
        file: Where to; open for reading too, and empty.
        source: The TIFF as it is.
        values: (H, W, channels) as it is stored, in a type of at least its depth; coverage and
            other extra samples stay.

    Raises:
        OSError: If the disk refuses, or the file would outgrow TIFF's 4 GB.
    """
    with source.open("rb") as old:
        shutil.copyfileobj(old, file, _COPY_BYTES)
    file.seek(0)
    with TiffFile(file) as tiff:
        page = main_page(source, tiff)
        stored = _stored(source, page, values)
        room = _room(tiff, page)
        places = _write_pieces(file, page, stored, room)
        file.truncate(room.whole())
        _tell(tiff, page, places)
        edit = _leaving(tiff, page)
    edited(file, tiff.tiff, edit)


def _stored(source: Path, page: TiffPage, values: Pixels) -> Pixels:
    """The picture as the file holds it, (H, W, N), with its extra samples."""
    kind: np.dtype[Any] = np.dtype(page.dtype).newbyteorder("=")
    colors = _fitting(values, kind)
    if page.photometric == PHOTOMETRIC.MINISWHITE:
        colors = (kind.type(_top(kind)) - colors).astype(kind, copy=False)
    if not page.extrasamples and kind.kind != "f":
        return colors
    old = decoded(source, page).astype(kind, copy=False)
    channels = colors.shape[2]
    extra = old[..., channels:]
    if page.extrasamples and int(page.extrasamples[0]) == _ASSOCIATED:
        colors = _premultiplied(colors, extra[..., :1])
    if kind.kind == "f":
        colors = _with_strange(colors, old[..., :channels])
    return np.concatenate([colors, extra], axis=2) if page.extrasamples else colors


def _fitting(values: Pixels, kind: np.dtype[Any]) -> Pixels:
    """The numbers in another type; what is too large for half precision becomes its largest."""
    if kind.kind == "f" and kind.itemsize < values.dtype.itemsize:
        top = np.finfo(kind).max
        values = np.clip(cast("NDArray[np.float32]", values), -top, top)
    return values.astype(kind, copy=False)


def _with_strange(colors: Pixels, old: Pixels) -> Pixels:
    """Colors with what is no number, or infinite, where it was: hosts mark empty places with it."""
    strange = ~np.isfinite(cast("NDArray[np.float32]", old))
    return np.where(strange, old, colors) if strange.any() else colors


def _top(kind: np.dtype[Any]) -> int:
    """The stored value of white."""
    return 1 if kind.kind == "f" else 2 ** (8 * kind.itemsize) - 1


def _premultiplied(colors: Pixels, coverage: Pixels) -> Pixels:
    if colors.dtype.kind == "f":
        return (colors * coverage).astype(colors.dtype)  # pyright: ignore[reportOperatorIssue]
    out = np.empty_like(colors)
    top = np.float32(_top(colors.dtype))
    for row in range(len(colors)):  # a row at a time: no float copy of the whole picture
        share = coverage[row].astype(np.float32) / top
        out[row] = colors[row].astype(np.float32) * share + np.float32(0.5)
    return out


def _room(tiff: TiffFile, page: TiffPage) -> Room:
    """The places of what will not be needed any more."""
    others = {at for p in all_pages(tiff.pages) if p is not page for at in p.dataoffsets}
    mine = zip(page.dataoffsets, page.databytecounts, strict=True)
    free = [(at, at + count) for at, count in mine if at not in others]
    layers = page.tags.get(LAYERS)
    if layers is not None:
        free.append((layers.valueoffset, layers.valueoffset + layers.valuebytecount))
    return Room.of(free, tiff.filehandle.size)


def _write_pieces(
    file: BinaryIO, page: TiffPage, stored: Pixels, room: Room
) -> list[tuple[int, int]]:
    """Write strips or tiles; where each begins, and how long it is."""
    places: list[tuple[int, int]] = []
    with ThreadPoolExecutor(PROCESSORS) as pool:
        work = partial(_encoded, page)
        for data in done_ahead(work, _pieces(page, stored), pool, 2 * PROCESSORS):
            at = room.take(len(data))
            file.seek(at)
            file.write(data)
            places.append((at, len(data)))
    return places


def _pieces(page: TiffPage, stored: Pixels) -> Iterator[Pixels]:
    """Strips or tiles in the order of the file, each (h, w, N)."""
    planes = [stored]
    if page.planarconfig == PLANARCONFIG.SEPARATE and stored.shape[2] > 1:
        planes = [stored[..., i : i + 1] for i in range(stored.shape[2])]
    height, width = stored.shape[:2]
    for plane in planes:
        if not page.is_tiled:
            rows = min(page.rowsperstrip, height)
            yield from (plane[top : top + rows] for top in range(0, height, rows))
            continue
        for top in range(0, height, page.tilelength):
            for left in range(0, width, page.tilewidth):
                part = plane[top : top + page.tilelength, left : left + page.tilewidth]
                lacking = page.tilelength - part.shape[0], page.tilewidth - part.shape[1]
                yield np.pad(part, ((0, lacking[0]), (0, lacking[1]), (0, 0)), "edge")


def _encoded(page: TiffPage, piece: Pixels) -> bytes:
    """A strip or tile as the file holds it."""
    predictor = PREDICTOR.NONE if is_jpeg(page) else page.predictor
    order = page.parent.tiff.byteorder
    if predictor == PREDICTOR.FLOATINGPOINT:
        data = imagecodecs.floatpred_encode(np.ascontiguousarray(piece), axis=-2)
    else:
        if predictor == PREDICTOR.HORIZONTAL:
            piece = imagecodecs.delta_encode(np.ascontiguousarray(piece), axis=-2)
        data = piece.astype(piece.dtype.newbyteorder(order))
    raw = np.ascontiguousarray(data)
    match _compression(page):
        case COMPRESSION.NONE:
            return raw.tobytes()
        case COMPRESSION.LZW:
            return bytes(imagecodecs.lzw_encode(raw.tobytes()))
        case COMPRESSION.PACKBITS:
            rows = (row.tobytes() for row in raw)
            return b"".join(bytes(imagecodecs.packbits_encode(row)) for row in rows)
        case COMPRESSION.ZSTD:
            return bytes(imagecodecs.zstd_encode(raw.tobytes()))
        case _:
            return bytes(imagecodecs.deflate_encode(raw.tobytes(), level=_LEVEL))


_KEPT = {
    *(COMPRESSION.NONE, COMPRESSION.LZW, COMPRESSION.PACKBITS, COMPRESSION.ZSTD),
    *(COMPRESSION.ADOBE_DEFLATE, COMPRESSION.DEFLATE),
}


def _compression(page: TiffPage) -> COMPRESSION:
    """The file's own; deflate in place of what loses something, or hardly anybody reads."""
    known = COMPRESSION(page.compression)
    return known if known in _KEPT else COMPRESSION.ADOBE_DEFLATE


def _tell(tiff: TiffFile, page: TiffPage, places: list[tuple[int, int]]) -> None:
    """Say in the directory where the pixels are, and how they are packed."""
    starts, sizes = tuple(at for at, _ in places), tuple(size for _, size in places)
    long = _LONG8 if tiff.is_bigtiff else _LONG
    codes = (324, 325) if page.is_tiled else (273, 279)
    try:
        for code, numbers, before in zip(
            codes, (starts, sizes), (page.dataoffsets, page.databytecounts), strict=True
        ):
            if numbers != tuple(before):
                page.tags[code].overwrite(numbers, dtype=long)
    except struct.error as error:
        raise OSError("it would be larger than TIFF's 4 GB") from error
    if _compression(page) != page.compression:
        page.tags[_COMPRESSION].overwrite(int(_compression(page)))
    if page.photometric == PHOTOMETRIC.YCBCR:
        page.tags[_PHOTOMETRIC].overwrite(int(PHOTOMETRIC.RGB))


def _leaving(tiff: TiffFile, page: TiffPage) -> Edit:
    """What of the directories is not true any more."""
    codes = {LAYERS} | (_OF_JPEG | {_PREDICTOR} if is_jpeg(page) else set[int]())
    inside = list(page.pages or ())
    if inside and not any(is_full(p.aspage()) for p in inside):
        codes.add(_SMALLER)
    chain = [p.aspage() for p in tiff.pages]
    if all(p.offset != page.offset for p in chain):
        return Edit(page.offset, frozenset(codes))  # the picture hangs on another page
    whole = tuple(p.offset for p in chain if is_full(p) or int(p.subfiletype) & 4)
    return Edit(page.offset, frozenset(codes), whole if len(whole) < len(chain) else ())
