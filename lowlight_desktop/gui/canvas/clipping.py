"""Warnings for what is burnt out or drowned: where a photo has no more shape to give."""

from functools import reduce

import cv2
import numpy as np
from PySide6.QtGui import QImage

from lowlight_desktop.gui.canvas.pyramid import Bytes, Pyramid, Raster
from lowlight_desktop.photo.image import Rgb8

HIGHLIGHT = 254
"""A channel of this value or more counts as burnt out."""
SHADOW = 1
"""A pixel whose channels are all at most this counts as drowned."""

CLEAR_CODE, SHADOW_CODE, HIGHLIGHT_CODE = 0, 1, 2
# The blue and the red that every photo editor warns with, not colors of the theme.
_COLORS = (0x00000000, 0xFF2060FF, 0xFFFF2020)


def clipping_codes(rgb: Rgb8) -> Bytes:
    """What is clipped.

    Args:
        rgb: (H, W, 3) uint8 sRGB.

    Returns:
        (H, W) uint8: `HIGHLIGHT_CODE` where any channel is at least 254, `SHADOW_CODE` where all
        are at most 1, else `CLEAR_CODE`.
    """
    brightest = np.maximum(np.maximum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    codes = np.full(256, CLEAR_CODE, np.uint8)
    codes[: SHADOW + 1] = SHADOW_CODE
    codes[HIGHLIGHT:] = HIGHLIGHT_CODE
    return cv2.LUT(brightest, codes)  # pyright: ignore[reportReturnType]


def halved_codes(codes: Bytes) -> Bytes:
    """Half as high and wide, rounded up.

    A lamp of one pixel survives: its shape is lost at any size. A dark pixel alone is noise and
    does not: its neighbors would have made it gray.
    """
    height, width = codes.shape
    even: Bytes = np.pad(codes, ((0, height % 2), (0, width % 2)), mode="edge")
    quarters = even[0::2, 0::2], even[0::2, 1::2], even[1::2, 0::2], even[1::2, 1::2]
    most, least = reduce(np.maximum, quarters), reduce(np.minimum, quarters)
    return np.where(most == HIGHLIGHT_CODE, most, least)


def clipping_pyramid(rgb: Rgb8) -> Pyramid:
    """The warning for a picture: red and blue where it is clipped, clear elsewhere."""
    return Pyramid(clipping_codes(rgb), halved_codes, _colored)


def _colored(codes: Bytes) -> Raster:
    height, width = codes.shape
    indexed = QImage(codes.data, width, height, width, QImage.Format.Format_Indexed8)
    indexed.setColorTable(_COLORS)
    return Raster(codes, indexed.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))
