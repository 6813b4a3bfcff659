import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog
from lowlight_desktop.gui.language import code_of, speak
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.param_slider import ParamLabel, ParamSlider
from lowlight_desktop.gui.panel.right_panel import WIDTH_PX
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.gui.panel.value_text import text_of, value_of
from lowlight_desktop.gui.settings import SYSTEM, Settings
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import Finish, Quality
from lowlight_desktop.studio.model_notes import ModelNote, model_notes
from tests.gui.test_accessibility import about_dialog, export_dialog, shortcuts_dialog
from tests.gui.translated import messages, plain, said_by, write_brackets
from tests.gui.window import open_window

# Names, which are the same everywhere, and what others have written.
NAMES = re.compile(
    r"Lowlight|night folder|JPEG|PNG|TIFF|DNG|JPEG XL|AVIF"
    r"|sRGB|Display P3|Adobe RGB \(1998\)|ProPhoto RGB|Rec\. 2020"
    r"|Web|English|Deutsch|GPL-3\.0-or-later|.*/.*"
    r"|(Ctrl|Shift|PgDown|PgUp|Del|Ins|F\d+|[-+\\,]|[A-Z])(\+.+)?"
)
_FIELD_PADDING = 7  # px that the theme leaves free at each end of a field
QTS_WORDS = {"OK", "Cancel", "Close", "Scroll Left", "Scroll Right"}


@pytest.fixture
def bracketed(app: QCoreApplication, tmp_path: Path) -> None:
    """The program in a language that only has brackets."""
    translator = QTranslator(app)
    assert translator.load(str(write_brackets(tmp_path)))
    app.installTranslator(translator)


def terms(note: ModelNote) -> Iterator[str]:
    for data in note.data:
        yield from (data.name, data.used, data.terms)


def preferences(_window: MainWindow) -> QDialog:
    return PreferencesDialog(Settings())


def itself(window: MainWindow) -> QWidget:
    return window


every_window = pytest.mark.parametrize(
    "made", [itself, export_dialog, preferences, shortcuts_dialog, about_dialog]
)


def opened(folder: Path, qtbot: QtBot) -> MainWindow:
    """A window that shows everything it has."""
    window = open_window(folder, qtbot)
    all_ = tuple(Quality)
    panel = window.parts.panel
    panel.set_models(all_, all_, all_)
    panel.set_enabled(True)
    panel.set_folds(dict.fromkeys(panel.folds(), False))
    panel.set_brush(True)
    window.findChildren(EmptyState)[0].set_recent([folder / "night folder"])
    return window


