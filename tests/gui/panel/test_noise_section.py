"""The section that takes noise away."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.cleaning import Cleaning
from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.gui.panel.noise_section import NoiseSection
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource, PictureNoise
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Finish, Light, Noise, Quality, Recipe
from tests.gui.controls import button

FAST, BEST = Quality.FAST, Quality.BEST
EDITED = Cleaning(raw=FAST, noise=Noise(luminance_noise=0.6, color_noise=0.9, noise_level=1.5))
FOUND = PictureNoise(4.21, 6.08)
LEVEL = NoiseLevel((0.82, 0.83, 0.84), (3.1, 3.1, 3.1), NoiseSource.PHOTO)


@pytest.fixture(autouse=True)
def numbers_have_points() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.fixture
def section(qtbot: QtBot) -> NoiseSection:
    """Of a RAW that can be cleaned."""
    section = NoiseSection()
    qtbot.addWidget(section)
    section.set_available((FAST,), ())
    section.set_sensor(True, is_raw=True)
    section.show()
    return section


def slider(section: NoiseSection, name: str) -> ParamSlider:
    return next(s for s in section.findChildren(ParamSlider) if s.param().name == name)


def step(section: NoiseSection, name: str, qtbot: QtBot) -> None:
    """One step of the keys to the left."""
    track = slider(section, name).findChild(Track)
    assert isinstance(track, Track)
    qtbot.keyClick(track, Qt.Key.Key_Left)


def line(section: NoiseSection) -> str:
    """What the quiet line says, spaces being spaces; "" while it is hidden."""
    found = section.findChild(NoiseLine)
    assert isinstance(found, NoiseLine)
    return found.text().replace("\u00a0", " ") if found.isVisible() else ""


def about(section: NoiseSection) -> str:
    """What the line's tooltip says; screen readers say it too."""
    found = section.findChild(NoiseLine)
    assert isinstance(found, NoiseLine)
    assert found.toolTip() == found.accessibleDescription()
    return found.toolTip()


def press(inside: QWidget, says: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(inside, says), Qt.MouseButton.LeftButton)


def test_every_number_has_a_slider_that_shows_it(section: NoiseSection) -> None:
    section.set_cleaning(EDITED)
    for p in params_of(Noise):
        assert slider(section, p.name).value() == getattr(EDITED.noise, p.name)


def test_program_setting_it_is_silent(section: NoiseSection, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(section.edited), qtbot.assertNotEmitted(section.settled):
        section.set_cleaning(EDITED)
        section.set_level(LEVEL)
        section.set_sensor(False)
        section.set_available((FAST, BEST), (FAST,))
    assert section.cleaning() == EDITED


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("luminance_noise", "Noise: luminance"),
        ("color_noise", "Noise: color"),
        ("noise_level", "Noise level"),
    ],
)
def test_a_slider_changes_its_number_and_nothing_else(
    section: NoiseSection, qtbot: QtBot, name: str, label: str
) -> None:
    section.set_cleaning(EDITED)
    edited = QSignalSpy(section.edited)
    with qtbot.waitSignal(section.settled):
        step(section, name, qtbot)
    cleaning, said = edited.at(0)
    assert said == label
    was = getattr(EDITED.noise, name)
    assert getattr(cleaning.noise, name) < was
    assert replace(cleaning, noise=replace(cleaning.noise, **{name: was})) == EDITED


def test_no_step_is_called_like_one_of_another_section(section: NoiseSection, qtbot: QtBot) -> None:
    section.set_cleaning(EDITED)
    edited = QSignalSpy(section.edited)
    for p in params_of(Noise):
        step(section, p.name, qtbot)
    labels = [edited.at(i)[1] for i in range(edited.count())]
    others = [p.label for declared in (Light, Finish) for p in params_of(declared)]
    assert len({*labels, *others}) == len(labels) + len(others)


def test_the_noise_as_found_is_the_middle_of_the_slider(section: NoiseSection) -> None:
    """Half as noisy is as far away as twice as noisy."""
    track = slider(section, "noise_level").findChild(Track)
    assert isinstance(track, Track)
    section.set_cleaning(Cleaning(noise=Noise(noise_level=1.0)))
    middle = track.value()
    assert middle * 2 == track.maximum()
    section.set_cleaning(Cleaning(noise=Noise(noise_level=0.5)))
    left = track.value()
    section.set_cleaning(Cleaning(noise=Noise(noise_level=2.0)))
    assert middle - left == track.value() - middle


