"""The histogram's picture."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lowlight_desktop.gui.canvas.pyramid import Raster, raster
from lowlight_desktop.gui.declared_words import number
from lowlight_desktop.gui.panel.histogram_shape import (
    Clipped,
    clipped,
    filled,
    heights,
    outline,
)
from lowlight_desktop.studio.view import Histogram

CHANNELS = ("#d64545", "#3fa34d", "#4577d6")
"""Red, green and blue as signs beside text."""

# They add up where channels overlap: red and green make yellow, all three make gray.
_ON_DARK = np.array([(0x92, 0x20, 0x1E), (0x1E, 0x7A, 0x26), (0x24, 0x38, 0x9C)], np.uint8)
_ON_BRIGHT = np.array([(0x80, 0x10, 0x10), (0x10, 0x5E, 0x10), (0x10, 0x24, 0x80)], np.uint8)
_EDGE_PX = 8.0
_LUMINANCE = 3
_NOTHING = np.zeros((4, 256))
Role = QPalette.ColorRole


class HistogramPlot(QWidget):
    """Filled channels of the photo as it is, over a quiet outline of what it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Histogram | None = None
        self._after: Histogram | None = None
        self._channels: tuple[bool, ...] = (True, True, True, True)
        self._logarithmic = False
        self._high_before = self._high_after = _NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Histogram"))
        self._say()

    def set_histograms(self, before: Histogram | None, after: Histogram | None) -> None:
        """Show these; None where there is none."""
        self._before, self._after = before, after
        self._say()
        self._stand()

    def set_channels(self, channels: tuple[bool, ...]) -> None:
        """Show red, green, blue and luminance, or not."""
        self._channels = channels
        self.update()

    def set_logarithmic(self, on: bool) -> None:
        """Raise rare values."""
        self._logarithmic = on
        self._stand()

    def _stand(self) -> None:
        """Find out how high all bins stand, once for many paintings."""
        both = (self._before, self._after)
        self._high_before, self._high_after = (
            _NOTHING if h is None else heights(h.counts, logarithmic=self._logarithmic)
            for h in both
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Low: the sections below need the height."""
        return QSize(304, 104)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, quarter lines, what it is, what it was, clipped corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(Role.Base))
        painter.drawRoundedRect(QRectF(self.rect()), 3.0, 3.0)
        plot = QRectF(self.rect()).adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -1.0)
        painter.setPen(QPen(self._color(Role.WindowText, 0.15), 1.0))
        for share in (0.25, 0.5, 0.75):
            x = plot.left() + share * plot.width()
            painter.drawLine(QPointF(x, 0.0), QPointF(x, self.height()))
        if self._after is not None:
            painter.setOpacity(0.75)
            added_up = self._added_up(plot)
            painter.drawImage(QPointF(0.0, 0.0), added_up.image)
            painter.setOpacity(1.0)
            if self._channels[_LUMINANCE]:
                painter.setPen(QPen(self._color(Role.WindowText, 0.9), 1.0))
                painter.drawPolyline(outline(self._high_after[_LUMINANCE], plot))
        if self._before is not None:
            dimmed = self._color(Role.PlaceholderText, 0.85)
            pen = QPen(dimmed, 1.0, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([2.0, 2.0])
            painter.setPen(pen)
            painter.drawPolyline(outline(self._high_before[_LUMINANCE], plot))
        if self._after is not None:
            self._paint_corner(painter, clipped(self._after.counts, 0), left=True)
            self._paint_corner(painter, clipped(self._after.counts, 255), left=False)

    def _added_up(self, plot: QRectF) -> Raster:
        """The channels in a picture of their own, where their colors can be added."""
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        bright = self.palette().color(Role.Base).lightnessF() > 0.6
        colors = _ON_BRIGHT if bright else _ON_DARK
        shown = [i for i in range(_LUMINANCE) if self._channels[i]]
        larger = QRectF(plot.topLeft() * ratio, plot.size() * ratio)
        pixels = filled(
            self._high_after[shown], colors[shown], larger, (size.height(), size.width())
        )
        picture = raster(pixels, QImage.Format.Format_ARGB32_Premultiplied)
        picture.image.setDevicePixelRatio(ratio)
        return picture

    def _paint_corner(self, painter: QPainter, ends: Clipped, *, left: bool) -> None:
        """A triangle in the color of the clipped channels, white for all, hollow for none."""
        x, inward = (4.5, 8.0) if left else (self.width() - 4.5, -8.0)
        corner = QPolygonF([QPointF(x, 4.5), QPointF(x + inward, 4.5), QPointF(x, 12.5)])
        if any(ends.channels):
            color = QColor(*(255 if channel else 48 for channel in ends.channels))
            painter.setPen(QPen(self._color(Role.Base), 1.0))
            painter.setBrush(color)
        else:
            painter.setPen(QPen(self._color(Role.Mid), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(corner)

    def _say(self) -> None:
        if self._after is None:
            self.setToolTip("")
            self.setAccessibleDescription("")
            return
        shadows, highlights = (clipped(self._after.counts, value) for value in (0, 255))
        said = "\n".join(
            (
                self.tr("Filled: now. Dashed: before, luminance."),
                self.tr("Clipped shadows: {share}%").format(share=number(100 * shadows.most, 1)),
                self.tr("Clipped highlights: {share}%").format(
                    share=number(100 * highlights.most, 1)
                ),
            )
        )
        self.setToolTip(said)
        self.setAccessibleDescription(said)

    def _color(self, role: QPalette.ColorRole, opacity: float = 1.0) -> QColor:
        color = QColor(self.palette().color(role))
        color.setAlphaF(opacity)
        return color
