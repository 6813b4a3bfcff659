"""The wanted brightness: the network's, or the photographer's."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.photo.recipe import TARGET

_WORD_MARGIN_PX = 5


class _WordButton(QToolButton):
    """As narrow as its word allows: the slider's name stands before it."""

    def sizeHint(self) -> QSize:
        """The word, and a little room at both sides."""
        word_px = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(word_px + 2 * _WORD_MARGIN_PX, super().sizeHint().height())


class TargetSlider(ParamSlider):
    """A slider that the network moves while "Auto" is on; moving it by hand ends that.

    A reset goes back to Auto.

    Signals:
        chosen: The brightness in (0, 1) that the user chose, or None for Auto.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        auto = _WordButton()
        super().__init__(TARGET, parent=parent, beside_name=auto)
        self._judged: float | None = None
        self._auto = auto
        self._auto.setText(self.tr("Auto"))
        self._auto.setCheckable(True)
        self._auto.setChecked(True)
        self._auto.setProperty("look", "small")
        self._auto.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._auto.setAccessibleName(self.tr("Automatic brightness"))
        self._auto.setToolTip(self.tr("The network looks at the photo and decides."))
        self.setFocusProxy(self._auto)  # the first: Tab would pass over what stands before a proxy
        self._show_judged()
        self.edited.connect(self._on_edited)
        self._auto.toggled.connect(self._on_auto)

    def explained(self) -> str:
        """What the number does, and what Auto is."""
        return " ".join((super().explained(), self.tr("Auto lets the network judge.")))

    def set_target(self, target: float | None) -> None:
        """Show the recipe's brightness; None is Auto."""
        with QSignalBlocker(self._auto):
            self._auto.setChecked(target is None)
        if target is not None:
            self.set_value(target)
        else:
            self._show_judged()

    def set_judged(self, target: float | None) -> None:
        """Show what the network decided, in [0, 1]; None if it has not looked yet."""
        self._judged = target
        self.set_default(TARGET.default if target is None else self._in_range(target))
        if self._auto.isChecked():
            self._show_judged()

    @Slot()
    def reset(self) -> None:
        """Go back to Auto, as the user's wish: one undo step."""
        self._auto.setChecked(True)

    def _show_judged(self) -> None:
        if self._judged is None:
            self.set_value(TARGET.default)
            self._field.show_text("\N{EN DASH}")
        else:
            self.set_value(self._in_range(self._judged))

    def _in_range(self, target: float) -> float:
        return min(max(target, self._param.low), self._param.high)

    @Slot(float)
    def _on_edited(self, value: float) -> None:
        with QSignalBlocker(self._auto):
            self._auto.setChecked(False)
        self.chosen.emit(value)

    @Slot(bool)
    def _on_auto(self, on: bool) -> None:
        if on:
            self._show_judged()
        self.chosen.emit(None if on else self.value())
        self.settled.emit()