def test_the_switch_is_that_of_raw_cleaning(section: NoiseSection, qtbot: QtBot) -> None:
    edited, settled = QSignalSpy(section.edited), QSignalSpy(section.settled)
    luminance = slider(section, "luminance_noise")
    assert section.is_on()  # unasked
    assert luminance.isEnabled()
    press(section, "Noise on", qtbot)
    assert edited.at(0) == [Cleaning(raw=Quality.OFF), "Cleaning off"]
    assert not luminance.isEnabled()
    press(section, "Noise on", qtbot)
    assert edited.at(1) == [Cleaning(), "Cleaning on"]
    assert luminance.isEnabled()
    assert settled.count() == 2


def test_what_is_cleaned_unasked_is_no_change_but_switching_it_off_is(
    section: NoiseSection, qtbot: QtBot
) -> None:
    assert not button(section, "Reset Noise").isEnabled()
    press(section, "Noise on", qtbot)
    press(section, "Reset Noise", qtbot)
    assert section.cleaning() == Cleaning.of(Recipe())
    assert section.is_on()


def test_switching_off_and_on_keeps_the_numbers(section: NoiseSection, qtbot: QtBot) -> None:
    section.set_cleaning(EDITED)
    press(section, "Noise on", qtbot)
    assert section.cleaning() == replace(EDITED, raw=Quality.OFF)
    press(section, "Noise on", qtbot)
    assert section.cleaning() == EDITED


def test_it_is_reset_in_one_step(section: NoiseSection, qtbot: QtBot) -> None:
    section.set_cleaning(replace(EDITED, noise=replace(EDITED.noise, profile=(2.0, 3.0))))
    edited, settled = QSignalSpy(section.edited), QSignalSpy(section.settled)
    press(section, "Reset Noise", qtbot)
    assert edited.at(0) == [Cleaning.of(Recipe()), "Reset Noise"]
    assert (edited.count(), settled.count()) == (1, 1)
    assert not button(section, "Reset Noise").isEnabled()


def test_the_noise_is_told_with_who_says_so(section: NoiseSection) -> None:
    assert line(section) == "Measuring the noise…"
    section.set_level(LEVEL)
    assert line(section) == "Gain 0.83 DN/e−, read 3.1 DN · from the photo"
    section.set_level(replace(LEVEL, source=NoiseSource.PHOTOGRAPHER))
    assert line(section).endswith("· as you said")


def test_numbers_are_written_as_the_language_does(section: NoiseSection) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    section.set_level(LEVEL)
    assert "0,83 DN/e−" in line(section)


@pytest.mark.parametrize(
    ("is_raw", "sentence"),
    [
        (False, "No sensor data here: cleaning works on RAW files."),
        (True, "Cleaning needs the data of a Bayer sensor."),  # X-Trans, Foveon
    ],
)
def test_what_cannot_be_cleaned_says_why_and_takes_no_hand(
    section: NoiseSection, is_raw: bool, sentence: str
) -> None:
    section.set_cleaning(EDITED)
    section.set_level(LEVEL)
    section.set_sensor(False, is_raw=is_raw)
    assert section.isVisible()
    assert line(section) == sentence
    for name in ("Noise on", "Reset Noise"):
        assert not button(section, name).isEnabled()
    assert not section.is_on()
    assert not any(s.isEnabled() for s in section.findChildren(ParamSlider))
    section.set_sensor(True, is_raw=True)  # the whole photo followed its draft
    assert section.is_on()
    assert slider(section, "color_noise").isEnabled()


def test_without_a_photo_nothing_is_said(section: NoiseSection) -> None:
    section.set_sensor(None)
    assert line(section) == ""


def test_without_a_network_it_hides(section: NoiseSection) -> None:
    section.set_available((), ())
    assert not section.isVisible()
    section.set_available((), (FAST,))
    assert section.isVisible()


@pytest.fixture
def picture(section: NoiseSection) -> NoiseSection:
    """Of a JPEG; there are networks for RAW and for pictures."""
    section.set_available((FAST,), (FAST,))
    section.set_sensor(False)
    return section


def test_a_picture_is_cleaned_by_the_networks_for_pictures(
    picture: NoiseSection, qtbot: QtBot
) -> None:
    assert not picture.is_on()  # unasked
    assert not slider(picture, "color_noise").isEnabled()
    edited = QSignalSpy(picture.edited)
    press(picture, "Noise on", qtbot)
    assert edited.at(0) == [Cleaning(denoise=FAST), "Cleaning on"]
    assert all(slider(picture, p.name).isEnabled() for p in params_of(Noise))
    press(picture, "Noise on", qtbot)
    assert edited.at(1) == [Cleaning(), "Cleaning off"]


