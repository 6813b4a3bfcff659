"""The two small pictures of a photo in a report: before, and after."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from lowlight_desktop.develop.color import Stored, decode, encode
from lowlight_desktop.develop.resize import fitted
from lowlight_desktop.formats.quick_look import quick_look
from lowlight_desktop.photo.color_space import SRGB, ColorSpace
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.image import Rgb8

LONGEST_PX = 240
"""The longer side: 1,500 pairs make a page of about 40 MB."""

_QUALITY = 80
_PLAIN = (".png", ".tif")


@dataclass(frozen=True, slots=True)
class Pictures:
    """A photo before and after, each a JPEG in sRGB; None where nothing of it can be seen."""

    before: bytes | None
    after: bytes | None


NO_PICTURES = Pictures(None, None)
"""Nothing to show."""

Look = Callable[[Path, int], Rgb8]
"""As `quick_look`."""


def pictures_of(source: Path, output: Path, space: ColorSpace, look: Look = quick_look) -> Pictures:
    """Look at a photo and its result; of a RAW only the preview in it is decoded.

    What cannot be looked at is left out: a report is no reason to fail a photo.

    Args:
        source: The original.
        output: What was written.
        space: What its numbers mean, unless its format says so as cheaply.
        look: Decodes.
    """
    is_plain = output.suffix.lower() in _PLAIN
    return Pictures(
        _small_jpeg(lambda: look(source, LONGEST_PX)),
        _small_jpeg(lambda: _shrunk(output, space) if is_plain else look(output, LONGEST_PX)),
    )


def _small_jpeg(look: Callable[[], Rgb8]) -> bytes | None:
    try:
        bgr = cv2.cvtColor(look(), cv2.COLOR_RGB2BGR)
        _, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        return encoded.tobytes()
    except (PhotoError, OSError, MemoryError, cv2.error):
        return None


def _shrunk(output: Path, space: ColorSpace) -> Rgb8:
    """A result of ours, reduced before its colors are converted: six times as fast as reading it.

    Raises:
        OSError: If it cannot be decoded.
    """
    data = np.frombuffer(output.read_bytes(), np.uint8)  # OpenCV opens no such names on Windows
    bgr = cv2.imdecode(data, cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH)
    if bgr is None:  # pyright: ignore[reportUnnecessaryComparison] - it is for damaged data
        raise OSError(f"{output} cannot be decoded")
    height, width = fitted(bgr.shape[0], bgr.shape[1], LONGEST_PX)
    small = cv2.resize(bgr, (width, height), interpolation=cv2.INTER_AREA)
    rgb = cast("Stored", cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
    return encode(decode(rgb, space), SRGB, 8).astype(np.uint8, copy=False)
