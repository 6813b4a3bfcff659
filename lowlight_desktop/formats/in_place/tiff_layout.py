"""Which TIFFs can be written back as they came."""

from dataclasses import dataclass
from pathlib import Path

from tifffile import COMPRESSION, PHOTOMETRIC, PREDICTOR, TiffFile, TiffPage

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.in_place.notice import About, Notice
from lowlight_desktop.formats.in_place.refusal import cannot_return
from lowlight_desktop.formats.tiff_reading import (
    FAILURES,
    all_pages,
    is_full,
    main_page,
    orientation_of,
    profile_of,
)
from lowlight_desktop.photo.sentence import Sentence

LAYERS = 37724
"""Photoshop's tag for its layers: it would open them instead of the picture."""

_KINDS = {
    ("u", 8): "uint8",
    ("u", 16): "uint16",
    ("f", 16): "float32",
    ("f", 32): "float32",
    ("f", 64): "float32",
}
_CHANNELS = {PHOTOMETRIC.MINISWHITE: 1, PHOTOMETRIC.MINISBLACK: 1, PHOTOMETRIC.RGB: 3}
_STRANGE_COLORS = {
    PHOTOMETRIC.SEPARATED: Sentence("CMYK colors"),
    PHOTOMETRIC.PALETTE: Sentence("colors from a palette"),
    PHOTOMETRIC.CIELAB: Sentence("Lab colors"),
    PHOTOMETRIC.ICCLAB: Sentence("Lab colors"),
    PHOTOMETRIC.ITULAB: Sentence("Lab colors"),
}
_PREDICTORS = (PREDICTOR.NONE, PREDICTOR.HORIZONTAL, PREDICTOR.FLOATINGPOINT)


@dataclass(frozen=True, slots=True)
class TiffLayout:
    """What must be known of a TIFF to write it back.

    Attributes:
        channels: Of color: 1 or 3.
        kind: What its numbers become in memory: "uint8", "uint16" or "float32".
        profile: Its ICC profile.
        orientation: 1 to 8.
        notices: What else is in the file.
    """

    channels: int
    kind: str
    profile: bytes | None
    orientation: int
    notices: tuple[Notice, ...]


def tiff_layout(path: Path) -> TiffLayout:
    """Look at the first picture of a TIFF.

    Raises:
        ReadError: If it is damaged.
        WriteError: If it cannot be written back.
    """
    try:
        with TiffFile(path) as tiff:
            page = main_page(path, tiff)
            channels, kind = _checked(path, page)
            pages = sum(map(is_full, all_pages(tiff.pages)))
            return TiffLayout(
                channels, kind, profile_of(page), orientation_of(page), _notices(page, pages)
            )
    except FAILURES as error:
        raise refusals.damaged(path, "TIFF") from error


def is_jpeg(page: TiffPage) -> bool:
    """Whether the pixels are a JPEG inside the TIFF, which is read as RGB."""
    return page.compression == COMPRESSION.JPEG


def _checked(path: Path, page: TiffPage) -> tuple[int, str]:
    photometric = PHOTOMETRIC(page.photometric)
    channels = _CHANNELS.get(photometric)
    if photometric is PHOTOMETRIC.YCBCR and is_jpeg(page):
        channels = 3
    if channels is None:
        colors = _STRANGE_COLORS.get(photometric, Sentence("{0} colors", photometric.name))
        raise cannot_return(path, colors)
    bits = int(page.bitspersample)
    kind = _KINDS.get(("f" if page.sampleformat == 3 else "u", bits))
    if kind is None or page.sampleformat not in (1, 3) or page.dtype is None:
        raise cannot_return(path, _depth(bits, int(page.sampleformat)))
    if page.axes not in ("YX", "YXS", "SYX"):
        raise cannot_return(path, Sentence("a stack of pictures"))
    if page.predictor not in _PREDICTORS:
        raise cannot_return(path, Sentence("pixels in an unusual compression"))
    return channels, kind


def _depth(bits: int, sample_format: int) -> Sentence:
    if bits == 1:
        return Sentence("pixels that are black or white")
    match sample_format:
        case 1:
            return Sentence("pixels of {0}-bit integers", bits)
        case 2:
            return Sentence("pixels of {0}-bit signed integers", bits)
        case 3:
            return Sentence("pixels of {0}-bit floating point", bits)
        case _:
            return Sentence("pixels of {0}-bit numbers", bits)


def _notices(page: TiffPage, pages: int) -> tuple[Notice, ...]:
    layers = (Notice(About.LAYERS),) if LAYERS in page.tags else ()
    return (*layers, Notice(About.PAGES, pages)) if pages > 1 else layers
