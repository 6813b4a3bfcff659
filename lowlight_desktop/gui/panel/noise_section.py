"""The section of the networks that take noise away: from the sensor's data, or from a picture."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lowlight_desktop.gui.panel.cleaning import Cleaning
from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.quality_choice import offer
from lowlight_desktop.gui.panel.scale import linear, logarithmic
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.gui.panel.value_text import label_of
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Noise, Quality

_AS_EVER = Cleaning()


class NoiseSection(Section):
    """Whether noise is taken away, how much, and what is known about it.

    The switch is that of RAW for a camera's RAW, whichever network serves its sensor; else that of
    the networks for pictures, with a choice where there are several. On means that something is
    cleaned: a RAW can have been given the cleaning of pictures elsewhere, and switching off ends
    both. Without any network the section hides.

    Signals:
        edited: A new `Cleaning` and the name of what changed, again and again while moving.
        settled: The move is over.
    """

    edited = Signal(object, str)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Noise"))
        self._cleaning = Cleaning()
        self._raw: tuple[Quality, ...] = ()
        self._denoise: tuple[Quality, ...] = ()
        self._last_denoise = Quality.FAST
        self._can_clean: bool | None = None
        self._is_raw = False
        self._level: NoiseLevel | PictureNoise | None = None
        self._is_measuring = True
        self._choice = Segmented(self.title())
        # A photo counts as half or twice as noisy, not as one percent noisier.
        self._sliders = {
            p.name: ParamSlider(p, logarithmic if p.low > 0 else linear) for p in params_of(Noise)
        }
        self._body, self._line = QWidget(), NoiseLine()
        self._lay_out()
        self._connect()
        self.set_available((), ())

    def cleaning(self) -> Cleaning:
        """What is shown."""
        return self._cleaning

    def set_cleaning(self, cleaning: Cleaning) -> None:
        """Show what the recipe says."""
        self._cleaning = cleaning
        if cleaning.denoise is not Quality.OFF:
            self._last_denoise = cleaning.denoise
        self._choice.set_value(cleaning.denoise)
        for name, slider in self._sliders.items():
            slider.set_value(getattr(cleaning.noise, name))
        self._show_state()

    def set_available(self, raw: tuple[Quality, ...], denoise: tuple[Quality, ...]) -> None:
        """Offer what there are networks for: for the sensor's data, and for pictures."""
        self._raw = tuple(q for q in raw if q is not Quality.OFF)
        self._denoise = tuple(q for q in denoise if q is not Quality.OFF)
        offer(self._choice, self._denoise)
        self._choice.set_value(self._cleaning.denoise)
        self.setVisible(bool(self._raw or self._denoise))
        self._show_state()

    def set_sensor(self, can_clean: bool | None, *, is_raw: bool = False) -> None:
        """Know what the photo has.

        Args:
            can_clean: Whether there is sensor data that the RAW network can work on; None where
                there is no photo.
            is_raw: Whether it is a camera's RAW at all.
        """
        self._can_clean, self._is_raw = can_clean, is_raw
        self._show_state()

    def set_level(self, level: NoiseLevel | PictureNoise | None) -> None:
        """Show how noisy the sensor's values are, or the picture; None while nobody knows."""
        self._level = level
        self._show_state()

    def set_measuring(self, *, on: bool) -> None:
        """Whether it is being found out, where nobody knows."""
        if on != self._is_measuring:
            self._is_measuring = on
            self._show_state()

    def _lay_out(self) -> None:
        self.show_switch()
        self._switch.setToolTip(self.tr("Switch the cleaning of noise on or off"))
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for slider in self._sliders.values():
            rows.addWidget(slider)
        self.add(self._choice)
        self.add(self._body)
        self.add(self._line, space_above_px=4)

    def _connect(self) -> None:
        self._choice.chosen.connect(self._on_denoise)
        self.toggled_on.connect(self._on_switched)
        self.reset.connect(self._on_reset)
        for slider in self._sliders.values():
            slider.edited.connect(self._on_number)
            slider.settled.connect(self.settled)

    @property
    def _cleans_raw(self) -> bool:
        """Whether the switch is that of RAW: pictures of other sensors are cleaned by it too."""
        return bool(self._raw if self._can_clean else self._is_raw and self._denoise)

    def _show_state(self) -> None:
        """What can be set depends on the networks, the photo and the switch."""
        works = self._cleans_raw or bool(self._denoise)
        raw, denoise = self._cleaning.raw, self._cleaning.denoise
        is_raw_on = self._cleans_raw and raw is not Quality.OFF
        is_picture_on = bool(self._denoise) and denoise is not Quality.OFF
        self._choice.setVisible(len(self._denoise) > 1 and not self._cleans_raw)
        self.set_on(is_raw_on or is_picture_on)
        self._switch.setEnabled(works)
        # What is said of RAW files changes nothing of others.
        at_work = self._cleaning if self._cleans_raw else replace(self._cleaning, raw=_AS_EVER.raw)
        self.set_changed(works and at_work != _AS_EVER)
        self._body.setEnabled(is_raw_on or is_picture_on)
        self._show_line(works)

    def _show_line(self, works: bool) -> None:
        # Who measures pictures is the small network.
        is_measured = self._can_clean or Quality.FAST in self._denoise
        if self._can_clean is None:
            self._line.say("")
        elif works and self._level is not None:
            self._line.show_level(self._level)
        elif works and is_measured:
            measuring, stopped = self.tr("Measuring the noise…"), self.tr("Not measured.")
            self._line.say(measuring if self._is_measuring else stopped)
        elif works:
            self._line.say("")
        elif self._is_raw:
            self._line.say(self.tr("Cleaning needs the data of a Bayer sensor."))
        else:
            self._line.say(self.tr("No sensor data here: cleaning works on RAW files."))

    def _edit(self, cleaning: Cleaning, label: str) -> None:
        self.set_cleaning(cleaning)
        self.edited.emit(cleaning, label)

    @Slot(object)
    def _on_denoise(self, quality: Quality) -> None:
        self._edit(replace(self._cleaning, denoise=quality), self.title())
        self.settled.emit()

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        off = Quality.OFF
        if self._cleans_raw:
            offered = self._raw if self._can_clean else self._denoise
            raw = next(q for q in (Quality.FAST, *offered) if q in offered)
            cleaning = replace(self._cleaning, raw=raw if on else off, denoise=off)
        else:
            known = (self._last_denoise, *self._denoise)
            denoise = next(q for q in known if q in self._denoise)
            cleaning = replace(self._cleaning, denoise=denoise if on else off)
        self._edit(cleaning, self.tr("Cleaning on") if on else self.tr("Cleaning off"))
        self.settled.emit()

    @Slot()
    def _on_reset(self) -> None:
        self._edit(Cleaning(), self.tr("Reset {title}").format(title=self.title()))
        self.settled.emit()

    @Slot(float)
    def _on_number(self, value: float) -> None:
        slider = self.sender()
        assert isinstance(slider, ParamSlider)
        p = slider.param()
        # Elsewhere a name alone would say too little: "Color" is no step.
        labels = {
            "luminance_noise": self.tr("Noise: luminance"),
            "color_noise": self.tr("Noise: color"),
        }
        noise = replace(self._cleaning.noise, **{p.name: value})
        self._edit(replace(self._cleaning, noise=noise), labels.get(p.name, label_of(p)))
