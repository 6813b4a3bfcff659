"""What computes here, and how fast."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lowlight_desktop.gui.bars import words
from lowlight_desktop.gui.bars.elided_label import ElidedLabel
from lowlight_desktop.gui.declared_words import number
from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.dialogs.form import dimmed

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Speed(QLabel):
    """A measured speed, or why there is none."""

    def show_speed(self, megapixels_per_s: float | None) -> None:
        if megapixels_per_s is None:
            self.setText(self.tr("not measured"))
        else:
            digits = 1 if megapixels_per_s < 100 else 0
            self.setText(self.tr("{0} MP/s").format(number(megapixels_per_s, digits)))


class _TestButton(QPushButton):
    """Asks for a measurement of one device.

    Signals:
        wanted: The id of the device.
    """

    wanted = Signal(str)

    def __init__(self, row: DeviceRow) -> None:
        super().__init__()
        self._id = row.id
        self.setText(self.tr("Test"))
        self.setAutoDefault(False)
        self.setAccessibleName(self.tr("Test {0}").format(row.name))
        self.setToolTip(self.tr("Measure how fast this device lights photos"))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self.tr("Testing…")) + 32)
        self.clicked.connect(self._on_clicked)

    def set_busy(self, is_busy: bool) -> None:
        self.setEnabled(not is_busy)
        self.setText(self.tr("Testing…") if is_busy else self.tr("Test"))

    @Slot()
    def _on_clicked(self) -> None:
        self.set_busy(True)
        self.wanted.emit(self._id)


class DevicesPage(QWidget):
    """A line for each device, with its memory, backend and speed, and a Test button.

    Signals:
        test_requested: The device of this id, a str, shall be measured; `set_result` or
            `set_failure` must follow.
    """

    test_requested = Signal(str)

    def __init__(self, rows: Sequence[DeviceRow] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speeds: dict[str, _Speed] = {}
        self._tests: dict[str, _TestButton] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._note = dimmed()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid)
        column.addWidget(self._note)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[DeviceRow]) -> None:
        """Show these devices, the preferred one first."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._speeds.clear()
        self._tests.clear()
        titles = (self.tr("Device"), self.tr("Backend"), self.tr("Memory"), self.tr("Speed"))
        for place, title in enumerate(titles):
            head = dimmed(title)
            head.setWordWrap(False)
            if place > 1:
                head.setAlignment(_RIGHT)
            self._grid.addWidget(head, 0, place)
        for line, row in enumerate(rows, 1):
            self._add(line, row)
        self._note.setText("" if rows else self.tr("Looking for devices…"))
        self._note.setVisible(not rows)

    def _add(self, line: int, row: DeviceRow) -> None:
        name = ElidedLabel()
        name.setText(row.name)
        name.setToolTip(f"{row.name} ({row.id})")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        memory = QLabel(words.memory(row.memory_bytes) if row.memory_bytes else "–")
        speed, test = _Speed(), _TestButton(row)
        speed.show_speed(row.megapixels_per_s)
        speed.setMinimumWidth(speed.fontMetrics().horizontalAdvance(self.tr("not measured")))
        test.wanted.connect(self.test_requested)
        self._speeds[row.id], self._tests[row.id] = speed, test
        for label in (memory, speed):
            label.setAlignment(_RIGHT)
        for place, widget in enumerate((name, QLabel(row.backend), memory, speed, test)):
            self._grid.addWidget(widget, line, place)

    def set_result(self, device: str, megapixels_per_s: float) -> None:
        """Show what was measured; ignored where the device has gone."""
        if device in self._speeds:
            self._speeds[device].show_speed(megapixels_per_s)
            self._speeds[device].setToolTip("")
            self._tests[device].set_busy(False)

    def set_failure(self, device: str, sentence: str) -> None:
        """Show that the measurement failed; the sentence says why."""
        if device in self._speeds:
            self._speeds[device].setText(self.tr("failed"))
            self._speeds[device].setToolTip(sentence)
            self._tests[device].set_busy(False)
            self._note.setText(sentence)
            self._note.show()
