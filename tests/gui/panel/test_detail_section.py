import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.detail_section import DetailSection
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.segmented import Segmented
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
