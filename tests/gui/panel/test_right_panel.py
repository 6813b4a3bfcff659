import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.brush import Brush
from lowlight_desktop.gui.panel.detail_section import DetailSection
from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.gui.panel.noise_section import NoiseSection
from lowlight_desktop.gui.panel.param_slider import ParamLabel, ParamSlider
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.panel.switch import Switch
from lowlight_desktop.gui.panel.target_slider import TargetSlider
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import THEMES
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Finish, Light, Noise, Quality, Recipe
from lowlight_desktop.photo.stroke import Stroke
from tests.gui.panel.hands import wheel
from tests.gui.panel.histograms import histogram_of

CURVE = (0.5, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
STROKE = Stroke(((0.5, 0.5),))
EDITED = Recipe(
    light=Light(target=0.5, strength=0.8, curve=CURVE, limits=(STROKE,)),
    finish=Finish(exposure_ev=0.35, temperature=-12.0, saturation=1.2),
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> RightPanel:
    panel = RightPanel()
    qtbot.addWidget(panel)
    panel.set_models((Quality.FAST,))
    panel.resize(panel.width(), 700)  # the lowest window
    panel.show()
    return panel


def slider(panel: RightPanel, name: str) -> ParamSlider:
    return next(s for s in panel.findChildren(ParamSlider) if s.param().name == name)


def button(panel: RightPanel, name: str) -> QAbstractButton:
    return next(b for b in panel.findChildren(QAbstractButton) if b.accessibleName() == name)


def brush_slider(panel: RightPanel, name: str) -> ParamSlider:
    found = panel.light_section().brush().findChild(ParamSlider, name)
    assert isinstance(found, ParamSlider)
    return found


def turn(slider: ParamSlider, notches: int) -> None:
    track = slider.findChild(Track)
    assert isinstance(track, Track)
    wheel(track, notches, Qt.KeyboardModifier.ControlModifier)


def test_tracks_are_long_enough_to_aim_and_no_word_is_cut_off(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, THEMES["dark"])  # its text and its scroll bar
    panel = RightPanel()
    qtbot.addWidget(panel)
    panel.set_models((Quality.FAST,), raw=(Quality.FAST,))
    panel.set_brush(True)
    panel.show()
    qtbot.waitUntil(lambda: all(label.width() > 0 for label in panel.findChildren(ParamLabel)))
    for track in panel.findChildren(Track):
        if track.isVisibleTo(panel):
            assert (
                track.x_of(track.maximum()) - track.x_of(0) >= 150
            )  # px: a pixel is a fiftieth of a stop or finer
    labels = [label for label in panel.findChildren(ParamLabel) if label.isVisibleTo(panel)]
    assert len(labels) > 15  # light, brush, noise and finish
    assert not [label.accessibleName() for label in labels if "…" in label.text()]


def test_program_setting_a_recipe_is_silent(panel: RightPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.recipe_edited), qtbot.assertNotEmitted(panel.settled):
        panel.set_recipe(EDITED)
        panel.set_judged(0.42, CURVE)
        panel.set_recipe(Recipe())
    assert panel.recipe() == Recipe()


@pytest.mark.parametrize("declared", [Light, Finish])
def test_every_declared_number_has_a_slider_that_shows_it(
    panel: RightPanel, declared: type
) -> None:
    panel.set_recipe(EDITED)
    part = EDITED.light if declared is Light else EDITED.finish
    for p in params_of(declared):
        found = [s for s in panel.findChildren(ParamSlider) if s.param() == p]
        assert [s.value() for s in found] == [getattr(part, p.name)]


@pytest.mark.parametrize(
    ("name", "label"), [("exposure_ev", "Exposure"), ("keep_black", "Keep black")]
)
def test_a_slider_changes_its_number_and_nothing_else(
    panel: RightPanel, qtbot: QtBot, name: str, label: str
) -> None:
    panel.set_recipe(EDITED)
    edited = QSignalSpy(panel.recipe_edited)
    with qtbot.waitSignal(panel.settled):
        turn(slider(panel, name), -1)
    recipe, said = edited.at(0)
    assert said == label
    assert recipe == panel.recipe()
    light, finish = recipe.light, recipe.finish
    if name == "exposure_ev":
        assert finish.exposure_ev == pytest.approx(0.3)  # one notch of 0.05 EV less
        finish = replace(finish, exposure_ev=0.35)
    else:
        assert light.keep_black == pytest.approx(0.99)
        light = replace(light, keep_black=1.0)
    assert replace(recipe, light=light, finish=finish) == EDITED


def test_a_section_is_reset_in_one_step(panel: RightPanel, qtbot: QtBot) -> None:
    panel.set_recipe(EDITED)
    edited, settled = QSignalSpy(panel.recipe_edited), QSignalSpy(panel.settled)
    qtbot.mouseClick(button(panel, "Reset Finish"), LEFT)
    assert edited.at(0) == [replace(EDITED, finish=Finish()), "Reset Finish"]
    qtbot.mouseClick(button(panel, "Reset Light"), LEFT)
    assert edited.at(1) == [Recipe(), "Reset Light"]
    assert (edited.count(), settled.count()) == (2, 2)
    assert not button(panel, "Reset Light").isEnabled()


def test_auto_shows_what_the_network_chose(panel: RightPanel) -> None:
    target = panel.findChild(TargetSlider)
    assert isinstance(target, TargetSlider)
    panel.set_judged(0.37, CURVE)
    assert target.value() == 0.37
    panel.set_recipe(EDITED)
    assert target.value() == 0.5
    panel.set_judged(0.41, CURVE)
    assert target.value() == 0.5  # the photographer's stays
    panel.set_recipe(Recipe())
    assert target.value() == 0.41


def test_moving_the_brightness_ends_auto_and_auto_comes_back(
    panel: RightPanel, qtbot: QtBot
) -> None:
    panel.set_judged(0.37, CURVE)
    edited = QSignalSpy(panel.recipe_edited)
    target = panel.findChild(TargetSlider)
    assert isinstance(target, TargetSlider)
    with qtbot.waitSignal(panel.settled):
        turn(target, 1)
    assert edited.at(0)[0].light.target == pytest.approx(0.38)
    auto = button(panel, "Automatic brightness")
    assert not auto.isChecked()
    with qtbot.waitSignal(panel.settled):
        qtbot.mouseClick(auto, LEFT)
    assert panel.recipe() == Recipe()
    assert edited.at(1)[1] == "Brightness"


def test_a_handle_of_the_curve_makes_it_the_photographers(panel: RightPanel, qtbot: QtBot) -> None:
    panel.set_judged(0.37, CURVE)
    handle = panel.light_section().curve().plot().handles()[2]
    qtbot.keyClick(handle, Qt.Key.Key_Down)
    own = panel.recipe().light.curve
    assert own == pytest.approx((0.5, 0.5, 0.38, 0.3, 0.2, 0.1, 0.0))  # one step of the keys


def test_light_is_switched_off_and_on_again(panel: RightPanel, qtbot: QtBot) -> None:
    panel.set_models((Quality.FAST, Quality.BEST))
    panel.set_recipe(Recipe(light=Light(Quality.BEST)))
    switch = panel.light_section().findChild(Switch)
    assert isinstance(switch, Switch)
    qtbot.mouseClick(switch, LEFT)
    assert panel.recipe().light.quality is Quality.OFF
    assert not slider(panel, "strength").isEnabled()
    qtbot.mouseClick(switch, LEFT)
    assert panel.recipe().light.quality is Quality.BEST  # as it was


def test_only_qualities_with_a_network_are_offered(panel: RightPanel) -> None:
    def offered() -> list[str]:
        buttons = panel.light_section().findChildren(QToolButton)
        return [b.text() for b in buttons if b.property("segment") and not b.isHidden()]

    assert offered() == ["Off", "Fast"]
    panel.set_models((Quality.FAST, Quality.BEST))
    QApplication.sendPostedEvents()
    assert offered()[-3:] == ["Off", "Fast", "Best"]


def test_noise_and_detail_hide_while_there_is_no_network(panel: RightPanel, qtbot: QtBot) -> None:
    noise, detail = panel.findChild(NoiseSection), panel.findChild(DetailSection)
    assert isinstance(noise, NoiseSection)
    assert isinstance(detail, DetailSection)
    assert not noise.isVisible()
    assert not detail.isVisible()
    panel.set_models((Quality.FAST,), noise=(Quality.FAST, Quality.BEST))
    assert noise.isVisible()
    assert not detail.isVisible()
    edited = QSignalSpy(panel.recipe_edited)
    qtbot.mouseClick(button(panel, "Noise: Best"), LEFT)
    assert edited.at(0) == [Recipe(denoise=Quality.BEST), "Noise"]


def test_noise_changes_its_part_of_the_recipe_and_nothing_else(
    panel: RightPanel, qtbot: QtBot
) -> None:
    panel.set_models((Quality.FAST,), raw=(Quality.FAST,))
    panel.set_sensor(True, is_raw=True)
    panel.set_recipe(EDITED)
    edited = QSignalSpy(panel.recipe_edited)
    with qtbot.waitSignal(panel.settled):
        qtbot.mouseClick(button(panel, "Noise on"), LEFT)
    assert edited.at(0) == [replace(EDITED, raw=Quality.OFF), "Cleaning off"]
    panel.set_recipe(EDITED)
    with qtbot.waitSignal(panel.settled):
        turn(slider(panel, "color_noise"), -1)
    noise = Noise(color_noise=0.99)  # the finest step
    assert edited.at(1) == [replace(EDITED, noise=noise), "Noise: color"]


def test_what_was_known_of_the_noise_does_not_outlive_its_photo(panel: RightPanel) -> None:
    panel.set_models((Quality.FAST,), raw=(Quality.FAST,))
    line = panel.findChild(NoiseLine)
    assert isinstance(line, NoiseLine)
    panel.set_sensor(True, is_raw=True)
    panel.set_noise(NoiseLevel((1.0,), (2.0,), NoiseSource.PHOTO))
    assert line.text().startswith("Gain")
    panel.show_photo(Recipe())
    assert not line.text()
    panel.set_sensor(True, is_raw=True)
    assert line.text() == "Measuring the noise…"


def test_finish_is_switched_off_and_comes_back_as_it_was(panel: RightPanel, qtbot: QtBot) -> None:
    panel.set_recipe(EDITED)
    edited = QSignalSpy(panel.recipe_edited)
    qtbot.mouseClick(button(panel, "Finish on"), LEFT)
    off = replace(EDITED, finish=replace(EDITED.finish, on=False))
    assert edited.at(0) == [off, "Finish off"]
    panel.set_recipe(panel.recipe())  # the window shows what it has heard
    qtbot.mouseClick(button(panel, "Finish on"), LEFT)
    assert edited.at(1) == [EDITED, "Finish on"]


def test_what_was_switched_off_stays_so_with_its_numbers(panel: RightPanel, qtbot: QtBot) -> None:
    off = replace(EDITED, finish=replace(EDITED.finish, on=False))
    panel.show_photo(off)
    assert not button(panel, "Finish on").isChecked()
    panel.show_photo(Recipe())
    assert button(panel, "Finish on").isChecked()
    panel.show_photo(off)
    qtbot.mouseClick(button(panel, "Finish on"), LEFT)
    assert panel.recipe() == EDITED


def test_the_brush_is_taken_up_changed_and_put_down(panel: RightPanel, qtbot: QtBot) -> None:
    changed = QSignalSpy(panel.brush_changed)
    limit = button(panel, "Limit here")
    qtbot.mouseClick(limit, LEFT)
    turn(brush_slider(panel, "strength"), -1)
    qtbot.mouseClick(button(panel, "Erase"), LEFT)
    qtbot.mouseClick(limit, LEFT)
    assert [changed.at(i)[0] for i in range(changed.count())] == [
        Brush(),
        Brush(strength=0.99),
        Brush(strength=0.99, erases=True),
        None,
    ]


def test_the_brush_has_the_numbers_of_a_stroke(panel: RightPanel) -> None:
    assert params_of(Brush) == params_of(Stroke)


def test_there_is_no_brush_without_light_or_without_a_photo(panel: RightPanel) -> None:
    changed = QSignalSpy(panel.brush_changed)
    panel.set_brush(True)
    panel.set_recipe(Recipe(light=Light(Quality.OFF)))
    panel.set_brush(True)
    panel.set_recipe(Recipe())
    panel.set_brush(True)
    panel.set_enabled(False)
    assert [changed.at(i)[0] for i in range(changed.count())] == [Brush(), None, Brush(), None]


def test_strokes_are_cleared_in_one_step(panel: RightPanel, qtbot: QtBot) -> None:
    clear = panel.light_section().findChild(QPushButton)
    assert isinstance(clear, QPushButton)
    assert not clear.isEnabled()
    panel.set_recipe(EDITED)
    edited = QSignalSpy(panel.recipe_edited)
    with qtbot.waitSignal(panel.settled):
        qtbot.mouseClick(clear, LEFT)
    light = replace(EDITED.light, limits=())
    assert edited.at(0) == [replace(EDITED, light=light), "Clear strokes"]


def test_what_is_folded_can_be_kept(panel: RightPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.folds_changed):
        qtbot.mouseClick(button(panel, "Finish"), LEFT)
    kept = panel.folds()
    assert kept == {"light": False, "noise": False, "detail": False, "finish": True, "curve": True}
    other = RightPanel()
    qtbot.addWidget(other)
    with qtbot.assertNotEmitted(other.folds_changed):
        other.set_folds({**kept, "of a later version": True})
    assert other.folds() == kept


def test_nothing_can_be_set_without_a_photo(panel: RightPanel) -> None:
    panel.set_enabled(False)
    assert not any(s.isEnabled() for s in panel.findChildren(ParamSlider))
    panel.set_enabled(True)
    assert slider(panel, "exposure_ev").isEnabled()


def test_nothing_moves_when_the_scroll_bar_comes(panel: RightPanel, qtbot: QtBot) -> None:
    exposure, bar = slider(panel, "exposure_ev"), panel.scroll_bar()
    panel.resize(panel.width(), 2000)  # everything fits
    qtbot.waitUntil(lambda: not bar.isVisible())
    free = panel.width() - 8 - bar.sizeHint().width()  # the margin, the bar's place
    qtbot.waitUntil(lambda: exposure.width() == free)
    panel.resize(panel.width(), 400)
    qtbot.waitUntil(bar.isVisible)
    qtbot.waitUntil(lambda: exposure.width() == free)


def test_every_control_is_reached_with_tab_and_has_a_name(panel: RightPanel) -> None:
    panel.set_folds({"curve": False})
    panel.set_brush(True)
    reached: list[QWidget] = []
    first = at = panel.nextInFocusChain()
    while at is not None and (at is not first or not reached):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible():
            reached.append(at)
        at = at.nextInFocusChain()
    assert [w for w in reached if not w.accessibleName()] == []
    tracks = [w for w in reached if isinstance(w, Track)]
    assert len(tracks) == len([s for s in panel.findChildren(ParamSlider) if s.isVisible()])


def test_tab_goes_on_as_the_eye_does(panel: RightPanel) -> None:
    panel.set_models((Quality.FAST,), (Quality.FAST,), (Quality.FAST,), (Quality.FAST,))
    QApplication.processEvents()  # new buttons show themselves
    names: list[str] = []
    first = at = panel.nextInFocusChain()
    while at is not None and (at is not first or not names):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible():
            names.append(at.accessibleName())
        at = at.nextInFocusChain()
    quality, auto, brightness = (
        names.index(name) for name in ("Light: Fast", "Automatic brightness", "Brightness")
    )
    assert names.index("Show Luminance") < quality < auto < brightness
    assert brightness < names.index("Exposure")


def test_the_panel_scrolls_to_the_control_that_has_the_keyboard(
    panel: RightPanel, qtbot: QtBot
) -> None:
    panel.resize(panel.width(), 400)
    panel.activateWindow()
    bar = panel.scroll_bar()
    qtbot.waitUntil(bar.isVisible)
    elsewhere = panel.histogram().scale_buttons()[0]
    for name, end in (("sharpening", bar.maximum()), ("strength", 0)):
        elsewhere.setFocus()
        qtbot.waitUntil(elsewhere.hasFocus)
        bar.setValue(bar.maximum() - end)  # away from it
        slider(panel, name).setFocus()
        at = QApplication.focusWidget()
        assert isinstance(at, Track)
        assert not at.visibleRegion().isEmpty()


def test_histograms_come_and_go(panel: RightPanel) -> None:
    some = histogram_of(np.arange(256))
    panel.set_histograms(some, some)
    shown = panel.histogram().plot().grab().toImage()
    panel.show_photo(Recipe())
    assert panel.histogram().plot().grab().toImage() != shown


def test_the_panel_does_not_import_torch() -> None:
    code = "import sys, lowlight_desktop.gui.panel.right_panel; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
