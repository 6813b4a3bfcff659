import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.fold_out import FoldOut
from lowlight_desktop.gui.panel.section import Section
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.gui.panel.switch import Switch

OPTIONS = ((1, "One", ""), (2, "Two", ""), (3, "Three", ""))
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def section(qtbot: QtBot) -> Section:
    section = Section("Finish")
    qtbot.addWidget(section)
    section.add(QLabel("Rows"))
    section.show_switch()
    section.show()
    return section


def button(section: Section, name: str) -> QToolButton:
    return next(b for b in section.findChildren(QToolButton) if b.accessibleName() == name)


def test_a_section_folds_with_the_space_bar(section: Section, qtbot: QtBot) -> None:
    folded = QSignalSpy(section.folded)
    label = section.findChild(QLabel)
    assert isinstance(label, QLabel)
    qtbot.keyClick(button(section, "Finish"), Key.Key_Space)
    assert section.is_folded()
    assert not label.isVisible()
    qtbot.mouseClick(button(section, "Finish"), LEFT)
    assert not section.is_folded()
    assert [folded.at(i)[0] for i in range(folded.count())] == [True, False]


def test_program_folding_and_switching_is_silent(section: Section, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(section.folded), qtbot.assertNotEmitted(section.toggled_on):
        section.set_folded(True)
        section.set_on(True)
    assert section.is_folded()
    assert section.is_on()


def test_the_switch_is_flipped_by_hand_and_announced(section: Section, qtbot: QtBot) -> None:
    switch = section.findChild(Switch)
    assert isinstance(switch, Switch)
    with qtbot.waitSignal(section.toggled_on) as announced:
        qtbot.keyClick(switch, Key.Key_Space)
    assert announced.args == [True]


def test_there_is_a_reset_only_where_something_changed(section: Section, qtbot: QtBot) -> None:
    reset = button(section, "Reset Finish")
    section.set_changed(False)
    assert not reset.isEnabled()
    section.set_changed(True)
    with qtbot.waitSignal(section.reset):
        qtbot.mouseClick(reset, LEFT)


def test_the_header_can_be_walked_through_with_tab(section: Section, qtbot: QtBot) -> None:
    section.set_changed(True)
    title, reset = button(section, "Finish"), button(section, "Reset Finish")
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    qtbot.keyClick(title, Key.Key_Tab)
    assert reset.hasFocus()
    qtbot.keyClick(reset, Key.Key_Tab)
    assert isinstance(section.focusWidget(), Switch)


def test_a_fold_out_is_closed_until_it_is_wanted(qtbot: QtBot) -> None:
    fold_out = FoldOut("Curve parameters")
    qtbot.addWidget(fold_out)
    row = QLabel("Row")
    fold_out.add(row)
    fold_out.show()
    assert not row.isVisible()
    title = fold_out.findChild(QToolButton)
    assert isinstance(title, QToolButton)
    with qtbot.waitSignal(fold_out.folded) as announced:
        qtbot.keyClick(title, Key.Key_Space)
    assert announced.args == [False]
    assert row.isVisible()


def test_a_choice_is_made_with_the_mouse_or_the_arrow_keys(qtbot: QtBot) -> None:
    choice = Segmented("Light")
    qtbot.addWidget(choice)
    choice.set_options(OPTIONS)
    choice.show()
    chosen = QSignalSpy(choice.chosen)
    qtbot.mouseClick(choice.buttons()[1], LEFT)
    choice.buttons()[1].setFocus()
    qtbot.waitUntil(choice.buttons()[1].hasFocus)
    qtbot.keyClick(choice.buttons()[1], Key.Key_Right)
    assert [chosen.at(i)[0] for i in range(chosen.count())] == [2, 3]
    assert choice.value() == 3


def test_program_choosing_is_silent(qtbot: QtBot) -> None:
    choice = Segmented("Light")
    qtbot.addWidget(choice)
    choice.set_options(OPTIONS)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_value(3)
        choice.set_options(OPTIONS[1:])
    assert choice.value() == 3  # kept, it is still offered
    choice.set_value(1)
    assert choice.value() is None  # not offered any more