def test_of_several_networks_for_pictures_one_is_chosen(
    picture: NoiseSection, qtbot: QtBot
) -> None:
    picture.set_available((FAST,), (FAST, BEST))
    edited = QSignalSpy(picture.edited)
    press(picture, "Noise: Best", qtbot)
    assert edited.at(0) == [Cleaning(denoise=BEST), "Noise"]
    assert picture.is_on()
    press(picture, "Noise on", qtbot)
    press(picture, "Noise on", qtbot)
    assert edited.at(1)[0] == Cleaning()
    assert edited.at(2)[0] == Cleaning(denoise=BEST)  # as it was


def shows_choice(section: NoiseSection) -> bool:
    return any(
        w.accessibleName() == "Noise: Fast" and w.isVisible() for w in section.findChildren(QWidget)
    )


@pytest.mark.parametrize(
    ("denoise", "is_bayer", "is_shown"),
    [
        ((FAST, BEST), False, True),
        ((FAST,), False, False),  # the switch says it all
        ((FAST, BEST), True, False),  # it would be about another network than the switch
    ],
)
def test_there_is_a_choice_only_where_there_is_something_to_choose(
    section: NoiseSection, denoise: tuple[Quality, ...], is_bayer: bool, is_shown: bool
) -> None:
    section.set_available((FAST,), denoise)
    section.set_sensor(is_bayer, is_raw=is_bayer)
    assert shows_choice(section) == is_shown


def test_the_noise_of_a_picture_is_told_once_it_is_known(picture: NoiseSection) -> None:
    assert line(picture) == "Measuring the noise…"
    picture.set_level(FOUND)
    assert line(picture) == "Luminance 4.2, color 6.1 of 255 · from the photo"
    assert "255 steps" in about(picture)
    QLocale.setDefault(QLocale(QLocale.Language.German))
    picture.set_level(FOUND)
    assert "4,2" in line(picture)


def test_a_picture_without_noise_is_told_so(picture: NoiseSection) -> None:
    picture.set_level(PictureNoise(0.25, 0.29))
    assert line(picture) == "No noise found."


def test_nobody_waits_for_a_measurement_that_never_comes(picture: NoiseSection) -> None:
    """The small network measures pictures; the large one alone does not."""
    picture.set_available((FAST,), (BEST,))
    assert line(picture) == ""


def test_a_raw_with_the_networks_for_pictures_alone_is_cleaned_by_them(
    section: NoiseSection, qtbot: QtBot
) -> None:
    section.set_available((), (FAST,))
    section.set_level(LEVEL)
    assert line(section).startswith("Gain")
    edited = QSignalSpy(section.edited)
    press(section, "Noise on", qtbot)
    assert edited.at(0)[0] == Cleaning(denoise=FAST)


def test_a_raw_of_another_sensor_has_the_switch_of_raw_files(
    picture: NoiseSection, qtbot: QtBot
) -> None:
    picture.set_sensor(False, is_raw=True)
    assert picture.is_on()  # as the recipe's default says
    edited = QSignalSpy(picture.edited)
    press(picture, "Noise on", qtbot)
    assert edited.at(0)[0] == Cleaning(raw=Quality.OFF)
    press(picture, "Noise on", qtbot)
    assert edited.at(1)[0] == Cleaning(raw=FAST)


def test_what_a_picture_was_given_does_not_live_on_hidden_in_a_raw(
    picture: NoiseSection, qtbot: QtBot
) -> None:
    """Settings that were copied from a JPEG: the engine falls back to them where `raw` is off."""
    picture.set_sensor(True, is_raw=True)
    picture.set_cleaning(Cleaning(raw=FAST, denoise=FAST))
    edited = QSignalSpy(picture.edited)
    press(picture, "Noise on", qtbot)
    assert edited.at(0)[0] == Cleaning(raw=Quality.OFF, denoise=Quality.OFF)


def test_a_raw_that_is_cleaned_as_a_picture_says_so_by_its_switch(
    picture: NoiseSection, qtbot: QtBot
) -> None:
    picture.set_sensor(True, is_raw=True)
    picture.set_cleaning(Cleaning(raw=Quality.OFF, denoise=FAST))
    assert picture.is_on()
    assert slider(picture, "luminance_noise").isEnabled()
    edited = QSignalSpy(picture.edited)
    press(picture, "Noise on", qtbot)
    press(picture, "Noise on", qtbot)
    assert edited.at(1)[0] == Cleaning()  # by the RAW network again


def test_what_is_said_of_raw_files_is_no_change_of_a_picture(section: NoiseSection) -> None:
    section.set_available((FAST,), (FAST,))
    section.set_sensor(False, is_raw=False)
    section.set_cleaning(Cleaning(raw=Quality.OFF))
    assert not button(section, "Reset Noise").isEnabled()
    section.set_sensor(True, is_raw=True)
    assert button(section, "Reset Noise").isEnabled()
