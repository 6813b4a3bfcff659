"""Take entries out of a TIFF's directories, and pages out of its chain; nothing else moves."""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from tifffile import TiffFormat


@dataclass(frozen=True, slots=True)
class Edit:
    """What shall be gone.

    Attributes:
        page: Where the directory of the page is.
        codes: Tags that leave it.
        chain: Where the directories are that stay, in order; empty: all of them.
    """

    page: int
    codes: frozenset[int]
    chain: tuple[int, ...] = ()


def edited(file: BinaryIO, form: TiffFormat, edit: Edit) -> None:
    """Do it.

    Args:
        file: Open for reading and writing.
        form: How its numbers are written: small or big, little or big endian.
        edit: What shall be gone.
    """
    _take_out(file, form, edit)
    if not edit.chain:
        return
    file.seek(4 if form.offsetsize == 4 else 8)
    for at, following in zip((None, *edit.chain), (*edit.chain, 0), strict=True):
        if at is not None:
            count = _count(file, form, at)
            file.seek(at + form.tagnosize + count * form.tagsize)
        file.write(struct.pack(form.offsetformat, following))


def _take_out(file: BinaryIO, form: TiffFormat, edit: Edit) -> None:
    count = _count(file, form, edit.page)
    entries = [file.read(form.tagsize) for _ in range(count)]
    following = file.read(form.offsetsize)
    kept = [e for e in entries if struct.unpack(form.byteorder + "H", e[:2])[0] not in edit.codes]
    if len(kept) < count:
        file.seek(edit.page)
        file.write(struct.pack(form.tagnoformat, len(kept)) + b"".join(kept) + following)


def _count(file: BinaryIO, form: TiffFormat, at: int) -> int:
    """How many entries a directory has; the file stands behind that number."""
    file.seek(at)
    (count,) = struct.unpack(form.tagnoformat, file.read(form.tagnosize))
    return int(count)
