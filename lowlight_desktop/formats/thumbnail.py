"""The small picture that EXIF carries for file managers."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import decode, encode
from lowlight_desktop.photo.color_space import SRGB, ColorSpace

_LONGEST_PX = 160  # what EXIF names
_QUALITY = 80


def jpeg_thumbnail(values: NDArray[np.uint8], space: ColorSpace) -> bytes:
    """A JPEG of at most 160 pixels a side, in sRGB because it has no profile.

    Args:
        values: (H, W, 3) uint8 in `space`.
        space: What the numbers mean.

    Raises:
        OSError: If the encoder fails.
    """
    height, width = values.shape[:2]
    scale = min(_LONGEST_PX / max(height, width), 1.0)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small: NDArray[np.uint8] = cv2.resize(  # pyright: ignore[reportAssignmentType]
        values, size, interpolation=cv2.INTER_AREA
    )
    pixels = encode(decode(small, space), SRGB, 8)
    settings = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    try:
        _, encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), settings)
    except cv2.error as error:
        raise OSError(f"the JPEG encoder failed: {error.err}") from error
    return encoded.tobytes()
