"""A picture as its file stores it, and its way into the working space."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.orientation import upright
from lowlight_desktop.formats.color_decoding import ColorTag, Samples, fits, largest, to_working
from lowlight_desktop.photo.color_space import ADOBE_RGB, WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.sentence import NOTHING, Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Bitmap:
    """Decoded samples, not yet turned upright, in the file's own colors.

    Attributes:
        samples: (H, W, N) uint8, uint16 or float32; N is 1 for gray, 3 for RGB, 4 for CMYK (0 is
            no ink). Integers fill their type: white is 255 or 65535.
        source_format: What the file is, for people.
        bit_depth: Bits per channel in the file.
        alpha: (H, W) coverage in the type of `samples`, not premultiplied, or None.
        tag: What the file itself says about its colors; None if it says nothing.
        orientation: EXIF orientation that is still to be applied; None means that the metadata
            decides.
    """

    samples: Samples
    source_format: str
    bit_depth: int
    alpha: Samples | None = None
    tag: ColorTag | None = None
    orientation: int | None = None


def remark_on(bitmap: Bitmap) -> Sentence:
    """What of a bitmap cannot be used, and what is done instead; mostly `NOTHING`."""
    if _has_lost_profile(bitmap):
        return Sentence(
            "its color profile is damaged or for another kind of picture, so it is taken as a "
            "picture without one"
        )
    return NOTHING


def to_image(bitmap: Bitmap, exif: Mapping[str, object]) -> Image:
    """Turn a bitmap upright and bring it into the working space.

    Args:
        bitmap: What the file held; see `remark_on`.
        exif: Its EXIF tags, by Exiv2's names.
    """
    is_told = bitmap.tag is not None and not _has_lost_profile(bitmap)
    tag = bitmap.tag if is_told else exif_space(exif)
    turn = exif_orientation(exif) if bitmap.orientation is None else bitmap.orientation
    pixels = to_working(upright(bitmap.samples, turn), tag)
    alpha = None if bitmap.alpha is None else _coverage(upright(bitmap.alpha, turn))
    return Image(np.ascontiguousarray(pixels), WORKING, alpha)


def exif_orientation(exif: Mapping[str, object]) -> int:
    """How a picture lies, 1 to 8, as its EXIF tags say."""
    said = str(exif.get("Exif.Image.Orientation", "1"))
    return int(said) if said in set("12345678") else 1


def exif_space(exif: Mapping[str, object]) -> ColorTag | None:
    """Adobe RGB, where a camera says so in the only way that EXIF has (DCF 2.0, 5.3)."""
    uncalibrated = str(exif.get("Exif.Photo.ColorSpace", "")) == "65535"
    index = str(exif.get("Exif.Iop.InteroperabilityIndex", ""))
    return ADOBE_RGB if uncalibrated and index.startswith("R03") else None


def _has_lost_profile(bitmap: Bitmap) -> bool:
    return isinstance(bitmap.tag, bytes) and not fits(bitmap.tag, bitmap.samples.shape[2])


def _coverage(alpha: Samples) -> Pixels:
    """Stored alpha as (H, W) float32 in [0, 1]."""
    return np.clip(alpha / np.float32(largest(alpha)), 0.0, 1.0, dtype=np.float32)


def without_premultiplication(samples: Samples, alpha: Samples) -> Samples:
    """Undo the multiplication of color by coverage that some files store.

    Args:
        samples: (H, W, N), premultiplied in the stored encoding.
        alpha: (H, W) in the same type.

    Returns:
        (H, W, N) in the same type; fully transparent pixels stay as they were.
    """
    top = largest(samples)
    out = np.empty_like(samples)
    for row in range(len(samples)):  # a row at a time: no float copy of the whole picture
        cover = alpha[row, :, None].astype(np.float32)
        color = samples[row] * (np.float32(top) / np.where(cover > 0, cover, np.float32(top)))
        out[row] = color if samples.dtype == np.float32 else np.clip(np.rint(color), 0, top)
    return out


def widened(values: NDArray[np.uint16], bits: int) -> NDArray[np.uint16]:
    """Stretch integers of 9 to 15 bits over all of uint16: the largest becomes 65535."""
    top = (1 << bits) - 1
    return ((np.arange(top + 1) * 65535 + top // 2) // top).astype(np.uint16)[
        np.minimum(values, top)
    ]
