"""How well a file keeps the picture."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

from lowlight_desktop.gui.dialogs.form import number_field

_LOWEST, _HIGHEST = 1, 100


class QualityField(QWidget):
    """A slider and the same number beside it, 1 to 100.

    Signals:
        edited: The user chose this number. Silent when the program sets it.
    """

    edited = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(_LOWEST, _HIGHEST)
        self._slider.setPageStep(5)
        self._slider.setAccessibleName(self.tr("Quality"))
        self._number = QSpinBox()
        self._number.setRange(_LOWEST, _HIGHEST)
        number_field(self._number, self.tr("Quality in numbers"))
        self.explain(can_be_lossless=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._slider, 1)
        row.addWidget(self._number)
        self.setFocusProxy(self._slider)
        self._slider.valueChanged.connect(self._on_edited)
        self._number.valueChanged.connect(self._on_edited)

    def value(self) -> int:
        """The number shown."""
        return self._number.value()

    def set_value(self, value: int) -> None:
        """Show a number without telling."""
        with QSignalBlocker(self._slider), QSignalBlocker(self._number):
            self._slider.setValue(value)
            self._number.setValue(value)

    def explain(self, *, can_be_lossless: bool) -> None:
        """Say what 100 means, which depends on the format."""
        if can_be_lossless:
            text = self.tr("100 loses nothing, in the largest file")
        else:
            text = self.tr("100 keeps the most, in the largest file")
        for part in (self._slider, self._number):
            part.setToolTip(text)

    @Slot(int)
    def _on_edited(self, value: int) -> None:
        self.set_value(value)
        self.edited.emit(value)
