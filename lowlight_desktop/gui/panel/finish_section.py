"""The section of everything after the networks: exposure and color."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.value_text import label_of
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Finish

_GROUP_STARTS = ("temperature", "sharpening")  # after tone comes color, then detail
_GROOVES = {
    "temperature": ("#4a7dc4", "#8a8a8a", "#d0963c"),
    "tint": ("#4c9a55", "#8a8a8a", "#b456a8"),
}


class FinishSection(Section):
    """The sliders of `Finish`, and a switch that compares with and without them.

    Signals:
        edited: A new `Finish` and the name of what changed, again and again while moving.
        settled: The move is over.
    """

    edited = Signal(object, str)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Finish"))
        self._finish = Finish()
        self._sliders = {p.name: ParamSlider(p) for p in params_of(Finish)}
        for name, slider in self._sliders.items():
            slider.set_groove(tuple(QColor(color) for color in _GROOVES.get(name, ())))
            slider.edited.connect(self._on_number)
            slider.settled.connect(self.settled)
            self.add(slider, space_above_px=8 if name in _GROUP_STARTS else 0)
        self.show_switch()
        self.toggled_on.connect(self._on_switched)
        self.reset.connect(self._on_reset)
        self.set_finish(Finish())

    def finish(self) -> Finish:
        """What is shown."""
        return self._finish

    def set_finish(self, finish: Finish) -> None:
        """Show what the recipe says."""
        self._finish = finish
        for name, slider in self._sliders.items():
            slider.set_value(getattr(finish, name))
        self.set_on(finish.on)
        self.set_changed(finish != Finish())

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        label = self.tr("Finish on") if on else self.tr("Finish off")
        self._edit(replace(self._finish, on=on), label)
        self.settled.emit()

    @Slot()
    def _on_reset(self) -> None:
        self._edit(Finish(), self.tr("Reset {title}").format(title=self.title()))
        self.settled.emit()

    @Slot(float)
    def _on_number(self, value: float) -> None:
        slider = self.sender()
        assert isinstance(slider, ParamSlider)
        p = slider.param()
        self._edit(replace(self._finish, **{p.name: value}, on=True), label_of(p))

    def _edit(self, finish: Finish, label: str) -> None:
        self.set_finish(finish)
        self.edited.emit(finish, label)
