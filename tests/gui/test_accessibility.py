"""What the whole window owes to those who do not use a mouse, or do not see it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QSlider,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.naming import NameFacts
from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.dialogs.about_dialog import AboutDialog
from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog
from lowlight_desktop.gui.dialogs.shortcuts_dialog import ShortcutsDialog
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.hosts.catalog import HOSTS
from lowlight_desktop.hosts.serving import Report
from lowlight_desktop.photo.recipe import Quality
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish
from lowlight_desktop.studio.licenses import works
from lowlight_desktop.studio.model_notes import model_notes
from tests.gui.photos import dark_photo
from tests.gui.window import drop, open_window, wait_until_refined

CONTROLS = (QAbstractButton, QSlider, QComboBox, QLineEdit, QAbstractSpinBox)
# Qt builds these of smaller widgets, and speaks for them itself.
WHOLES = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QMenuBar, QTabBar)

CPU = DeviceRow("cpu", "Processor", "oneDNN", 8_000_000_000)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window that shows everything it has."""
    window = open_window(tmp_path, qtbot)
    all_ = tuple(Quality)
    panel = window.parts.panel
    panel.set_models(all_, all_, all_, all_)
    panel.set_enabled(True)
    panel.set_sensor(True, is_raw=True)
    panel.set_folds(dict.fromkeys(panel.folds(), False))
    panel.set_brush(True)
    window.parts.messages.show_message(MessageKind.ERROR, "It failed.", "Everything about it")
    window.findChildren(EmptyState)[0].set_recent([tmp_path])
    yield window
    window.close()


def export_dialog(_window: MainWindow) -> QDialog:
    wish = ExportWish()
    facts = NameFacts("night")
    extent = Extent((Path("night.jpg"),), (Path("night.jpg"), Path("dawn.jpg")))
    return ExportDialog(extent, wish, (ExportPreset("Web", wish),), facts=facts)


def preferences_dialog(_window: MainWindow) -> QDialog:
    dialog = PreferencesDialog(Settings(), [CPU])
    dialog.hosts.set_reports([Report(host) for host in HOSTS], "1.0")
    return dialog


def shortcuts_dialog(window: MainWindow) -> QDialog:
    return ShortcutsDialog(window.parts.actions.values())


def about_dialog(_window: MainWindow) -> QDialog:
    dialog = AboutDialog("1.0", model_notes(), works)
    for tabs in dialog.findChildren(QTabWidget):
        tabs.setCurrentIndex(1)  # what is on it comes when it is shown
    return dialog


def itself(window: MainWindow) -> QWidget:
    return window


every_window = pytest.mark.parametrize(
    "made", [itself, export_dialog, preferences_dialog, shortcuts_dialog, about_dialog]
)


@pytest.fixture
def whole(made: Callable[[MainWindow], QWidget], window: MainWindow, qtbot: QtBot) -> QWidget:
    whole = made(window)
    if whole is not window:
        qtbot.addWidget(whole)
    return whole


def below(widget: QWidget) -> Iterator[QWidget]:
    """Every widget of ours inside another one, hidden ones included; no windows of their own."""
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isWindow():
            yield child
            if not isinstance(child, WHOLES):
                yield from below(child)


def text_of(widget: QWidget) -> str:
    """Words that are to be seen on a widget itself; what is typed into a field says nothing."""
    return widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else ""


def labeled(whole: QWidget) -> set[QWidget]:
    """The controls that labels beside them speak of."""
    named = [label.buddy() for label in whole.findChildren(QLabel)]
    return {widget.focusProxy() or widget for widget in named if widget}


def told(widget: QWidget) -> str:
    """How a failure names it."""
    path = [type(widget).__name__]
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        path.append(type(above).__name__)
        above = above.parentWidget()
    return f"{' < '.join(path)} {widget.accessibleName()!r} {text_of(widget)!r}"


@every_window
def test_whatever_takes_the_keyboard_has_a_name(whole: QWidget) -> None:
    nameless = [
        told(widget)
        for widget in below(whole)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not (widget.accessibleName() or text_of(widget))
        and not isinstance(widget, QTabBar)  # its tabs have names
    ]
    assert not nameless


@every_window
def test_every_control_says_what_it_is_for(whole: QWidget) -> None:
    known = labeled(whole)
    silent = [
        told(widget)
        for widget in below(whole)
        if isinstance(widget, CONTROLS)
        and not (widget.toolTip() or text_of(widget))
        and widget not in known
    ]
    assert not silent


def test_no_two_entries_of_a_menu_have_one_letter(window: MainWindow) -> None:
    only_direct = Qt.FindChildOption.FindDirectChildrenOnly
    menus = window.menuBar().findChildren(QMenu, options=only_direct)
    assert len(menus) >= 5
    for texts in ([entry.text() for entry in menu.actions()] for menu in menus):
        letters = [m[1].lower() for text in texts if (m := re.search("&([^&])", text))]
        assert len(letters) == len(set(letters)), texts


def test_tab_reaches_every_control_of_the_panel(window: MainWindow, qtbot: QtBot) -> None:
    wanted = [widget for widget in below(window.parts.panel) if needs_keyboard(widget, window)]
    window.activateWindow()
    wanted[0].setFocus()
    seen: list[QWidget] = []
    while (at := QApplication.focusWidget()) not in seen:
        assert at is not None
        seen.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    # Seven handles and sliders of the curve, seven of the finish, the brush's, switches, resets.
    assert len(wanted) > 40
    assert [told(widget) for widget in wanted if widget not in seen] == []


def test_tab_goes_round_the_window_in_both_directions(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, [dark_photo(tmp_path / name) for name in ("a.png", "b.png")])
    wait_until_refined(window, qtbot)
    controls = (w for w in below(window) if not isinstance(w, QLabel))  # a mouse marks words there
    wanted = [widget for widget in controls if needs_keyboard(widget, window)]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        window.activateWindow()
        window.parts.canvas.setFocus()
        seen: list[QWidget] = []
        while (at := QApplication.focusWidget()) not in seen:
            assert at is not None
            seen.append(at)
            qtbot.keyClick(at, key)
        assert at is window.parts.canvas  # and is held by nothing on the way
        assert [told(widget) for widget in wanted if widget not in seen] == []


def needs_keyboard(widget: QWidget, window: QWidget) -> bool:
    """Whether a control that is shown must be reached by Tab."""
    if not (widget.isVisibleTo(window) and widget.isEnabled()):
        return False
    if isinstance(widget, ValueField):  # Enter on its slider begins to type
        return False
    if isinstance(widget, QAbstractButton) and (group := widget.group()) and group.exclusive():
        # The arrow keys go on from the chosen one to the others.
        return widget.isChecked() or group.checkedId() < 0
    return isinstance(widget, CONTROLS) or widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
