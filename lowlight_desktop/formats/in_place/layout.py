"""What a host's file is, as far as it must be the same again after an edit."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.formats import jpeg_segments, refusals
from lowlight_desktop.formats.bitmap import exif_orientation, exif_space
from lowlight_desktop.formats.cicp import HdrSpace
from lowlight_desktop.formats.color_decoding import ColorTag
from lowlight_desktop.formats.container import Container
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.in_place.encoding import Coding
from lowlight_desktop.formats.in_place.notice import Notice
from lowlight_desktop.formats.in_place.png_file import PngFile
from lowlight_desktop.formats.in_place.refusal import cannot_return
from lowlight_desktop.formats.in_place.tiff_layout import tiff_layout
from lowlight_desktop.formats.reading import container_at, disk_errors_in_words
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Layout:
    """What stays as it is when a host's file gets other pixels.

    Attributes:
        container: The kind of file.
        coding: How its numbers say colors.
        orientation: How its rows and columns lie, 1 to 8 as in EXIF.
        notices: What the photographer should know before saving.
    """

    container: Container
    coding: Coding
    orientation: int
    notices: tuple[Notice, ...] = ()


def layout_of(path: Path) -> Layout:
    """Look at a host's file; only its header is read.

    Args:
        path: A TIFF, JPEG or PNG.

    Raises:
        ReadError: If it cannot be read.
        WriteError: If it can be read, but not be written back in kind.
    """
    container = container_at(path)
    reader = _LAYOUTS.get(container)
    if reader is None:
        raise _stranger(path, container)
    with disk_errors_in_words(path):
        return reader(path)


def _stranger(path: Path, container: Container) -> WriteError:
    if container is Container.RAW:
        return WriteError(
            path,
            Sentence("it is a RAW file, which is never changed"),
            Sentence("Have the program that sent it send a TIFF, or export it with Lowlight."),
        )
    return cannot_return(path, Sentence("a {0} picture", container.value))


def _coding(path: Path, tag: ColorTag | None, channels: int, kind: str) -> Coding:
    if isinstance(tag, HdrSpace):
        raise cannot_return(path, Sentence("HDR colors"))
    return Coding(tag, channels, kind)


def _tiff(path: Path) -> Layout:
    found = tiff_layout(path)
    tag = found.profile if found.profile is not None else exif_space(read_metadata(path).exif)
    coding = _coding(path, tag, found.channels, found.kind)
    return Layout(Container.TIFF, coding, found.orientation, found.notices)


def _jpeg(path: Path) -> Layout:
    try:
        header = jpeg_segments.read_header(path.read_bytes())
    except EOFError:
        raise refusals.truncated(path) from None
    except ValueError as error:
        raise refusals.damaged(path, "JPEG") from error
    if header.bits != 8:
        raise cannot_return(path, Sentence("{0} bits per channel in a JPEG", header.bits))
    if header.channels == 4:
        raise cannot_return(path, Sentence("CMYK colors"))
    exif = read_metadata(path).exif
    tag = header.icc if header.icc is not None else exif_space(exif)
    coding = _coding(path, tag, header.channels, "uint8")
    return Layout(Container.JPEG, coding, exif_orientation(exif))


def _png(path: Path) -> Layout:
    png = PngFile.read(path)
    exif = read_metadata(path).exif
    tag = png.tag if png.tag is not None else exif_space(exif)
    coding = _coding(path, tag, png.channels, png.kind)
    return Layout(Container.PNG, coding, exif_orientation(exif))


_LAYOUTS: dict[Container, Callable[[Path], Layout]] = {
    Container.TIFF: _tiff,
    Container.JPEG: _jpeg,
    Container.PNG: _png,
}
