import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.detail_section import DetailSection
from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.recipe import Quality, Repair


@pytest.fixture
def section(qtbot: QtBot) -> DetailSection:
    section = DetailSection()
    qtbot.addWidget(section)
    section.set_available((Quality.FAST,))
    return section


def slider(section: DetailSection) -> ParamSlider:
    found = section.findChild(ParamSlider)
    assert isinstance(found, ParamSlider)
    return found


def test_it_hides_without_a_network_and_offers_no_choice_with_one(section: DetailSection) -> None:
    choice = section.findChild(Segmented)
    assert isinstance(choice, Segmented)
    assert section.isVisible()
    assert not choice.isVisible()
    section.set_available((Quality.FAST, Quality.BEST))
    assert choice.isVisible()
    section.set_available(())
    assert not section.isVisible()


def test_the_switch_is_one_step_and_frees_the_strength(section: DetailSection) -> None:
    edited, settled = QSignalSpy(section.edited), QSignalSpy(section.settled)
    assert not slider(section).isEnabled()
    section.toggled_on.emit(True)
    assert edited.at(0) == [Quality.FAST, Repair(), "Detail on"]
    assert settled.count() == 1
    assert slider(section).isEnabled()
    section.toggled_on.emit(False)
    assert edited.at(1) == [Quality.OFF, Repair(), "Detail off"]


def test_the_strength_is_told_while_it_moves(section: DetailSection) -> None:
    section.set_repair(Quality.FAST, Repair())
    edited, settled = QSignalSpy(section.edited), QSignalSpy(section.settled)
    slider(section).edited.emit(0.4)
    assert edited.at(0) == [Quality.FAST, Repair(0.4), "Detail: strength"]
    assert settled.count() == 0
    slider(section).settled.emit()
    assert settled.count() == 1


def test_to_show_a_recipe_is_silent_and_reset_brings_back_what_was_declared(
    section: DetailSection,
) -> None:
    edited = QSignalSpy(section.edited)
    section.set_repair(Quality.FAST, Repair(0.3))
    assert edited.count() == 0
    section.reset.emit()
    assert edited.at(0) == [Quality.OFF, Repair(), "Reset Detail"]


def test_how_much_was_found_is_told_while_it_is_on(section: DetailSection) -> None:
    line = section.findChild(NoiseLine)
    assert isinstance(line, NoiseLine)
    assert not line.isVisible()
    section.set_repair(Quality.FAST, Repair())
    assert line.text() == "Looking for what compression has changed…"
    section.set_damage(PictureNoise(4.12, 3.2))
    assert line.text() == "Changed by luminance 4.1, color 3.2 of 255"
    section.set_damage(PictureNoise(0.25, 0.25))
    assert line.text() == "No traces of compression found."
    section.set_repair(Quality.OFF, Repair())
    assert not line.isVisible()
