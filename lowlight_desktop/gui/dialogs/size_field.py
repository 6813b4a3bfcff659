"""How large a result is."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.form import number_field

_USUAL_PX, _MOST_PX = 2048, 65535
_USUAL_MEGAPIXELS, _MOST_MEGAPIXELS = 12.0, 999.9

_EDGE, _AREA = 1, 2  # added where both are limited


class SizeField(QWidget):
    """As the photo is, or at most so long, so many pixels, or both.

    Signals:
        edited: The user chose. Silent when the program does.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = Choice(self.tr("Size"), self._kinds())
        self._edge = QSpinBox()
        self._edge.setRange(16, _MOST_PX)
        self._edge.setSingleStep(64)
        self._edge.setSuffix(self.tr(" px"))
        self._edge.setValue(_USUAL_PX)
        number_field(self._edge, self.tr("Long edge"))
        self._area = QDoubleSpinBox()
        self._area.setRange(0.1, _MOST_MEGAPIXELS)
        self._area.setDecimals(1)
        self._area.setSuffix(self.tr(" MP"))
        self._area.setValue(_USUAL_MEGAPIXELS)
        number_field(self._area, self.tr("Megapixels"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._kind, 1)
        for number in (self._edge, self._area):
            number.setToolTip(self.tr("Smaller photos are never enlarged"))
            number.valueChanged.connect(self._on_edited)
            row.addWidget(number)
        self.setFocusProxy(self._kind)
        self._kind.chosen.connect(self._on_edited)
        self.set_limits(None, None)

    def _kinds(self) -> list[tuple[int, str]]:
        return [
            (0, self.tr("Original size")),
            (_EDGE, self.tr("Long edge at most")),
            (_AREA, self.tr("Megapixels at most")),
            (_EDGE | _AREA, self.tr("Both at most")),
        ]

    def long_edge_px(self) -> int | None:
        """Pixels of the long edge, or None: no limit."""
        return self._edge.value() if self._kind.choice() & _EDGE else None

    def megapixels(self) -> float | None:
        """Millions of pixels, or None: no limit."""
        return self._area.value() if self._kind.choice() & _AREA else None

    def set_limits(self, edge_px: int | None, megapixels: float | None) -> None:
        """Show a size without telling."""
        kind = 0 if edge_px is None else _EDGE
        self._kind.choose(kind if megapixels is None else kind | _AREA)
        with QSignalBlocker(self._edge), QSignalBlocker(self._area):
            if edge_px is not None:
                self._edge.setValue(edge_px)
            if megapixels is not None:
                self._area.setValue(megapixels)
        self._show_limits()

    def _show_limits(self) -> None:
        kind = self._kind.choice()
        self._edge.setVisible(bool(kind & _EDGE) or not kind)  # keeps its place in the row
        self._edge.setEnabled(bool(kind & _EDGE))
        self._area.setVisible(bool(kind & _AREA))

    @Slot()
    def _on_edited(self) -> None:
        self._show_limits()
        self.edited.emit()
