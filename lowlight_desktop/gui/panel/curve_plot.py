"""The light curve over the photo's histogram, with a handle for each of its seven steps."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.gui.panel.curve_handle import SIZE_PX, CurveHandle
from lowlight_desktop.gui.panel.histogram_shape import heights, outline
from lowlight_desktop.gui.panel.light_curve import (
    HANDLES,
    STRAIGHT,
    lit,
    through,
    turned,
)
from lowlight_desktop.gui.panel.rest import Rest
from lowlight_desktop.studio.view import Histogram

_LUMINANCE = 3
_POINTS = 129
_EDGE_PX = 10.0  # a handle at an end of the curve stays inside
Role = QPalette.ColorRole


class CurvePlot(QWidget):
    """How bright each brightness becomes: the photo's left to right, the result's upward.

    A handle turns one step of the curve, v <- v + a v (1 - v), so the whole curve moves with it.
    The network also lights from place to place; what that adds to each brightness, on the average
    of this photo, is shown with the curve: the plot tells what the photo gets.

    Signals:
        edited: The seven parameters that the user wants, again and again while moving.
        settled: The move is over.
        reset: The user wants the network's curve back.
    """

    edited = Signal(tuple)
    settled = Signal()
    reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: tuple[float, ...] | None = None
        self._network: tuple[float, ...] | None = None
        self._added, self._is_known = np.zeros(1), True
        self._before: Histogram | None = None
        self._moving = False
        self._rest = Rest(self)
        self._rest.timeout.connect(self._settle)
        self._drawn: tuple[object, QPixmap] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Light curve"))
        self.setToolTip(
            self.tr("Drag the handles up for more light.\nDouble click: the network's curve.")
        )
        self._handles = tuple(CurveHandle(i, self) for i in range(len(HANDLES)))
        for handle in self._handles:
            handle.dragged.connect(self._on_dragged)
            handle.stepped.connect(self._on_stepped)
            handle.let_go.connect(self._settle)
            handle.nudged.connect(self._rest.start)
            handle.reset_asked.connect(self._on_reset)
        self._place_handles()

    def set_curve(self, own: tuple[float, ...] | None, network: tuple[float, ...] | None) -> None:
        """Show the photographer's curve, and the network's dashed; None where there is none."""
        self._own, self._network = own, network
        self._place_handles()
        self.update()

    def set_added(self, added: tuple[float, ...] | None) -> None:
        """Show the curve with what the network adds to it.

        Args:
            added: Brightness in [-1, 1] at evenly spaced places from 0 to 1; None: not known yet,
                and until then there is no curve to be seen.
        """
        self._added, self._is_known = np.array(added or (0.0,)), added is not None
        for handle in self._handles:
            handle.set_seen(on=self._is_known)
        self._place_handles()
        self.update()

    def set_before(self, before: Histogram | None) -> None:
        """Show the photo's luminance behind the curve."""
        self._before = before
        self.update()

    def curve(self) -> tuple[float, ...]:
        """The parameters of the curve that the handles stand on."""
        return self._own or self._network or STRAIGHT

    def handles(self) -> tuple[CurveHandle, ...]:
        """The handles from left to right."""
        return self._handles

    def sizeHint(self) -> QSize:
        """Wide and half as high."""
        return QSize(304, 152)

    def point(self, x: float, y: float) -> QPointF:
        """Where a brightness (x) and what becomes of it (y) are drawn, both in [0, 1]."""
        plot = self._plot()
        return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The handles stay on the curve."""
        super().resizeEvent(event)
        self._place_handles()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the network's curve."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, histogram, grid, the straight line, the network's curve, the curve."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._is_known:
            return
        if self._own is not None and self._network is not None:
            pen = QPen(self._color(Role.WindowText, 0.8), 1.25, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4.0, 3.0])
            self._paint_curve(painter, self._network, pen)
        role = Role.PlaceholderText if self._own is None else Role.Highlight
        self._paint_curve(painter, self.curve(), QPen(self._color(role), 1.75))

    def _ground(self) -> QPixmap:
        """All that does not move with the curve: a third of the work of a painting."""
        key = self.size(), self.devicePixelRatioF(), self.palette().cacheKey(), self._before
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, self._painted_ground()
        return self._drawn[1]

    def _painted_ground(self) -> QPixmap:
        sharpness = self.devicePixelRatioF()
        ground = QPixmap(self.size() * sharpness)
        ground.setDevicePixelRatio(sharpness)
        ground.fill(Qt.GlobalColor.transparent)
        with QPainter(ground) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(Role.Base))
            painter.drawRoundedRect(QRectF(self.rect()), 3.0, 3.0)
            if self._before is not None:
                self._paint_histogram(painter, self._before)
            painter.setPen(QPen(self._color(Role.WindowText, 0.15), 1.0))
            for share in (0.25, 0.5, 0.75):
                painter.drawLine(self.point(share, 0.0), self.point(share, 1.0))
                painter.drawLine(self.point(0.0, share), self.point(1.0, share))
            painter.drawLine(self.point(0.0, 0.0), self.point(1.0, 1.0))
        return ground

    def _with_added(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """What becomes of brightness `x` in all, where the curve alone makes `y` of it."""
        places = np.linspace(0.0, 1.0, len(self._added))
        return np.clip(y + np.interp(x, places, self._added), 0.0, 1.0)

    def _height(self, x: float) -> float:
        """Where the curve passes above `x`."""
        y = np.array([lit(x, self.curve())])
        return float(self._with_added(np.array([x]), y)[0])

    def _paint_histogram(self, painter: QPainter, before: Histogram) -> None:
        counts = before.counts[_LUMINANCE]
        path = QPainterPath()
        path.addPolygon(outline(heights(counts, logarithmic=False), self._plot()))
        painter.setBrush(self._color(Role.PlaceholderText, 0.25))
        painter.drawPath(path)

    def _paint_curve(self, painter: QPainter, steps: tuple[float, ...], pen: QPen) -> None:
        xs = np.linspace(0.0, 1.0, _POINTS)
        ys = self._with_added(xs, np.asarray(light_curve(xs, steps), np.float64))
        painter.setPen(pen)
        plot = self._plot()
        across, down = plot.left() + xs * plot.width(), plot.bottom() - ys * plot.height()
        points = zip(across.tolist(), down.tolist(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)

    def _color(self, role: QPalette.ColorRole, opacity: float = 1.0) -> QColor:
        color = QColor(self.palette().color(role))
        color.setAlphaF(opacity)
        return color

    def _place_handles(self) -> None:
        for i, handle in enumerate(self._handles):
            height = self._height(HANDLES[i])
            center = self.point(HANDLES[i], height)
            handle.move((center - QPointF(SIZE_PX / 2, SIZE_PX / 2)).toPoint())
            handle.setAccessibleName(
                self.tr("Light curve, handle {number} of {all}").format(
                    number=i + 1, all=len(self._handles)
                )
            )
            said = self.tr("Brightness {before}% becomes {after}%").format(
                before=round(100 * HANDLES[i]), after=round(100 * height)
            )
            handle.setAccessibleDescription(said)
            keys = self.tr("Up and down keys move, double click resets.")
            handle.setToolTip("\n".join((said, keys)))

    @Slot(int, float)
    def _on_dragged(self, number: int, y: float) -> None:
        plot = self._plot()
        height = (plot.bottom() - y) / max(plot.height(), 1.0)
        # The curve's own share of where the handle is and of where it shall be.
        own = lit(HANDLES[number], self.curve()) + height - self._height(HANDLES[number])
        self._choose(through(self.curve(), number, min(max(own, 0.0), 1.0)))

    @Slot(int, float)
    def _on_stepped(self, number: int, step: float) -> None:
        steps = self.curve()
        self._choose(turned(steps, number, steps[number] + step))

    @Slot(int)
    def _on_reset(self, number: int) -> None:
        self._choose(turned(self.curve(), number, (self._network or STRAIGHT)[number]))
        self._settle()

    def _choose(self, steps: tuple[float, ...]) -> None:
        if steps != self.curve():
            self._rest.put_off()
            self.set_curve(steps, self._network)
            self._moving = True
            self.edited.emit(steps)

    @Slot()
    def _settle(self) -> None:
        self._rest.stop()
        if self._moving:
            self._moving = False
            self.settled.emit()
