"""The translucent stripes that show where the brush keeps light away."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lowlight_desktop.develop.limits import kept
from lowlight_desktop.gui.canvas.pyramid import Bytes, raster
from lowlight_desktop.gui.canvas.viewport import Viewport
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke

_REDUCED = 4  # the tint's pixels on the screen: strokes are soft, and it must follow the hand
_STRIPE = 3  # width of a stripe along a row, in pixels of the tint
_OPACITY = 0.55
# Cool, because nights are warm; a bright and a dark stripe, so that one of them parts from any
# photo.
_STRIPES = (QColor("#6cc4ff"), QColor("#06121c"))


@dataclass(frozen=True, slots=True)
class _Grid:
    """The pixels of the tint: those of the photo as if it were reduced.

    Attributes:
        size: (H, W) of the reduced photo.
        region: The visible part of it.
        target: Where that is in the pane, in device pixels.
    """

    size: tuple[int, int]
    region: Region
    target: QRectF


class LimitTint:
    """Draws strokes; remembers the finished ones, so that the live one follows the hand."""

    def __init__(self) -> None:
        self._remembered: tuple[tuple[Stroke, ...], Viewport] | None = None
        self._kept: Pixels | None = None

    def draw(
        self,
        painter: QPainter,
        strokes: tuple[Stroke, ...],
        live: Stroke | None,
        port: Viewport,
    ) -> None:
        """Draw strokes over the photo in the pane whose corner is the origin.

        Args:
            painter: Works in device pixels.
            strokes: Those to be seen, in their order.
            live: One more, which is being drawn.
            port: Where the photo lies in the pane.
        """
        if not strokes and live is None:
            return
        grid = _grid(port)
        if self._kept is None or self._remembered != (strokes, port):
            self._kept = kept(strokes, grid.region, grid.size)
            self._remembered = strokes, port
        shown = self._kept
        if live is not None:
            cover = 1 - kept((replace(live, erases=False),), grid.region, grid.size)
            shown = with_stroke(shown, cover, erases=live.erases)
        pixels = tint_of(shown, _OPACITY, grid.region.top + grid.region.left)
        tint = raster(pixels, QImage.Format.Format_ARGB32_Premultiplied)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawImage(grid.target, tint.image, QRectF(tint.image.rect()))


def with_stroke(kept_light: Pixels, cover: Pixels, *, erases: bool) -> Pixels:
    """What one more stroke leaves, as `kept` of `develop.limits` would have it.

    Args:
        kept_light: (h, w) in [0, 1], what the strokes before it leave.
        cover: (h, w) in [0, 1], the share that it takes away or gives back.
        erases: Whether it gives back.
    """
    return kept_light + (1 - kept_light) * cover if erases else kept_light * (1 - cover)


def tint_of(kept_light: Pixels, opacity: float, phase: int = 0) -> Bytes:
    """A translucent picture of where light is kept away: slanted stripes, bright and dark.

    Args:
        kept_light: (h, w) float32 in [0, 1], the share of light that stays.
        opacity: Of the stripes where no light stays, in [0, 1].
        phase: Row plus column of the first pixel in the whole photo: the stripes belong to the
            photo and move with it.

    Returns:
        (h, w, 4) uint8 BGRA, premultiplied.
    """
    alpha = (1 - kept_light) * np.float32(opacity)
    height, width = kept_light.shape
    steps = np.add.outer(np.arange(height), np.arange(width)) + phase
    return (alpha[..., None] * _full(steps // _STRIPE % 2) + np.float32(0.5)).astype(np.uint8)


def _full(which: NDArray[np.intp]) -> Pixels:
    """The opaque colors of stripes 0 and 1: (h, w) to (h, w, 4) BGRA, 255 is full."""
    channels = [(c.blueF(), c.greenF(), c.redF(), 1.0) for c in _STRIPES]
    return (np.array(channels, np.float32) * np.float32(255))[which]


def _grid(port: Viewport) -> _Grid:
    share = port.scale / _REDUCED
    height = max(round(port.photo_height * share), 1)
    width = max(round(port.photo_width * share), 1)
    step_y, step_x = port.photo_height / height, port.photo_width / width
    seen = port.visible()
    region = Region(
        math.floor(seen.top / step_y),
        math.floor(seen.left / step_x),
        min(math.ceil(seen.bottom / step_y), height),
        min(math.ceil(seen.right / step_x), width),
    )
    left, top = port.to_pane(region.left * step_x, region.top * step_y)
    target = QRectF(
        left, top, region.width * step_x * port.scale, region.height * step_y * port.scale
    )
    return _Grid((height, width), region, target)
