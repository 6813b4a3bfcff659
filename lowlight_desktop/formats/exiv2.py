"""Exiv2 through its Python binding: tables of tags out of files and into small carriers.

Tags are never written into a finished photo. Exiv2 rewrites the whole file once for each of EXIF,
IPTC and XMP, holds it in memory meanwhile and refuses 1 GB. Instead a picture of one pixel in the
same container is dressed with the tags, and its segments, chunks or directory are taken over when
the photo is written (`jpeg.py`, `png.py`, `tiff.py`).

No lock is needed: the binding holds the interpreter's lock during every call, and no object is
shared between threads. The low-level module is used because the wrapper above it decodes all tags
as UTF-8 or none, and forgets which XMP arrays are ordered.
"""

import logging
import os
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, cast

logger = logging.getLogger(__name__)

FAILURES = (RuntimeError, ValueError, LookupError, ArithmeticError, MemoryError, OSError)
"""What the binding raises: C++ exceptions as pybind11 translates them, and Python's own."""

NAMESPACE, PREFIX = "https://lowlight.app/ns/1.0/", "lowlight"
"""Where the recipe lives in XMP."""

# Bytes and text one to one: values cross the binding unharmed whatever their encoding is.
_TRANSPORT = "latin-1"
_MUTE = 4
_LANGUAGE = re.compile(r'(?:^|, )lang="([^"]+)" ')

Row = list[object]
"""Key, value, and how the binding shall read the value."""


@dataclass(frozen=True, slots=True)
class TagTables:
    """All tags of a file, by Exiv2's names; the values are those of `photo.metadata.Metadata`."""

    exif: dict[str, object]
    iptc: dict[str, object]
    xmp: dict[str, object]


class _Datum(dict[str, bytes]):
    """One tag: "tag", "typeName" (a str) and "value" (a list for XMP arrays)."""


class _Image(Protocol):
    def read_exif(self) -> list[_Datum]: ...
    def read_iptc(self) -> list[_Datum]: ...
    def read_xmp(self) -> list[_Datum]: ...
    def modify_exif(self, table: list[Row], encoding: str, /) -> None: ...
    def modify_iptc(self, table: list[Row], encoding: str, /) -> None: ...
    def modify_xmp(self, table: list[Row], encoding: str, /) -> None: ...
    def modify_thumbnail(self, jpeg: bytes, length: int, /) -> None: ...
    def get_bytes(self) -> bytes: ...
    def close_image(self) -> None: ...


class _Buffer(Protocol):
    def destroy(self) -> None: ...


class _Binding(Protocol):
    def Image(self, source: bytes | _Buffer, /) -> _Image: ...  # noqa: N802 - its name
    def Buffer(self, data: bytes, length: int, /) -> _Buffer: ...  # noqa: N802
    def registerNs(self, namespace: str, prefix: str, /) -> None: ...  # noqa: N802


@cache
def _binding() -> _Binding:
    """The binding, imported on first use (50 ms), silent, and told our namespace."""
    from pyexiv2 import set_log_level
    from pyexiv2.lib import exiv2api  # pyright: ignore[reportAttributeAccessIssue]

    set_log_level(_MUTE)  # it would print to the terminal, and turn warnings into exceptions
    binding = cast("_Binding", exiv2api)
    binding.registerNs(NAMESPACE, PREFIX)
    return binding


@contextmanager
def _opened(data: bytes) -> Generator[_Image, None, None]:
    """A file in memory."""
    buffer = _binding().Buffer(data, len(data))  # a copy that nobody else frees
    try:
        image = _binding().Image(buffer)
        yield image
        image.close_image()
    finally:
        buffer.destroy()


@contextmanager
def _opened_file(path: Path) -> Generator[_Image, None, None]:
    if os.name == "nt":
        # Exiv2 takes narrow names there, which cannot spell every path.
        with _opened(path.read_bytes()) as image:
            yield image
    else:
        image = _binding().Image(os.fsencode(path))
        yield image
        image.close_image()


def read_tags(path: Path) -> TagTables:
    """Read every tag of a file.

    Raises:
        RuntimeError, ValueError, …: One of `FAILURES`, if Exiv2 does not know the file.
    """
    with _opened_file(path) as image:
        return _tables(image)


def read_tags_of(data: bytes) -> TagTables:
    """Read every tag of a file that is in memory; as `read_tags`."""
    with _opened(data) as image:
        return _tables(image)