@every_window
@pytest.mark.usefixtures("bracketed")
def test_whatever_is_seen_can_be_translated(
    made: Callable[[MainWindow], QWidget], tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(tmp_path, qtbot)
    whole = made(window)
    if whole is not window:
        qtbot.addWidget(whole)
    words = {text for text in said_by(whole) if re.search("[A-Za-z]", text)}
    assert len(words) > 10
    quoted = {said for note in model_notes() for said in (note.title, *terms(note))}
    found = {text for text in words if "⟦" not in text and not NAMES.fullmatch(plain(text))}
    assert not {plain(text) for text in found} - quoted - QTS_WORDS
    window.close()


@every_window
@pytest.mark.usefixtures("german")
def test_a_german_window_says_nothing_in_english(
    made: Callable[[MainWindow], QWidget], tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(tmp_path, qtbot)
    whole = made(window)
    if whole is not window:
        qtbot.addWidget(whole)
    german = {plain(form) for message in messages("de") for form in message.forms}
    english = {plain(message.source) for message in messages("de")} - german
    said = {plain(text) for text in said_by(whole)}
    assert not said & english
    assert said & german
    assert not said & (QTS_WORDS - {"OK"})
    window.close()


@pytest.mark.usefixtures("german")
def test_no_two_entries_of_a_german_menu_have_the_same_mnemonic(
    tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(tmp_path, qtbot)
    menus = [window.menuBar().actions(), *(m.actions() for m in window.findChildren(QMenu))]
    for actions in menus:
        keys = [key.casefold() for a in actions for key in re.findall("&([^&])", a.text())]
        assert len(keys) == len(set(keys)), [a.text() for a in actions]
    window.close()


@pytest.mark.usefixtures("german")
def test_nothing_in_the_panel_is_cut_off_in_german(tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(tmp_path, qtbot)
    panel = window.parts.panel
    assert panel.width() == WIDTH_PX
    qtbot.waitUntil(lambda: all(label.width() > 0 for label in panel.findChildren(ParamLabel)))
    labels = [label for label in panel.findChildren(ParamLabel) if label.isVisibleTo(panel)]
    assert len(labels) > 15  # light, curve, brush and finish
    assert not [label.accessibleName() for label in labels if "…" in label.text()]
    assert not cut_off(panel)
    window.close()


@pytest.mark.usefixtures("german")
def test_every_value_of_a_slider_fits_its_field_in_german(qtbot: QtBot) -> None:
    for param in params_of(Finish):
        slider = ParamSlider(param)
        qtbot.addWidget(slider)
        field = slider.findChildren(ValueField)[0]
        for value in (param.low, param.high):
            text = text_of(param, value)
            assert field.fontMetrics().horizontalAdvance(text) < field.width()
            assert value_of(param, text) == pytest.approx(value)


@pytest.mark.usefixtures("german")
def test_the_german_window_fits_the_smallest_size(tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(tmp_path, qtbot)
    window.parts.actions["overlay"].setEnabled(True)
    window.parts.actions["overlay"].setChecked(True)
    # Larger parts would make the window larger than it says it may be.
    assert window.minimumSizeHint().width() <= window.minimumWidth()
    window.close()


@pytest.mark.parametrize("made", [export_dialog, preferences, about_dialog])
@pytest.mark.usefixtures("german")
def test_nothing_in_a_dialog_is_cut_off_in_german(
    made: Callable[[MainWindow], QDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(tmp_path, qtbot)
    dialog = made(window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert not cut_off(dialog)
    window.close()


def cut_off(whole: QWidget) -> list[str]:
    """What is smaller than its text wants it to be; labels that wrap take what they get."""
    seen = [widget for widget in whole.findChildren(QWidget) if widget.isVisibleTo(whole)]
    texts = [
        (widget.text(), widget.sizeHint().width(), widget.width())
        for widget in seen
        if isinstance(widget, QAbstractButton | QLabel)
        and not (isinstance(widget, QLabel) and widget.wordWrap())
    ]
    texts += [
        (text, widget.fontMetrics().horizontalAdvance(text) + 2 * _FIELD_PADDING, widget.width())
        for widget in seen
        if isinstance(widget, QLineEdit) and (text := widget.placeholderText())
    ]
    return [f"{text} wants {wants} px, has {has}" for text, wants, has in texts if wants > has]


@pytest.mark.parametrize(
    ("wish", "system", "code"),
    [
        ("de", "en_US", "de"),
        ("en", "de_DE", "en"),
        (SYSTEM, "de_AT", "de"),
        (SYSTEM, "fr_FR", "en"),  # nobody has translated that yet
        ("tlh", "de_DE", "de"),  # of another version, or typed by hand
    ],
)
def test_the_language_is_the_chosen_one_or_the_systems(wish: str, system: str, code: str) -> None:
    assert code_of(wish, QLocale(system)) == code


def test_a_language_that_is_not_the_systems_brings_its_own_numbers(app: QCoreApplication) -> None:
    (exposure, *_) = params_of(Finish)
    speak(app, SYSTEM, QLocale.c())
    assert text_of(exposure, 1.5) == "+1.50\N{NO-BREAK SPACE}EV"
    speak(app, "de", QLocale.c())
    assert text_of(exposure, 1.5) == "+1,50\N{NO-BREAK SPACE}EV"


def test_numbers_follow_the_system_where_its_language_is_spoken(app: QCoreApplication) -> None:
    swiss = QLocale("de_CH")
    QLocale.setDefault(swiss)  # as Qt does at the start
    speak(app, "de", swiss)
    assert QLocale() == swiss


def test_english_counts_one_photo_in_the_singular(app: QCoreApplication) -> None:
    speak(app, "en", QLocale.c())
    said = [QCoreApplication.translate("StripMenu", "Export %n Photos…", "", n) for n in (1, 2)]
    assert said == ["Export 1 Photo…", "Export 2 Photos…"]


def test_the_preferences_offer_every_language_and_say_when_it_begins(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(tmp_path, qtbot)
    shown: list[str] = []

    def look(dialog: PreferencesDialog) -> int:
        shown.extend(said_by(dialog))
        return 0

    monkeypatch.setattr(PreferencesDialog, "exec", look)
    window.parts.actions["preferences"].trigger()
    assert {"As the system", "English", "Deutsch"} <= set(shown)
    assert "Another language begins with the next start." in shown
    window.close()
