"""A section that is all about which network does a step: Noise, Detail."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.panel.quality_choice import offer
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.photo.recipe import Quality


class QualitySection(Section):
    """Off, Fast or Best; hidden while there is no network for the step.

    Signals:
        chosen: The `Quality` that the user chose.
    """

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._qualities: tuple[Quality, ...] = ()
        self._last = Quality.FAST
        self._choice = Segmented(title)
        self.add(self._choice)
        self.show_switch()
        self.set_available(())
        self._choice.chosen.connect(self._choose)
        self.toggled_on.connect(self._on_switched)
        self.reset.connect(self._on_reset)

    def set_available(self, qualities: tuple[Quality, ...]) -> None:
        """Offer these; without any the section hides."""
        self._qualities = tuple(q for q in qualities if q is not Quality.OFF)
        offer(self._choice, self._qualities)
        self.setVisible(bool(self._qualities))

    def set_quality(self, quality: Quality) -> None:
        """Show what the recipe says."""
        self._choice.set_value(quality)
        self.set_on(quality is not Quality.OFF)
        self.set_changed(quality is not Quality.OFF)
        if quality is not Quality.OFF:
            self._last = quality

    @Slot(object)
    def _choose(self, quality: Quality) -> None:
        self.set_quality(quality)
        self.chosen.emit(quality)

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        offered = self._last if self._last in self._qualities else self._qualities[0]
        self._choose(offered if on else Quality.OFF)

    @Slot()
    def _on_reset(self) -> None:
        self._choose(Quality.OFF)
