"""Open a photo of any kind: the one door by which pixels come in."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.bitmap import Bitmap, remark_on, to_image
from lowlight_desktop.formats.container import (
    HEAD_BYTES,
    UNKNOWN,
    Container,
    container_of,
    describe_stranger,
)
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.heif_reading import read_avif, read_heif
from lowlight_desktop.formats.jpeg_reading import read_jpeg
from lowlight_desktop.formats.png_reading import read_png
from lowlight_desktop.formats.raw import read_raw, read_raw_draft
from lowlight_desktop.formats.raw_structure import holds_sensor_data
from lowlight_desktop.formats.tiff_reading import read_tiff
from lowlight_desktop.formats.webp_reading import read_webp
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.sentence import Sentence

RAW_SUFFIXES = frozenset(
    {
        *(".3fr", ".ari", ".arw", ".bay", ".cr2", ".cr3", ".crw", ".dcr", ".dcs", ".dng", ".erf"),
        *(".fff", ".gpr", ".iiq", ".k25", ".kdc", ".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf"),
        *(".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f"),
    }
)
"""What cameras call their RAW files, in lower case."""

PHOTO_SUFFIXES = RAW_SUFFIXES | {
    *(".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".hif", ".avif"),
}
"""What a search through a folder takes, in lower case."""

_BITMAP_READERS = {
    Container.JPEG: read_jpeg,
    Container.PNG: read_png,
    Container.TIFF: read_tiff,
    Container.WEBP: read_webp,
    Container.HEIF: read_heif,
    Container.AVIF: read_avif,
}


def read_photo(path: Path, *, develop: bool = True) -> Photograph:
    """Read a photo: upright, in the working space, with its metadata.

    What it is, its first bytes decide; its name is only a hint that a TIFF may be a RAW.

    Args:
        path: The file.
        develop: Whether to develop a Bayer mosaic: False for who does that himself.

    Returns:
        The photo, whole; there are no partial results.

    Raises:
        ReadError: If there is no photo, or not a whole one, in words for people.
    """
    with disk_errors_in_words(path):
        head = _head(path)
        container = _container(path, head)
        if container is Container.RAW:
            return _read_raw(path, head, develop=develop)
        return _read_bitmap(path, container)


def container_at(path: Path) -> Container:
    """What kind of file a photo is; as `read_photo` decides it.

    Raises:
        ReadError: If it is no photo.
    """
    with disk_errors_in_words(path):
        return _container(path, _head(path))


DRAFT_REDUCTION = 2
"""Pixels of the sensor per pixel of a draft, along each side."""


def read_draft(path: Path) -> Photograph | None:
    """A RAW at half its size, in a fraction of the time; other photos are read fast enough.

    Returns:
        The photo without its mosaic, or None: `read_photo` is the way.

    Raises:
        ReadError: As `read_photo`.
    """
    with disk_errors_in_words(path):
        head = _head(path)
        if _container(path, head) is not Container.RAW:
            return None
        image = read_raw_draft(path, head)
    return None if image is None else Photograph(path, image, "RAW", 16)


@contextmanager
def disk_errors_in_words(path: Path) -> Generator[None]:
    """Turn what the system says while a file is read into a `ReadError`."""
    try:
        yield
    except MemoryError as error:
        raise refusals.not_enough_memory(path) from error
    except PermissionError as error:
        raise ReadError(
            path, Sentence("you are not allowed to read it"), Sentence("Check its permissions.")
        ) from error
    except OSError as error:
        raise ReadError(
            path, Sentence("it cannot be read ({0})", error.strerror or str(error))
        ) from error


def _head(path: Path) -> bytes:
    """The first bytes of a file that exists and is not empty."""
    if not path.exists():
        raise ReadError(
            path, Sentence("there is no such file"), Sentence("Check the name and the folder.")
        )
    if path.is_dir():
        raise ReadError(path, Sentence("it is a folder, not a photo"))
    if not path.is_file():
        raise ReadError(path, Sentence("it is a device, not a file"))
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise ReadError(
            path, Sentence("the file is empty"), Sentence("Copy it once more from the camera.")
        )
    return head


def _container(path: Path, head: bytes) -> Container:
    container = container_of(head)
    named_raw = path.suffix.lower() in RAW_SUFFIXES
    if container is Container.TIFF and (named_raw or holds_sensor_data(path)):
        return Container.RAW
    if container is not None:
        return container
    if not head.strip(b"\0") and _holds_only_zeros(path):
        raise ReadError(
            path,
            Sentence("it holds nothing but zeros: its place was taken, but it was never written"),
            Sentence("Copy it once more from the camera or the backup."),
        )
    stranger = describe_stranger(head)
    if named_raw and stranger == UNKNOWN:
        raise ReadError(
            path,
            Sentence("it has no header that tells which camera made it"),
            Sentence(
                "If it is bare sensor data, convert it to DNG with the program that wrote it."
            ),
        )
    raise ReadError(path, Sentence("it is {0}, not a photo that Lowlight reads", stranger))


def _holds_only_zeros(path: Path) -> bool:
    with path.open("rb") as file:
        return not any(part.strip(b"\0") for part in iter(partial(file.read, 1 << 20), b""))


def _read_raw(path: Path, head: bytes, *, develop: bool) -> Photograph:
    picture = read_raw(path, head, develop=develop)
    metadata = read_metadata(path)
    maker = metadata.camera.split()[0] if metadata.camera else ""
    kind = path.suffix[1:].upper() or "RAW"
    return Photograph(
        path=path,
        image=picture.image,
        source_format=f"{maker} {kind}".strip(),
        bit_depth=picture.bit_depth,
        mosaic=picture.mosaic,
        metadata=metadata,
        is_developed=picture.is_developed,
    )


def _read_bitmap(path: Path, container: Container) -> Photograph:
    bitmap: Bitmap = _BITMAP_READERS[container](path)
    metadata = read_metadata(path)
    return Photograph(
        path=path,
        image=to_image(bitmap, metadata.exif),
        source_format=bitmap.source_format,
        bit_depth=bitmap.bit_depth,
        metadata=metadata,
        remark=remark_on(bitmap),
    )
