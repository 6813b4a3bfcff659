"""Frames as the canvas keeps them: the whole photo, and a sharp part over it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PySide6.QtGui import QColorTransform

from lowlight_desktop.gui.canvas.clipping import clipping_pyramid
from lowlight_desktop.gui.canvas.pyramid import Pyramid, screen_pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import Frame


class Layer:
    """A frame, its picture for the screen and, once asked for, its clipping warning."""

    def __init__(self, frame: Frame, display: QColorTransform | None) -> None:
        self.frame = frame
        self.picture = Pyramid(screen_pixels(frame.rgb, display))

    def stretched(self, region: Region) -> "Layer":
        """The same picture, as one of another region."""
        other = object.__new__(Layer)
        other.frame = replace(self.frame, region=region)
        other.picture = self.picture
        return other

    @property
    def is_full(self) -> bool:
        """Whether the frame has a pixel for every pixel of the photo."""
        region = self.frame.region
        return self.frame.rgb.shape[:2] == (region.height, region.width)

    @cached_property
    def clipping(self) -> Pyramid:
        """The warning; computed once."""
        return clipping_pyramid(self.frame.rgb)

    def rgb_at(self, x: float, y: float) -> tuple[int, int, int] | None:
        """The pixel that shows a place of the photo, or None where the frame does not reach."""
        region, (height, width) = self.frame.region, self.frame.rgb.shape[:2]
        if not (region.left <= x < region.right and region.top <= y < region.bottom):
            return None
        row = int((y - region.top) * height / region.height)
        column = int((x - region.left) * width / region.width)
        red, green, blue = self.frame.rgb[min(row, height - 1), min(column, width - 1)].astype(
            np.int64
        )
        return int(red), int(green), int(blue)


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """One look of a photo.

    Attributes:
        base: The whole photo at any resolution, or None while there is nothing.
        detail: A sharp part that is drawn over it.
    """

    base: Layer | None = None
    detail: Layer | None = None

    @property
    def layers(self) -> tuple[Layer, ...]:
        """From the bottom up."""
        return tuple(layer for layer in (self.base, self.detail) if layer is not None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.layers

    def rgb_at(self, x: float, y: float) -> tuple[int, int, int] | None:
        """The uppermost pixel at a place of the photo."""
        found = (layer.rgb_at(x, y) for layer in reversed(self.layers))
        return next((rgb for rgb in found if rgb is not None), None)
