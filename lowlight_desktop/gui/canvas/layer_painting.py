"""Drawing a picture at its place in a pane, pixel on pixel."""

import math

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter

from lowlight_desktop.gui.canvas.layers import Layer, Stack
from lowlight_desktop.gui.canvas.pyramid import Pyramid
from lowlight_desktop.gui.canvas.viewport import Viewport
from lowlight_desktop.photo.region import Region

_NEIGHBORS_PX = 2  # smooth drawing at the rim of the pane looks this far beyond it


def to_device_pixels(painter: QPainter, ratio: float) -> None:
    """From here on one unit is one device pixel, and whole numbers lie on the corners of pixels.

    Args:
        painter: Of a widget, untransformed.
        ratio: Device pixels per unit of the widget; at 1.25 a widget may begin between two.
    """
    now = painter.deviceTransform()
    painter.translate((round(now.dx()) - now.dx()) / ratio, (round(now.dy()) - now.dy()) / ratio)
    painter.scale(1 / ratio, 1 / ratio)


def draw_stack(painter: QPainter, stack: Stack, port: Viewport, *, clipping: bool) -> None:
    """Draw a look of the photo in the pane whose corner is the origin, in device pixels.

    Args:
        painter: Works in device pixels.
        stack: What to draw.
        port: Where.
        clipping: Whether to mark what is clipped.
    """
    for layer in stack.layers:
        _draw_layer(painter, layer, port, clipping=clipping)


def draw_over_region(
    painter: QPainter, picture: Pyramid, region: Region, port: Viewport, *, smooth: bool
) -> None:
    """Draw the visible part of a picture that covers a region of the photo."""
    left, top = port.to_pane(region.left, region.top)
    scale_x = region.width * port.scale / picture.width
    scale_y = region.height * port.scale / picture.height
    image = picture.image(min(scale_x, scale_y, 1.0))
    fits_x = abs(picture.width * (scale_x - 1.0)) < 0.75
    fits_y = abs(picture.height * (scale_y - 1.0)) < 0.75
    if fits_x and fits_y:  # made for this very scale: a copy, nothing is resampled
        painter.drawImage(QPoint(round(left), round(top)), image)
        return
    step_x = scale_x * picture.width / image.width()
    step_y = scale_y * picture.height / image.height()
    first_x, last_x = _seen(left, step_x, image.width(), port.width)
    first_y, last_y = _seen(top, step_y, image.height(), port.height)
    if first_x >= last_x or first_y >= last_y:
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(
        QRectF(
            left + first_x * step_x,
            top + first_y * step_y,
            (last_x - first_x) * step_x,
            (last_y - first_y) * step_y,
        ),
        image,
        QRectF(QRect(first_x, first_y, last_x - first_x, last_y - first_y)),
    )


def _draw_layer(painter: QPainter, layer: Layer, port: Viewport, *, clipping: bool) -> None:
    region = layer.frame.region
    smooth = not layer.is_full or port.scale < 1.0 or port.actual > 1.0
    draw_over_region(painter, layer.picture, region, port, smooth=smooth)
    if clipping:
        draw_over_region(painter, layer.clipping, region, port, smooth=smooth)


def _seen(start: float, step: float, count: int, room: int) -> tuple[int, int]:
    """Pixels [first, last) of `count`, each `step` wide from `start` on, that touch [0, room)."""
    first = math.floor(-start / step) - _NEIGHBORS_PX
    last = math.ceil((room - start) / step) + _NEIGHBORS_PX
    return max(first, 0), min(last, count)
