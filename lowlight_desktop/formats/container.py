"""What kind of file it is, told by its first bytes; names lie, bytes seldom do."""

from enum import Enum

from lowlight_desktop.photo.sentence import Sentence

HEAD_BYTES = 512
"""How much of a file `container_of` wants to see."""


class Container(Enum):
    """A kind of file that can be read; the value is its name for people."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"  # or a RAW that is built like one: only its tags tell
    WEBP = "WebP"
    HEIF = "HEIC"
    AVIF = "AVIF"
    RAW = "RAW"


TIFF_MAGICS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")

_RAW_MAGICS: tuple[tuple[int, bytes], ...] = (
    (6, b"HEAPCCDR"),  # Canon CRW
    (0, b"FUJIFILMCCD-RAW"),  # Fujifilm RAF
    (0, b"FOVb"),  # Sigma X3F
    (0, b"\0MRM"),  # Minolta MRW
    (0, b"IIU\0"),  # Panasonic RW2, Leica
    (0, b"IIRO"),  # Olympus ORF
    (0, b"IIRS"),
    (0, b"MMOR"),
    (0, b"qktk"),  # Apple QuickTake
    (0, b"qktn"),
    (0, b"NOKIARAW"),
)
"""RAW files that carry a mark of their own.

LibRaw also opens files without any mark, by guessing the camera from the size of the file alone:
a wrong guess looks like noise, so those are refused.
"""

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}

_STRANGERS: tuple[tuple[int, bytes, Sentence], ...] = (
    (0, b"%PDF", Sentence("a PDF document")),
    (0, b"PK\x03\x04", Sentence("a ZIP archive")),
    (0, b"\x1f\x8b", Sentence("a compressed archive")),
    (0, b"7z\xbc\xaf", Sentence("a compressed archive")),
    (0, b"Rar!", Sentence("a compressed archive")),
    (0, b"GIF8", Sentence("a GIF picture")),
    (0, b"8BPS", Sentence("a Photoshop document")),
    (0, b"v/1\x01", Sentence("an OpenEXR picture")),
    (0, b"#?RADIANCE", Sentence("a Radiance picture")),
    (0, b"\xff\x0a", Sentence("a JPEG XL picture")),
    (0, b"\0\0\0\x0cJXL ", Sentence("a JPEG XL picture")),
    (0, b"\0\0\0\x0cjP  ", Sentence("a JPEG 2000 picture")),
    (0, b"gimp xcf", Sentence("a GIMP document")),
    (0, b"\x1aE\xdf\xa3", Sentence("a video")),
    (0, b"\0\0\x01\xba", Sentence("a video")),
    (8, b"AVI ", Sentence("a video")),
    (8, b"WAVE", Sentence("a sound file")),
    (0, b"ID3", Sentence("a sound file")),
    (0, b"BM", Sentence("a BMP picture")),
)


def container_of(head: bytes) -> Container | None:
    """Which readable kind of file starts with `head`, or None.

    Args:
        head: The first `HEAD_BYTES` of the file, or all of it.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return Container.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Container.PNG
    if head.startswith(TIFF_MAGICS):
        return Container.TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Container.WEBP
    if any(head[at : at + len(magic)] == magic for at, magic in _RAW_MAGICS):
        return Container.RAW
    return _bmff_container(_brands(head))


def _bmff_container(brands: set[bytes]) -> Container | None:
    if b"crx " in brands:
        return Container.RAW  # Canon CR3
    if brands & _AVIF_BRANDS:  # before HEIF: AVIF files name "mif1" too
        return Container.AVIF
    return Container.HEIF if brands & _HEIF_BRANDS else None


def _brands(head: bytes) -> set[bytes]:
    """The brands that an ISO base media file declares, or nothing."""
    if head[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[at : at + 4] for at in range(16, end, 4)}


UNKNOWN = Sentence("of an unknown kind")
"""What `describe_stranger` says where it does not know."""


def describe_stranger(head: bytes) -> Sentence:
    """What a file that cannot be read is, for people: "a PDF document", or `UNKNOWN`."""
    for at, magic, name in _STRANGERS:
        if head[at : at + len(magic)] == magic:
            return name
    if head[4:8] == b"ftyp":
        return Sentence("a video")
    if not _is_text(head):
        return UNKNOWN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_page = start.startswith((b"<!doctype html", b"<html"))
    return Sentence("a web page") if is_page else Sentence("a text file")


def _is_text(head: bytes) -> bool:
    text = head.decode("utf-8", errors="ignore")  # the last character may be cut in two
    return len(text) > 0.9 * len(head) and all(c.isprintable() or c in "\r\n\t\ufeff" for c in text)
