"""How large a result is."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.form import NUMBER_PX

_USUAL_PX, _MOST_PX = 2048, 65535


class SizeField(QWidget):
    """As the photo is, or at most so many pixels on its long edge.

    Signals:
        edited: The user chose. Silent when the program does.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [(False, self.tr("Original size")), (True, self.tr("Long edge at most"))]
        self._kind = Choice(self.tr("Size"), choices)
        self._edge = QSpinBox()
        self._edge.setRange(16, _MOST_PX)
        self._edge.setSingleStep(64)
        self._edge.setSuffix(self.tr(" px"))
        self._edge.setValue(_USUAL_PX)
        self._edge.setFixedWidth(NUMBER_PX)
        self._edge.setAccessibleName(self.tr("Long edge"))
        self._edge.setToolTip(self.tr("Smaller photos are never enlarged"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._kind, 1)
        row.addWidget(self._edge)
        self.setFocusProxy(self._kind)
        self._kind.chosen.connect(self._on_edited)
        self._edge.valueChanged.connect(self._on_edited)
        self.set_long_edge(None)

    def long_edge_px(self) -> int | None:
        """Pixels of the long edge, or None: as the photo is."""
        return self._edge.value() if self._kind.choice() else None

    def set_long_edge(self, edge_px: int | None) -> None:
        """Show a size without telling."""
        self._kind.choose(edge_px is not None)
        if edge_px is not None:
            with QSignalBlocker(self._edge):
                self._edge.setValue(edge_px)
        self._edge.setEnabled(edge_px is not None)

    @Slot()
    def _on_edited(self) -> None:
        self._edge.setEnabled(self._kind.choice())
        self.edited.emit()
