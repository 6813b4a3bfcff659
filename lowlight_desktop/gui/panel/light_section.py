"""The section of the light network."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lowlight_desktop.gui.panel.brush import BrushControls
from lowlight_desktop.gui.panel.curve_editor import CurveEditor
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.quality_choice import offer
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.gui.panel.target_slider import TargetSlider
from lowlight_desktop.gui.panel.value_text import label_of
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Light, Quality
from lowlight_desktop.studio.view import Histogram


class LightSection(Section):
    """Which network lights the photo, and how.

    Signals:
        edited: A new `Light` and the name of what changed, again and again while moving.
        settled: The move is over.
        brush_changed: The `Brush` in hand, None when it is put down.
    """

    edited = Signal(object, str)
    settled = Signal()
    brush_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Light"))
        self._light = Light()
        self._qualities: tuple[Quality, ...] = ()
        self._last = Light().quality
        self._judged_curve: tuple[float, ...] | None = None
        self._choice = Segmented(self.tr("Light"))
        offer(self._choice, ())  # its buttons come before what follows, for the Tab key too
        self._target = TargetSlider()
        self._curve = CurveEditor()
        self._sliders = {p.name: ParamSlider(p) for p in params_of(Light)}
        self._brush = BrushControls()
        self._body = QWidget()
        self._lay_out()
        self._connect()
        self.set_qualities(())

    def light(self) -> Light:
        """What is shown."""
        return self._light

    def set_light(self, light: Light) -> None:
        """Show what the recipe says."""
        self._light = light
        if light.quality is not Quality.OFF:
            self._last = light.quality
        self._choice.set_value(light.quality)
        self.set_on(light.quality is not Quality.OFF)
        self._target.set_target(light.target)
        self._curve.set_curve(light.curve, self._judged_curve)
        for name, slider in self._sliders.items():
            slider.set_value(getattr(light, name))
        self._brush.set_strokes(len(light.limits))
        self.set_changed(light != self._reset_light())
        self._follow_quality()

    def set_judged(self, target: float | None, curve: tuple[float, ...] | None) -> None:
        """Show what the network decided for this photo; None if it has not looked yet.

        Args:
            target: Mean brightness in [0, 1].
            curve: The seven parameters.
        """
        self._judged_curve = curve
        self._target.set_judged(target)
        self._curve.set_curve(self._light.curve, curve)

    def set_added(self, added: tuple[float, ...] | None) -> None:
        """Show the curve with what the network adds to it, as `CurvePlot.set_added`."""
        self._curve.set_added(added)

    def set_qualities(self, qualities: tuple[Quality, ...]) -> None:
        """Offer Off and these."""
        self._qualities = tuple(q for q in qualities if q is not Quality.OFF)
        offer(self._choice, self._qualities)
        self._choice.set_value(self._light.quality)
        self._follow_quality()

    def set_before(self, before: Histogram | None) -> None:
        """Show the photo's luminance behind the curve."""
        self._curve.set_before(before)

    def brush(self) -> BrushControls:
        """The brush's controls."""
        return self._brush

    def curve(self) -> CurveEditor:
        """The curve's controls."""
        return self._curve

    @Slot()
    def clear_strokes(self) -> None:
        """Take all strokes away, as the user's wish: one undo step."""
        if self._light.limits:
            self._edit(replace(self._light, limits=()), self.tr("Clear strokes"))
            self.settled.emit()

    def _lay_out(self) -> None:
        self.show_switch()
        self.add(self._choice)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(self._target)
        rows.addSpacing(2)
        rows.addWidget(self._curve)
        rows.addSpacing(2)
        for slider in self._sliders.values():
            rows.addWidget(slider)
        rows.addSpacing(6)
        rows.addWidget(self._brush)
        self.add(self._body)

    def _connect(self) -> None:
        self._choice.chosen.connect(self._on_quality)
        self.toggled_on.connect(self._on_switched)
        self.reset.connect(self._on_reset)
        self._target.chosen.connect(self._on_target)
        self._curve.edited.connect(self._on_curve)
        for slider in self._sliders.values():
            slider.edited.connect(self._on_number)
            slider.settled.connect(self.settled)
        self._target.settled.connect(self.settled)
        self._curve.settled.connect(self.settled)
        self._brush.brush_changed.connect(self.brush_changed)
        self._brush.clear_asked.connect(self.clear_strokes)

    def _edit(self, light: Light, label: str) -> None:
        self.set_light(light)
        self.edited.emit(light, label)

    def _follow_quality(self) -> None:
        works = self._light.quality is not Quality.OFF
        self._body.setEnabled(works)
        if not works:
            self._curve.set_added(None)
            self._brush.set_in_hand(False)  # nothing would be kept away

    def _reset_light(self) -> Light:
        """The defaults, with a network that exists."""
        default = Light()
        if default.quality in self._qualities:
            return default
        return replace(default, quality=self._light.quality)

    @Slot(object)
    def _on_quality(self, quality: Quality) -> None:
        self._edit(replace(self._light, quality=quality), self.title())
        self.settled.emit()

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        known = (self._last, *self._qualities)
        offered = next((q for q in known if q in self._qualities), Quality.OFF)
        self._on_quality(offered if on else Quality.OFF)

    @Slot()
    def _on_reset(self) -> None:
        label = self.tr("Reset {title}").format(title=self.title())
        self._edit(self._reset_light(), label)
        self.settled.emit()

    @Slot(object)
    def _on_target(self, target: float | None) -> None:
        self._edit(replace(self._light, target=target), label_of(self._target.param()))

    @Slot(object)
    def _on_curve(self, curve: tuple[float, ...] | None) -> None:
        self._edit(replace(self._light, curve=curve), self.tr("Light curve"))

    @Slot(float)
    def _on_number(self, value: float) -> None:
        slider = self.sender()
        assert isinstance(slider, ParamSlider)
        p = slider.param()
        self._edit(replace(self._light, **{p.name: value}), label_of(p))
