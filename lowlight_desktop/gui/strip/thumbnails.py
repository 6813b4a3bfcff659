"""Small pictures, as many as memory shall hold."""

from collections import OrderedDict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap

MOST_THUMBNAILS = 600
"""At 208x144 pixels these are 70 MB; a strip on the widest screen shows fifty."""


class Thumbnails:
    """The pictures that were needed last; those that were not are forgotten.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int = MOST_THUMBNAILS) -> None:
        self._most = most
        self._pictures: OrderedDict[Path, QPixmap] = OrderedDict()

    def put(self, path: Path, picture: QPixmap) -> None:
        """Keep a picture, and forget the one that was not needed for longest."""
        self._pictures[path] = picture
        self._pictures.move_to_end(path)
        while len(self._pictures) > self._most:
            self._pictures.popitem(last=False)

    def get(self, path: Path) -> QPixmap | None:
        """The picture, if it is here."""
        picture = self._pictures.get(path)
        if picture is not None:
            self._pictures.move_to_end(path)
        return picture

    def __contains__(self, path: Path) -> bool:
        return path in self._pictures

    def forget(self, path: Path) -> None:
        """Keep nothing of a photo."""
        self._pictures.pop(path, None)


def picture_of(rgb: NDArray[np.uint8], box: QSize, ratio: float) -> QPixmap:
    """A thumbnail for the screen.

    Args:
        rgb: (h, w, 3) sRGB.
        box: What it must fit into, in logical pixels; it is not enlarged.
        ratio: Device pixels per logical pixel.

    Raises:
        ValueError: If `rgb` has another shape or type.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or 0 in rgb.shape:
        raise ValueError(f"a thumbnail must be (h, w, 3) uint8, got {rgb.shape} {rgb.dtype}")
    packed = np.ascontiguousarray(rgb)
    height, width = packed.shape[:2]
    image = QImage(packed.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    room = box * ratio
    if width > room.width() or height > room.height():
        image = image.scaled(
            room,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    picture = QPixmap.fromImage(image)  # a copy: the array may go
    picture.setDevicePixelRatio(ratio)
    return picture
