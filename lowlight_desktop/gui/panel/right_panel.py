"""Everything that can be set for a photo, and its histogram."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.gui.panel.cleaning import Cleaning
from lowlight_desktop.gui.panel.curve_handle import CurveHandle
from lowlight_desktop.gui.panel.detail_section import DetailSection
from lowlight_desktop.gui.panel.finish_section import FinishSection
from lowlight_desktop.gui.panel.histogram_view import HistogramView
from lowlight_desktop.gui.panel.light_section import LightSection
from lowlight_desktop.gui.panel.noise_section import NoiseSection
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe, Repair
from lowlight_desktop.studio.view import Histogram

WIDTH_PX = 360
_MARGIN_PX = 8


class RightPanel(QWidget):
    """A view of a recipe: it holds the value and announces new ones.

    Signals:
        recipe_edited: A new `Recipe` and the name of what changed ("Exposure"), again and again
            while the hand moves. Silent when the program sets the recipe.
        settled: The move is over: what was edited since the last time is one undo step.
        brush_changed: The `Brush` in hand, None when it is put down.
        folds_changed: The user folded or opened something; `folds()` tells what.
    """

    recipe_edited = Signal(object, str)
    settled = Signal()
    brush_changed = Signal(object)
    folds_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe = Recipe()
        self._histogram = HistogramView()
        self._light = LightSection()
        self._noise = NoiseSection()
        self._detail = DetailSection()
        self._finish = FinishSection()
        self._scroll = QScrollArea()
        self._lay_out()
        self._lost_focus: tuple[QWidget, QWidget | None] | None = None  # who, and to whom
        self._veil = QWidget(self)
        self._veil.hide()
        self._connect()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.set_added(None)
        self.set_recipe(self._recipe)

    def recipe(self) -> Recipe:
        """The recipe that is shown."""
        return self._recipe

    def set_recipe(self, recipe: Recipe) -> None:
        """Show a recipe of the photo that is shown already (undo, paste, a preset)."""
        self._recipe = recipe
        self._light.set_light(recipe.light)
        self._noise.set_cleaning(Cleaning.of(recipe))
        self._detail.set_repair(recipe.detail, recipe.repair)
        self._finish.set_finish(recipe.finish)

    def show_photo(self, recipe: Recipe) -> None:
        """Show the recipe of another photo; what was known of the last one is forgotten."""
        self._light.brush().set_in_hand(False)
        self.set_judged(None, None)
        self.set_added(None)
        self.set_histograms(None, None)
        self.set_sensor(None)
        self.set_noise(None)
        self.set_damage(None)
        self.set_recipe(recipe)

    def end_gestures(self) -> None:
        """What is typed here counts now, and what is held is let go: another photo comes."""
        for field in self.findChildren(ValueField):
            field.finish()
        for held in (*self.findChildren(Track), *self.findChildren(CurveHandle)):
            held.end()

    def set_judged(self, target: float | None, curve: tuple[float, ...] | None) -> None:
        """Show what the light network decided; None if it has not looked yet.

        Args:
            target: Mean brightness of the finished photo, in [0, 1].
            curve: The seven parameters of its light curve, each in [-1, 1].
        """
        self._light.set_judged(target, curve)

    def set_added(self, added: tuple[float, ...] | None) -> None:
        """Show the light curve with what the network adds to it, as `CurvePlot.set_added`."""
        self._light.set_added(added)

    def set_histograms(self, before: Histogram | None, after: Histogram | None) -> None:
        """Show the photo as it was and as it is now; None where there is none."""
        self._histogram.set_histograms(before, after)
        self._light.set_before(before)

    def set_sensor(self, can_clean: bool | None, *, is_raw: bool = False) -> None:
        """Offer what a photo allows, as `NoiseSection.set_sensor`."""
        self._noise.set_sensor(can_clean, is_raw=is_raw)

    def set_noise(self, level: NoiseLevel | PictureNoise | None) -> None:
        """Show how noisy the photo is, as `NoiseSection.set_level`."""
        self._noise.set_level(level)

    def set_damage(self, level: PictureNoise | None) -> None:
        """Show what compression has changed, as `DetailSection.set_damage`."""
        self._detail.set_damage(level)

    def set_measuring(self, *, on: bool) -> None:
        """Whether noise and damage that are not known yet will be soon."""
        self._noise.set_measuring(on=on)
        self._detail.set_measuring(on=on)

    def set_models(
        self,
        light_qualities: tuple[Quality, ...],
        noise: tuple[Quality, ...] = (),
        detail: tuple[Quality, ...] = (),
        raw: tuple[Quality, ...] = (),
    ) -> None:
        """Offer what networks exist for; Noise and Detail hide where there is none.

        Args:
            light_qualities: Those that light.
            noise: Those that clean pictures.
            detail: Those that restore detail.
            raw: Those that clean the sensor's data.
        """
        self._light.set_qualities(light_qualities)
        self._noise.set_available(raw, noise)
        self._detail.set_available(detail)

    def set_enabled(self, on: bool) -> None:
        """Let the sections be used; off when no photo is open.

        A control that lost the keyboard by that has it back afterwards, unless somebody went
        elsewhere with it.
        """
        if not on:
            self._light.brush().set_in_hand(False)
        had = cast("QWidget | None", self.window().focusWidget())
        self._histogram.setEnabled(on)
        for section in self._sections().values():
            section.setEnabled(on)
        if on:
            lost, self._lost_focus = self._lost_focus, None
            if lost is not None and lost[1] is self.window().focusWidget():
                lost[0].setFocus()
        elif had is not None and self.isAncestorOf(had) and not had.isEnabled():
            self._lost_focus = had, self.window().focusWidget()

    def set_waiting(self, on: bool) -> None:
        """Let nobody change what is still to be seen of another photo, without graying it."""
        self._veil.setGeometry(self.rect())
        self._veil.raise_()
        self._veil.setVisible(on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The veil covers all of it."""
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def set_brush(self, in_hand: bool) -> None:
        """Take the brush up or put it down (a shortcut's wish); a change is announced."""
        light = self._recipe.light
        self._light.brush().set_in_hand(in_hand and light.quality is not Quality.OFF)

    @Slot()
    def clear_strokes(self) -> None:
        """Take all strokes away, as the user's wish: one undo step."""
        self._light.clear_strokes()

    def folds(self) -> dict[str, bool]:
        """What is folded, by name; to be kept in the settings."""
        folds = {name: section.is_folded() for name, section in self._sections().items()}
        return {**folds, "curve": self._light.curve().fold_out().is_folded()}

    def set_folds(self, folds: Mapping[str, bool]) -> None:
        """Fold and open as `folds()` once told; unknown names are left alone."""
        for name, section in self._sections().items():
            section.set_folded(folds.get(name, section.is_folded()))
        curve = self._light.curve().fold_out()
        curve.set_folded(folds.get("curve", curve.is_folded()))

    def histogram(self) -> HistogramView:
        """The histogram on top."""
        return self._histogram

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Whoever comes from elsewhere by keyboard sees where the keyboard is."""
        if now is not None and self._scroll.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, _MARGIN_PX)

    def scroll_bar(self) -> QScrollBar:
        """What scrolls the sections."""
        return self._scroll.verticalScrollBar()

    def light_section(self) -> LightSection:
        """The section of the light network."""
        return self._light

    def _sections(self) -> dict[str, Section]:
        return {
            "light": self._light,
            "noise": self._noise,
            "detail": self._detail,
            "finish": self._finish,
        }

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Adjustments"))
        column = QWidget()
        self._rows = rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for section in self._sections().values():
            rows.addWidget(section)
        rows.addStretch(1)
        self._scroll.setWidget(column)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_scroll_range)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._on_scroll_range(0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._histogram)
        whole.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self._light.edited.connect(self._on_light)
        self._finish.edited.connect(self._on_finish)
        self._noise.edited.connect(self._on_noise)
        self._detail.edited.connect(self._on_detail)
        for section in (self._light, self._noise, self._detail, self._finish):
            section.settled.connect(self.settled)
        self._light.brush_changed.connect(self.brush_changed)
        for section in self._sections().values():
            section.folded.connect(self.folds_changed)
        self._light.curve().fold_out().folded.connect(self.folds_changed)

    @Slot(int, int)
    def _on_scroll_range(self, _low: int, high: int) -> None:
        # The bar's place is kept free while there is none, so that nothing moves when it comes.
        free_px = 0 if high > 0 else self.scroll_bar().sizeHint().width()
        self._rows.setContentsMargins(0, 0, free_px, 0)

    def _edit(self, recipe: Recipe, label: str) -> None:
        self._recipe = recipe
        self.recipe_edited.emit(recipe, label)

    @Slot(object, str)
    def _on_light(self, light: Light, label: str) -> None:
        self._edit(replace(self._recipe, light=light), label)

    @Slot(object, str)
    def _on_finish(self, finish: Finish, label: str) -> None:
        self._edit(replace(self._recipe, finish=finish), label)

    @Slot(object, str)
    def _on_noise(self, cleaning: Cleaning, label: str) -> None:
        self._edit(cleaning.on(self._recipe), label)

    @Slot(object, object, str)
    def _on_detail(self, quality: Quality, repair: Repair, label: str) -> None:
        self._edit(replace(self._recipe, detail=quality, repair=repair), label)
