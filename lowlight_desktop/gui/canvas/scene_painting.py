"""Drawing a scene: pictures and overlays in device pixels, words in pixels of the interface."""

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette

from lowlight_desktop.gui.canvas.badges import (
    EDGE,
    INSET,
    badge_size,
    draw_badge,
    draw_legend,
    legend_height,
)
from lowlight_desktop.gui.canvas.compare import Compare, Part, split_column
from lowlight_desktop.gui.canvas.layer_painting import draw_over_region, draw_stack
from lowlight_desktop.gui.canvas.limit_tint import LimitTint
from lowlight_desktop.gui.canvas.picking import draw_mark, in_pane
from lowlight_desktop.gui.canvas.scene import Scene
from lowlight_desktop.gui.canvas.viewport import Viewport


def paint_pictures(
    painter: QPainter,
    scene: Scene,
    port: Viewport,
    canvas: QRect,
    tint: LimitTint,
) -> None:
    """Draw the photo and what lies on it.

    Args:
        painter: Works in device pixels.
        scene: What to draw.
        port: Where the photo lies in its pane.
        canvas: The whole canvas, in device pixels.
        tint: Remembers the picture of the limits.
    """
    for part in scene.parts(port, canvas.width()):
        painter.save()
        painter.setClipRect(QRect(part.left, 0, part.width, canvas.height()))
        painter.translate(part.pane_left, 0)
        draw_stack(painter, scene.stack(part), port, clipping=scene.clipping)
        if not part.is_before:
            _draw_map(painter, scene, port)
            tint.draw(painter, scene.limits, scene.live, port)
        painter.restore()


def paint_split_line(
    painter: QPainter, scene: Scene, port: Viewport, ratio: float, palette: QPalette
) -> None:
    """Draw the line between before and after over the photo; device pixels."""
    if not scene.is_split:
        return
    top, bottom = max(port.top, 0), min(round(port.bottom), port.height)
    width = max(round(ratio), 1)
    left = split_column(port, scene.split) - width // 2
    # Two colors, so that it is seen on dark and on bright photos.
    rim = QRect(left - width, top, 3 * width, bottom - top)
    painter.fillRect(rim, palette.color(QPalette.ColorRole.Base))
    line = QRect(left, top, width, bottom - top)
    painter.fillRect(line, palette.color(QPalette.ColorRole.Text))


def paint_words(
    painter: QPainter,
    scene: Scene,
    port: Viewport,
    canvas: QRect,
    ratio: float,
    palette: QPalette,
) -> None:
    """Draw labels, mark, legend, hint and badge in pixels of the interface.

    Args:
        painter: Works in pixels of the interface.
        scene: What to draw.
        port: Where the photo lies in its pane, in device pixels.
        canvas: Its whole width, and the height that words may use, in pixels of the interface.
        ratio: Device pixels per pixel of the interface.
        palette: For the colors of the words.
    """
    metrics = QFontMetricsF(painter.font())
    shown = scene.parts(port, round(canvas.width() * ratio))
    for part in shown if scene.compare is not Compare.OFF or scene.peek else []:
        _draw_label(painter, scene, port, part, canvas.top(), ratio, palette)
    if scene.mark is not None:
        for part in shown:
            _draw_mark(painter, scene.mark, port, part, ratio, palette)
    if scene.map is not None and not all(part.is_before for part in shown):
        top = _foot(canvas) - legend_height(scene.map.frame, metrics)
        draw_legend(painter, QPointF(EDGE, top), scene.map.frame, palette)
    elif scene.hint:
        _, height = badge_size(scene.hint, metrics)
        draw_badge(painter, QPointF(EDGE, _foot(canvas) - height), scene.hint, palette)
    paint_badge(painter, scene.badge, canvas, palette)


def paint_badge(painter: QPainter, badge: str, canvas: QRect, palette: QPalette) -> None:
    """Draw a quiet word in the corner, if there is one, in pixels of the interface."""
    if badge:
        width, height = badge_size(badge, QFontMetricsF(painter.font()))
        corner = QPointF(canvas.width() - EDGE - width, _foot(canvas) - height)
        draw_badge(painter, corner, badge, palette)


def paint_notice(painter: QPainter, notice: str, canvas: QRect, palette: QPalette) -> None:
    """Say in the middle why there is nothing to see."""
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    room = canvas.adjusted(round(EDGE), 0, -round(EDGE), 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, notice)


def _foot(canvas: QRect) -> float:
    """Where words above the foot end."""
    return canvas.top() + canvas.height() - EDGE


def _draw_map(painter: QPainter, scene: Scene, port: Viewport) -> None:
    if scene.map is None or scene.map_opacity <= 0.0:
        return
    painter.setOpacity(scene.map_opacity)
    draw_over_region(painter, scene.map.picture, scene.map.frame.region, port, smooth=True)
    painter.setOpacity(1.0)


def _draw_mark(
    painter: QPainter,
    mark: tuple[float, float],
    port: Viewport,
    part: Part,
    ratio: float,
    palette: QPalette,
) -> None:
    """Mark the place in one part of the canvas; its neighbor has its own."""
    x, y = in_pane(mark, port)
    painter.save()
    painter.setClipRect(QRectF(part.left / ratio, 0.0, part.width / ratio, port.height / ratio))
    draw_mark(painter, QPointF((part.pane_left + x) / ratio, y / ratio), palette)
    painter.restore()


def _draw_label(
    painter: QPainter,
    scene: Scene,
    port: Viewport,
    part: Part,
    covered: int,
    ratio: float,
    palette: QPalette,
) -> None:
    """Name a part in the corner of what it shows of the photo, if there is room."""
    if scene.before.is_empty and scene.compare is not Compare.SIDE:
        return  # nothing to compare with yet
    translate = QCoreApplication.translate
    before = scene.before_name or translate("Canvas", "Before")
    text = before if part.is_before else translate("Canvas", "After")
    width, _ = badge_size(text, QFontMetricsF(painter.font()))
    left, right = ((part.pane_left + end) / ratio for end in (port.left, port.right))
    top = max(port.top / ratio + INSET, covered + EDGE)
    first = max(left + INSET, part.left / ratio + (EDGE if part.left == part.pane_left else INSET))
    is_last = part.left + part.width >= part.pane_left + port.width
    last = min(right - INSET, (part.left + part.width) / ratio - (EDGE if is_last else INSET))
    if last - first < width:
        return
    at_right = scene.is_split and not part.is_before
    draw_badge(painter, QPointF(last - width if at_right else first, top), text, palette)
