"""Bars in a map's legend: what a network weighs as wholes, not place by place."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette

from lowlight_desktop.gui.declared_words import count
from lowlight_desktop.studio.map_legend import bar_heights
from lowlight_desktop.studio.view import MapFrame

_GAP, _CAPTION_GAP, _HEIGHT = 10.0, 4.0, 32.0
_BAR_OPACITY, _ROOM_OPACITY = 0.8, 0.1
_GAPS_FROM_PX = 3.0  # narrower bars touch


def bars_height(metrics: QFontMetricsF) -> float:
    """How much higher a legend with bars is."""
    return _GAP + metrics.height() + _CAPTION_GAP + _HEIGHT


def draw_bars(painter: QPainter, place: QRectF, shown: MapFrame, palette: QPalette) -> None:
    """Draw a caption, and under it a bar for each channel of a map.

    Args:
        painter: Works in pixels of the interface.
        place: Of its height only the top counts.
        shown: A map with channels; its range is that of the bars.
        palette: WindowText is used.
    """
    assert shown.channels is not None
    metrics = QFontMetricsF(painter.font())
    line = QRectF(place.left(), place.top() + _GAP, place.width(), metrics.height())
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, channels_word())
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, count(len(shown.channels)))
    room = QRectF(place.left(), line.bottom() + _CAPTION_GAP, place.width(), _HEIGHT)
    ink = palette.color(QPalette.ColorRole.WindowText)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(room, _faint(ink, _ROOM_OPACITY))
    for bar in bar_places(shown, room):
        painter.fillRect(bar, _faint(ink, _BAR_OPACITY))


def bar_places(shown: MapFrame, room: QRectF) -> list[QRectF]:
    """The bars of a map's channels, from left to right; they fill the room from side to side.

    Args:
        shown: A map with channels.
        room: The lower edge is the lower end of the range, the upper edge the upper one.
    """
    assert shown.channels is not None
    pitch = room.width() / len(shown.channels)
    gap = 1 if pitch >= _GAPS_FROM_PX else 0
    places: list[QRectF] = []
    for i, height in enumerate(bar_heights(shown, round(room.height()))):
        # Whole pixels: no bar is blurred.
        left, end = int(i * pitch), int((i + 1) * pitch)
        width = max(end - left - gap, 1)
        places.append(QRectF(room.left() + left, room.bottom() - height, width, height))
    return places


def channels_word() -> str:
    """What the bars stand for."""
    return QCoreApplication.translate("Canvas", "Channels, each as a whole")


def _faint(ink: QColor, opacity: float) -> QColor:
    faint = QColor(ink)
    faint.setAlphaF(opacity)
    return faint
