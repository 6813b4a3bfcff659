import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QStyle, QToolButton
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.theme.appearance import apply, palette_of
from lowlight_desktop.gui.theme.fonts import tabular
from lowlight_desktop.gui.theme.icons import ICONS, icon
from lowlight_desktop.gui.theme.style_sheet import style_sheet
from lowlight_desktop.gui.theme.theme import DARK, LIGHT, THEMES, Theme


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    palette, font = qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_a_theme_is_put_on(app: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply(app, theme)
    button = QToolButton()
    qtbot.addWidget(button)
    assert button.palette().color(QPalette.ColorRole.Window) == QColor(theme.window)
    assert button.palette().color(QPalette.ColorRole.Highlight) == QColor(theme.accent)
    assert app.font().pixelSize() == 12  # the design's text size
    button.grab()  # the style sheet parses: a Qt warning would fail this


def test_themes_can_be_changed_while_running(app: QApplication, qtbot: QtBot) -> None:
    apply(app, DARK)
    button = QToolButton()
    qtbot.addWidget(button)
    apply(app, LIGHT)
    assert button.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)


def test_dialogs_have_no_colored_pictures(app: QApplication, qtbot: QtBot) -> None:
    apply(app, DARK)
    box = QMessageBox(QMessageBox.Icon.Warning, "", "Stop?", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert app.style().styleHint(hint, None, box.findChild(QDialogButtonBox)) == 0
    assert box.button(QMessageBox.StandardButton.Cancel).icon().isNull()
    emblem = box.iconPixmap().toImage()
    places = [(x, y) for x in range(emblem.width()) for y in range(emblem.height())]
    seen = [c for c in (emblem.pixelColor(x, y) for x, y in places) if c.alpha() > 128]  # of 255
    assert seen
    channels = [(c.red(), c.green(), c.blue()) for c in seen]
    assert all(max(rgb) - min(rgb) <= 2 for rgb in channels)  # rounding where the edge is soft


def test_what_cannot_be_used_is_faded() -> None:
    palette = palette_of(DARK)
    text = QPalette.ColorRole.WindowText
    assert palette.color(QPalette.ColorGroup.Disabled, text) == QColor(DARK.disabled)
    assert palette.color(QPalette.ColorGroup.Active, text) == QColor(DARK.text)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_every_glyph_of_the_style_sheet_exists(theme: Theme) -> None:
    glyphs = re.findall(r'url\("([^"]+)"\)', style_sheet(theme, ICONS))
    assert glyphs
    assert all(Path(glyph).is_file() for glyph in glyphs)


def test_icons_take_the_color_of_the_theme(app: QApplication) -> None:
    reset = icon("reset")
    seen: list[str] = []
    for theme in (DARK, LIGHT):
        apply(app, theme)
        seen.append(_strongest(reset.pixmap(QSize(64, 64))))
    assert seen == [DARK.text, LIGHT.text]


def test_a_checked_icon_takes_the_accent(app: QApplication) -> None:
    apply(app, DARK)
    picture = icon("brush").pixmap(QSize(64, 64), QIcon.Mode.Normal, QIcon.State.On)
    assert _strongest(picture) == DARK.accent


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no such drawing")


def test_digits_get_one_width_and_the_font_stays_as_it_was(qapp: QApplication) -> None:
    font = QFont(qapp.font())
    still = tabular(font)
    assert still.featureValue(QFont.Tag("tnum")) == 1
    assert not font.isFeatureSet(QFont.Tag("tnum"))


def _strongest(picture: QPixmap) -> str:
    """The color of the most opaque pixel."""
    image = picture.toImage()
    colors = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(colors, key=QColor.alpha).name()
