"""Facts below the picture, and what is running."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from lowlight_desktop.gui.bars import words
from lowlight_desktop.gui.bars.elided_label import ElidedLabel
from lowlight_desktop.gui.bars.queue_button import QueueButton

_PROGRESS_STEPS = 1000
_PROGRESS_WIDTH_PX = 128


class StatusBar(QFrame):
    """The device, the photo, the pixel under the pointer, and the work with its end.

    Signals:
        cancelled: The user wants the running work to stop.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Status"))
        self.setAutoFillBackground(True)
        self._device = self._fact(self.tr("Device"), letters=12)
        self._photo = self._fact(self.tr("Photo size"))
        self._zoom = self._fact(self.tr("Zoom"), words.zoom(0.8888))
        self._pixel = self._fact(self.tr("Pixel"), words.pixel((888, 888, 888), 88.8))
        self._work = self._fact(self.tr("Running"), letters=24)
        self._left = self._fact(self.tr("Time left"))
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_PROGRESS_WIDTH_PX, 8)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Stop what is running"))
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self.cancelled)
        self._queue = QueueButton()
        self._watch = self._fact(self.tr("Watched folder"), letters=16)
        self._lay_out()
        self.set_photo(None)
        self.set_zoom(None)
        self.set_pixel(None)
        self.set_watch("", "")
        self.clear_work()

    def _fact(self, name: str, widest: str = "", letters: int = 8) -> ElidedLabel:
        """A label that keeps the room of its widest text, so that nothing jumps."""
        label = ElidedLabel(letters=letters)
        label.setAccessibleDescription(name)  # its name is what it says
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        font = label.font()
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
        label.setFont(font)
        if widest:
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest))
        return label

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(16)
        for label in (self._photo, self._zoom, self._pixel):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._left)
        row.addWidget(self._cancel)
        row.addWidget(self._watch)
        row.addWidget(self._queue)
        row.addWidget(self._device)
        row.addSpacing(8)
        for label in (self._photo, self._zoom, self._pixel, self._left):
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFixedHeight(max(32, self._cancel.sizeHint().height() + 8))

    @property
    def queue(self) -> QueueButton:
        """The way to the exports."""
        return self._queue

    def set_watch(self, text: str, hint: str) -> None:
        """Say what a watched folder has brought; empty: none is watched."""
        self._watch.setText(text)
        self._watch.setToolTip(hint)
        self._watch.setVisible(bool(text))

    def set_device(self, text: str) -> None:
        """What computes, in words: "NVIDIA RTX 4070"."""
        self._device.setText(text)
        self._device.setToolTip(self.tr("The networks run on: {device}").format(device=text))

    def set_photo(self, size: tuple[int, int] | None) -> None:
        """The photo's (height, width) in pixels, or None: there is no photo."""
        self._photo.setText("" if size is None else words.photo_size(size[1], size[0]))
        self._photo.setVisible(size is not None)

    def set_zoom(self, scale: float | None) -> None:
        """Screen pixels per photo pixel, or None: there is no photo."""
        self._zoom.setText("" if scale is None else words.zoom(scale))
        self._zoom.setVisible(scale is not None)

    def set_pixel(self, rgb: tuple[int, int, int] | None, ev: float = 0.0) -> None:
        """What is under the pointer: 8-bit RGB, and EV above black; None: no photo is there."""
        self._pixel.setText("" if rgb is None else words.pixel(rgb, ev))

    def set_work(
        self, text: str, fraction: float | None = None, seconds_left: float | None = None
    ) -> None:
        """Show what is running.

        Args:
            text: "Exporting 3 of 12".
            fraction: How much is done, 0 to 1, or None: nobody knows.
            seconds_left: How long it will still take, or None: nobody knows.
        """
        self._work.setText(text)
        self._work.setToolTip(text)
        if fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _PROGRESS_STEPS)
            self._bar.setValue(round(fraction * _PROGRESS_STEPS))
        self._left.setText("" if seconds_left is None else words.time_left(seconds_left))
        self._left.setVisible(seconds_left is not None)
        for widget in (self._work, self._bar, self._cancel):
            widget.setVisible(True)

    def clear_work(self) -> None:
        """Nothing is running."""
        for widget in (self._work, self._bar, self._left, self._cancel):
            widget.setVisible(False)
        self._bar.setRange(0, _PROGRESS_STEPS)
