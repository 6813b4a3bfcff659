"""Whether a RAW file is whole, told from its own tables before LibRaw opens it.

LibRaw fills what is missing with zeros or noise in some formats and writes its complaint to
stderr, so it gets only files that reach as far as they say.
"""

import mmap
from pathlib import Path

from tifffile import PHOTOMETRIC, TiffFile, TiffPage

from lowlight_desktop.formats import bmff, refusals
from lowlight_desktop.formats.container import TIFF_MAGICS
from lowlight_desktop.formats.tiff_reading import (
    FAILURES,
    all_pages,
    reaches_beyond,
    sensor_page,
)
from lowlight_desktop.photo.sentence import Sentence

_RAF = b"FUJIFILMCCD-RAW"
_RAF_DIRECTORY = range(84, 108, 8)  # offset and length of: JPEG, tags, sensor data; big-endian
_UNREAD_COMPRESSIONS = {
    8: Sentence("Deflate-compressed integers"),
    9: Sentence("sensor data compressed with VC-5, GoPro's own"),
    32946: Sentence("Deflate-compressed integers"),
    50002: Sentence("sensor data compressed as JPEG XL"),
    52546: Sentence("sensor data compressed as JPEG XL"),
}


def check_whole(path: Path, head: bytes) -> None:
    """Refuse a RAW file whose data end before its tables say.

    Args:
        path: A RAW file.
        head: Its first bytes.

    Raises:
        ReadError: If it is cut off, or claims more pixels than are opened.
    """
    if head.startswith(_RAF):
        size = path.stat().st_size
        whole = all(
            int.from_bytes(head[at : at + 4], "big") + int.from_bytes(head[at + 4 : at + 8], "big")
            <= size
            for at in _RAF_DIRECTORY
        )
    elif head[6:14] == b"HEAPCCDR":
        whole = _heap_is_closed(path, int.from_bytes(head[2:6], "little"))
    elif head[4:8] == b"ftyp":
        whole = _boxes_fit(path)
    else:
        whole = not head.startswith(TIFF_MAGICS) or _tiff_fits(path)
    if not whole:
        raise refusals.truncated(path)


def holds_sensor_data(path: Path) -> bool:
    """Whether a file that is built like a TIFF is a RAW in truth."""
    try:
        with TiffFile(path) as tiff:
            return sensor_page(tiff) is not None
    except FAILURES:
        return False


def holds_full_colors(path: Path) -> bool:
    """Whether a DNG has all three colors in every pixel: what others have demosaiced already."""
    try:
        with TiffFile(path) as tiff:
            return _largest(tiff).photometric == PHOTOMETRIC.LINEAR_RAW
    except FAILURES:
        return False


def unread_compression(path: Path) -> Sentence | None:
    """What LibRaw cannot unpack in a file that is built like a TIFF; None if that is not known."""
    try:
        with TiffFile(path) as tiff:
            return _UNREAD_COMPRESSIONS.get(int(_largest(tiff).compression))
    except FAILURES:
        return None


def _largest(tiff: TiffFile) -> TiffPage:
    """The picture with the most data: the sensor's, not a thumbnail."""
    return max(all_pages(tiff.pages), key=lambda page: sum(page.databytecounts))


def _tiff_fits(path: Path) -> bool:
    try:
        with TiffFile(path) as tiff:
            page = _largest(tiff)
            refusals.check_size(path, page.imagewidth or 1, page.imagelength or 1)
            return not reaches_beyond(page, tiff.filehandle.size)
    except FAILURES:
        return False  # its tables point outside of it


def _heap_is_closed(path: Path, start: int) -> bool:
    """Whether a Canon CRW ends in the directory that its last four bytes point to.

    Source:
        CIFF 1.0 r4: the heap's last word is the offset of its directory, which ends before it.
    """
    with path.open("rb") as file:
        end = file.seek(0, 2) - 4
        file.seek(max(end, 0))
        directory = start + int.from_bytes(file.read(4), "little")
        if not start <= directory < end:
            return False
        file.seek(directory)
        entries = int.from_bytes(file.read(2), "little")
    return entries > 0 and directory + 2 + 10 * entries <= end


def _boxes_fit(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            return any(box.kind == b"mdat" for box in bmff.boxes(data))
        except EOFError:
            return False
