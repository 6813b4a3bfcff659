"""The histogram on top of the panel."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.gui.panel.histogram_plot import CHANNELS, HistogramPlot
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.studio.view import Histogram

LUMINANCE = 3
Role = QPalette.ColorRole


class ChannelToggle(QAbstractButton):
    """A letter with a square in its channel's color: filled while the channel shows."""

    def __init__(self, letter: str, name: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setText(letter)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for a square and a letter."""
        return QSize(24 + self.fontMetrics().horizontalAdvance(self.text()), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Square, letter, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        text = palette.color(Role.WindowText)
        color = QColor(CHANNELS[self._number]) if self._number < LUMINANCE else text
        if not self.isEnabled():
            color = text
        painter.setPen(color if self.isChecked() else palette.color(Role.PlaceholderText))
        painter.setBrush(color if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(6.5, self.height() / 2 - 3.5, 7.0, 7.0), 1.5, 1.5)
        painter.setPen(text if self.isChecked() else palette.color(Role.PlaceholderText))
        place = self.rect().adjusted(18, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(palette.color(Role.Highlight))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)


class HistogramView(QWidget):
    """How often each brightness occurs, before and after.

    Signals:
        scale_chosen: The user wants a logarithmic (True) or a linear scale.
    """

    scale_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = HistogramPlot()
        names = (
            (self.tr("R"), self.tr("Red")),
            (self.tr("G"), self.tr("Green")),
            (self.tr("B"), self.tr("Blue")),
            (self.tr("L"), self.tr("Luminance")),
        )
        self._toggles = tuple(
            ChannelToggle(letter, self.tr("Show {channel}").format(channel=name), i)
            for i, (letter, name) in enumerate(names)
        )
        self._scale = Segmented(self.tr("Scale"))
        self._scale.set_options(
            (
                (False, self.tr("Linear"), self.tr("Heights in proportion to the pixels")),
                (True, self.tr("Log"), self.tr("Rare values are raised")),
            )
        )
        self._scale.set_value(False)
        self._scale.setFixedWidth(104)
        self._lay_out()
        for toggle in self._toggles:
            toggle.toggled.connect(self._on_toggled)
        self._scale.chosen.connect(self._on_scale)

    def set_histograms(self, before: Histogram | None, after: Histogram | None) -> None:
        """Show the photo as it was and as it is now; None where there is none."""
        self._plot.set_histograms(before, after)

    def channels(self) -> tuple[bool, ...]:
        """Whether red, green, blue and luminance show."""
        return tuple(toggle.isChecked() for toggle in self._toggles)

    def is_logarithmic(self) -> bool:
        """Whether rare values are raised."""
        return self._scale.value() is True

    def set_logarithmic(self, on: bool) -> None:
        """Choose the scale without announcing it."""
        self._scale.set_value(on)
        self._plot.set_logarithmic(on)

    def scale_buttons(self) -> list[QAbstractButton]:
        """Linear, then logarithmic."""
        return self._scale.buttons()

    def plot(self) -> HistogramPlot:
        """The picture."""
        return self._plot

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for toggle in self._toggles:
            row.addWidget(toggle)
        row.addStretch(1)
        row.addWidget(self._scale)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 12, 8, 8)
        whole.setSpacing(8)
        whole.addWidget(self._plot)
        whole.addLayout(row)

    @Slot()
    def _on_toggled(self) -> None:
        self._plot.set_channels(self.channels())

    @Slot(object)
    def _on_scale(self, logarithmic: object) -> None:
        self._plot.set_logarithmic(bool(logarithmic))
        self.scale_chosen.emit(bool(logarithmic))
