"""The section of the network that repairs what compression has changed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.quality_choice import offer
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Quality, Repair


class DetailSection(Section):
    """Whether it is repaired, how far, and how much there was; hidden without a network for it.

    Signals:
        edited: The new `Quality`, the new `Repair` and the name of what changed, again and again
            while moving.
        settled: The move is over.
    """

    edited = Signal(object, object, str)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Detail"))
        self._quality, self._repair = Quality.OFF, Repair()
        self._qualities: tuple[Quality, ...] = ()
        self._last = Quality.FAST
        self._choice = Segmented(self.title())
        (strength,) = params_of(Repair)
        self._slider, self._line = ParamSlider(strength), NoiseLine()
        self._damage: PictureNoise | None = None
        self._is_looking = True
        self.show_switch()
        self._switch.setToolTip(self.tr("Repair what compression has changed, or leave it"))
        self.add(self._choice)
        self.add(self._slider)
        self.add(self._line, space_above_px=4)
        self._connect()
        self.set_available(())

    def set_available(self, qualities: tuple[Quality, ...]) -> None:
        """Offer these; without any the section hides."""
        self._qualities = tuple(q for q in qualities if q is not Quality.OFF)
        offer(self._choice, self._qualities)
        self._choice.setVisible(len(self._qualities) > 1)
        self.setVisible(bool(self._qualities))
        self.set_repair(self._quality, self._repair)

    def set_repair(self, quality: Quality, repair: Repair) -> None:
        """Show what the recipe says."""
        self._quality, self._repair = quality, repair
        is_on = quality is not Quality.OFF
        if is_on:
            self._last = quality
        self._choice.set_value(quality)
        self._slider.set_value(repair.detail_strength)
        self._slider.setEnabled(is_on)
        self.set_on(is_on)
        self.set_changed(is_on or repair != Repair())
        self._show_line()

    def set_damage(self, level: PictureNoise | None) -> None:
        """Show how much compression has changed the photo; None while nobody knows."""
        self._damage = level
        self._show_line()

    def set_measuring(self, *, on: bool) -> None:
        """Whether it is being found out, where nobody knows."""
        if on != self._is_looking:
            self._is_looking = on
            self._show_line()

    def _show_line(self) -> None:
        if self._quality is Quality.OFF:
            self._line.say("")  # it is measured on the way to the repair
        elif self._damage is None:
            looking = self.tr("Looking for what compression has changed…")
            self._line.say(looking if self._is_looking else self.tr("Not looked for."))
        else:
            self._line.show_damage(self._damage)

    def _connect(self) -> None:
        self._choice.chosen.connect(self._on_chosen)
        self.toggled_on.connect(self._on_switched)
        self.reset.connect(self._on_reset)
        self._slider.edited.connect(self._on_strength)
        self._slider.settled.connect(self.settled)

    def _edit(self, quality: Quality, repair: Repair, label: str) -> None:
        self.set_repair(quality, repair)
        self.edited.emit(quality, repair, label)

    @Slot(object)
    def _on_chosen(self, quality: Quality) -> None:
        self._edit(quality, self._repair, self.title())
        self.settled.emit()

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        offered = self._last if self._last in self._qualities else self._qualities[0]
        label = self.tr("Detail on") if on else self.tr("Detail off")
        self._edit(offered if on else Quality.OFF, self._repair, label)
        self.settled.emit()

    @Slot()
    def _on_reset(self) -> None:
        label = self.tr("Reset {title}").format(title=self.title())
        self._edit(Quality.OFF, Repair(), label)
        self.settled.emit()

    @Slot(float)
    def _on_strength(self, value: float) -> None:
        self._edit(self._quality, Repair(value), self.tr("Detail: strength"))
