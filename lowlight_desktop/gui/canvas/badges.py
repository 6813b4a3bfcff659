"""Quiet words over the picture: what is before and after, that it is a preview, the map's scale."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette

from lowlight_desktop.develop.color_map import STEPS, stream_colors
from lowlight_desktop.gui.canvas.channel_bars import bars_height, channels_word, draw_bars
from lowlight_desktop.gui.canvas.color_map import colored
from lowlight_desktop.gui.canvas.pyramid import raster
from lowlight_desktop.gui.declared_words import map_label, number, stream_words, with_unit
from lowlight_desktop.studio.view import MapFrame

EDGE = 24.0
"""From the rim of the canvas to words, in pixels of the interface: a fitting photo's margin, and
as much as words keep from the photo's rim."""
INSET = 8.0
"""From the rim of the photo."""
_PAD_X, _PAD_Y, _ROUND = 8.0, 4.0, 4.0
GROUND_OPACITY = 0.88
"""Of what words stand on: they keep WCAG AA over black and over white."""
_LEGEND_WIDTH, _BAR_HEIGHT, _LEGEND_PAD = 176.0, 8.0, 8.0


def badge_size(text: str, metrics: QFontMetricsF) -> tuple[float, float]:
    """Width and height of a badge."""
    return metrics.horizontalAdvance(text) + 2 * _PAD_X, metrics.height() + 2 * _PAD_Y


def draw_badge(painter: QPainter, corner: QPointF, text: str, palette: QPalette) -> None:
    """Draw a word on a calm ground.

    Args:
        painter: Works in pixels of the interface.
        corner: Top left corner of the badge.
        text: A word or two.
        palette: Window and WindowText are used.
    """
    width, height = badge_size(text, QFontMetricsF(painter.font()))
    box = QRectF(corner.x(), corner.y(), width, height)
    _draw_ground(painter, box, palette)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def legend_height(shown: MapFrame, metrics: QFontMetricsF) -> float:
    """How high a legend is: a line of words, the scale, a line of numbers, bars for channels."""
    scale = 2 * metrics.height() + _BAR_HEIGHT + 2 * _LEGEND_PAD + 8.0
    return scale if shown.channels is None else scale + bars_height(metrics)


def draw_legend(painter: QPainter, corner: QPointF, shown: MapFrame, palette: QPalette) -> None:
    """Draw what the colors of a map mean, `corner` being the top left one."""
    metrics = QFontMetricsF(painter.font())
    words = stream_words(shown.streams) if shown.streams else legend_numbers(shown)
    label = map_label(shown.label)
    lines = [label, "    ".join(words)]
    if shown.channels is not None:
        lines.append(f"{channels_word()}    {len(shown.channels)}")
    width = max(_LEGEND_WIDTH, *(metrics.horizontalAdvance(line) for line in lines))
    height = legend_height(shown, metrics)
    box = QRectF(corner.x(), corner.y(), width + 2 * _LEGEND_PAD, height)
    _draw_ground(painter, box, palette)
    line = QRectF(box.left() + _LEGEND_PAD, box.top() + _LEGEND_PAD, width, metrics.height())
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, label)
    bar = QRectF(line.left(), line.bottom() + 4.0, width, _BAR_HEIGHT)
    if shown.streams:
        _draw_streams(painter, bar)
    else:
        _draw_scale(painter, bar, shown.low, shown.high)
    line.moveTop(bar.bottom() + 4.0)
    places = (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignRight,
    )
    for place, word in zip(places if shown.streams else places[::2], words, strict=True):
        painter.drawText(line, place, word)
    if shown.channels is not None:
        draw_bars(painter, line.translated(0.0, line.height()), shown, palette)


def _draw_scale(painter: QPainter, bar: QRectF, low: float, high: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    colors = raster(colored(np.linspace(low, high, STEPS, dtype=np.float32)[None], low, high))
    painter.drawImage(bar, colors.image, QRectF(0, 0, STEPS, 1))
    if low < 0.0 < high:
        zero = bar.left() + bar.width() * -low / (high - low)
        painter.drawLine(QPointF(zero, bar.top() - 2.0), QPointF(zero, bar.bottom() + 2.0))


def _draw_streams(painter: QPainter, bar: QRectF) -> None:
    colors = stream_colors().tolist()
    width = bar.width() / len(colors)
    for i, color in enumerate(colors):
        painter.fillRect(
            QRectF(bar.left() + i * width, bar.top(), width, bar.height()), QColor(*color)
        )


def map_in_words(shown: MapFrame) -> str:
    """What a legend says, for those who do not see it."""
    label, (low, high) = map_label(shown.label), legend_numbers(shown)
    if shown.streams:
        text = QCoreApplication.translate("Canvas", "Overlay: {label}; {shares}.")
        said = text.format(label=label, shares=", ".join(stream_words(shown.streams)))
    else:
        text = QCoreApplication.translate("Canvas", "Overlay: {label}, from {low} to {high}.")
        said = text.format(label=label, low=low, high=high)
    if shown.channels is None:
        return said
    bars = QCoreApplication.translate("Canvas", "{name}: {count}, from {low} to {high}.")
    least, most = (number(float(end), 2) for end in (shown.channels.min(), shown.channels.max()))
    channels = bars.format(name=channels_word(), count=len(shown.channels), low=least, high=most)
    return f"{said} {channels}"


def legend_numbers(shown: MapFrame) -> tuple[str, str]:
    """Both ends of a map's scale in words: as many decimals as its range needs, and the unit."""
    decimals = shown.decimals
    low, high = (number(end, decimals) for end in (shown.low, shown.high))
    if shown.low < 0.0 < shown.high:
        high = f"+{high}"
    return with_unit(low, shown.unit), with_unit(high, shown.unit)


def _draw_ground(painter: QPainter, box: QRectF, palette: QPalette) -> None:
    ground = QColor(palette.color(QPalette.ColorRole.Window))
    ground.setAlphaF(GROUND_OPACITY)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, _ROUND, _ROUND)
