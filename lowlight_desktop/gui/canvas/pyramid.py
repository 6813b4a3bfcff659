"""Pictures for the screen: memory shared with numpy, and halves for drawing them small.

Measured for 1.5 megapixels drawn smoothly from 2: RGB32 1.7 ms, RGB888 5.2 ms, against 0.4 ms for
the conversion once.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColorTransform, QImage

from lowlight_desktop.develop.strips import strips
from lowlight_desktop.photo.image import Rgb8

# So few pixels OpenCV converts in the thread that asks. More it shares out, and the window would
# wait for threads that do not get their turn while networks have all processors: 60 ms, seen once.
_ALONE_PX = 1 << 16

Bytes = NDArray[np.uint8]
"""(H, W, 4) blue, green, red, alpha; or (H, W) codes."""


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """An image and the array whose memory it may show, so that both live equally long."""

    pixels: Bytes
    image: QImage


def raster(pixels: Bytes, kind: QImage.Format = QImage.Format.Format_RGB32) -> Raster:
    """Show an array, (H, W, 4) uint8 BGRA and contiguous, without copying it."""
    height, width = pixels.shape[:2]
    return Raster(pixels, QImage(pixels.data, width, height, 4 * width, kind))


def screen_pixels(rgb: Rgb8, display: QColorTransform | None) -> Bytes:
    """Pixels as the display wants them.

    Args:
        rgb: (H, W, 3) uint8 sRGB.
        display: From sRGB to the display's space; None leaves the values as they are.

    Returns:
        (H, W, 4) uint8 BGRA, opaque.
    """
    pixels = np.empty((*rgb.shape[:2], 4), np.uint8)
    for rows in strips(len(rgb), max(_ALONE_PX // rgb.shape[1], 1)):
        cv2.cvtColor(rgb[rows], cv2.COLOR_RGB2BGRA, dst=pixels[rows])
    if display is None:
        return pixels
    shown = raster(pixels).image.colorTransformed(display)
    # WORKAROUND: QImage of PySide6 gives no array; the copy is as long-lived as we need it.
    return np.frombuffer(shown.constBits(), np.uint8).reshape(pixels.shape).copy()


def halved(pixels: Bytes) -> Bytes:
    """Half as high and wide, rounded up: the mean of what falls together."""
    height, width = pixels.shape[:2]
    size = ((width + 1) // 2, (height + 1) // 2)
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)  # pyright: ignore[reportReturnType]


class Pyramid:
    """A picture and its halves, each made when it is first drawn that small.

    Drawing smoothly looks at four pixels: a picture reduced more than twice would flicker.
    """

    def __init__(
        self,
        pixels: Bytes,
        halve: Callable[[Bytes], Bytes] = halved,
        show: Callable[[Bytes], Raster] = raster,
    ) -> None:
        self.height, self.width = pixels.shape[:2]
        self._halve, self._show = halve, show
        self._pixels = [pixels]
        self._rasters: dict[int, Raster] = {}

    def image(self, scale: float) -> QImage:
        """The smallest level that is not smaller than the whole picture times `scale`.

        Args:
            scale: Drawn size over the size of the picture, above 0.
        """
        level = max(math.floor(math.log2(1 / scale) + 1e-9), 0)
        level = min(level, math.floor(math.log2(max(min(self.height, self.width), 1))))
        while len(self._pixels) <= level:
            self._pixels.append(self._halve(self._pixels[-1]))
        if level not in self._rasters:
            self._rasters[level] = self._show(self._pixels[level])
        return self._rasters[level].image