def _tables(image: _Image) -> TagTables:
    return TagTables(
        _gather(image.read_exif()), _gather(image.read_iptc()), _gather(image.read_xmp())
    )


def _gather(data: list[_Datum]) -> dict[str, object]:
    """A table of tags; a tag that is repeated becomes a list."""
    table: dict[str, object] = {}
    for datum in data:
        key, value = datum["tag"].decode(), _value(datum)
        if key not in table:
            table[key] = value
        elif isinstance(known := table[key], list):
            cast("list[object]", known).append(value)
        else:
            table[key] = [known, value]
    return table


def _value(datum: _Datum) -> object:
    kind, value = str(datum["typeName"]), datum["value"]
    if isinstance(value, list):
        texts = [_text(item) for item in cast("list[bytes]", value)]
        return tuple(texts) if kind == "XmpSeq" else texts
    if kind == "LangAlt":
        # "", language, text, language, text, …; a value without a language is the default one
        _, *parts = _LANGUAGE.split(_text(value))
        return dict(zip(parts[::2], parts[1::2], strict=True)) or {"x-default": _text(value)}
    return _text(value)


def _text(raw: bytes) -> str:
    """Text of a tag: UTF-8, as everybody writes, or the Latin-1 of older programs."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Dressed:
    """A small picture with tags in it.

    Attributes:
        picture: Its bytes.
        refused: Names of tags that Exiv2 did not take.
    """

    picture: bytes
    refused: tuple[str, ...] = ()


def dress(carrier: bytes, tags: TagTables, thumbnail: bytes = b"") -> Dressed:
    """A copy of a small picture with tags in it.

    A tag that Exiv2 refuses is left out; the others are written.

    Args:
        carrier: A JPEG, PNG or TIFF without tags.
        tags: What to put in.
        thumbnail: A JPEG for the EXIF thumbnail, or nothing.
    """
    refused = list[str]()
    with _opened(carrier) as image:
        if tags.exif:
            refused += _put(image.modify_exif, _rows(tags.exif))
        if thumbnail:
            image.modify_thumbnail(thumbnail, len(thumbnail))
        if tags.iptc:
            refused += _put(image.modify_iptc, _rows(tags.iptc))
        if tags.xmp:
            refused += _put(image.modify_xmp, _xmp_rows(tags.xmp))
        return Dressed(image.get_bytes(), tuple(refused))


def _put(modify: Callable[[list[Row], str], None], rows: list[Row]) -> list[str]:
    """Write all rows at once; if that fails, all that can be written, one after the other.

    Returns:
        The tags that cannot.
    """
    refused = list[str]()
    try:
        modify(rows, _TRANSPORT)
    except FAILURES:
        for row in rows:  # they are in memory, even those that could not be written
            _delete(modify, row)
        for row in rows:
            try:
                modify([row], _TRANSPORT)
            except FAILURES as error:
                logger.info("Exiv2 refuses the tag %s: %s", row[0], error)
                refused.append(str(row[0]))
                _delete(modify, row)
    return refused


def _delete(modify: Callable[[list[Row], str], None], row: Row) -> None:
    with suppress(*FAILURES):  # there is no such tag, or the others are still too long
        modify([[row[0], "", "_delete"]], _TRANSPORT)


def _rows(table: Mapping[str, object]) -> list[Row]:
    return [
        [key, [_sent(item) for item in cast("list[object]", value)], "array"]
        if isinstance(value, list)
        else [key, _sent(value), "string"]
        for key, value in table.items()
    ]


def _xmp_rows(table: Mapping[str, object]) -> list[Row]:
    rows: list[Row] = []
    for key, value in table.items():
        if isinstance(value, tuple):  # the binding writes every array as an ordered one
            rows.append([key, [_sent(item) for item in cast("tuple[object]", value)], "array"])
        elif isinstance(value, list):
            rows.append([key, 'type="Bag"', "string"])
            items = enumerate(cast("list[object]", value), 1)
            rows.extend([f"{key}[{i}]", _sent(item), "string"] for i, item in items)
        elif isinstance(value, Mapping):
            texts = cast("Mapping[str, object]", value)
            rows.append([key, [_sent(f'lang="{k}" {v}') for k, v in texts.items()], "dict"])
        else:
            rows.append([key, _sent(value), "string"])
    return rows


def _sent(value: object) -> str:
    return str(value).encode(errors="replace").decode(_TRANSPORT)
