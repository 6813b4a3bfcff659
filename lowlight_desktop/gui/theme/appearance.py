"""Puts a theme on: Fusion, a palette, a style sheet, a text size."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from lowlight_desktop.gui.theme.icons import ICONS
from lowlight_desktop.gui.theme.style_sheet import style_sheet
from lowlight_desktop.gui.theme.theme import TEXT_PX, Theme


def apply(app: QApplication, theme: Theme) -> None:
    """Make the whole application look like `theme`; it can be done again with another one.

    Args:
        app: The application.
        theme: One of `THEMES`.
    """
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    font = app.font()
    font.setPixelSize(TEXT_PX)
    app.setFont(font)
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet(theme, ICONS))


def palette_of(theme: Theme) -> QPalette:
    """The palette from which every widget takes its colors.

    Args:
        theme: One of `THEMES`.

    Returns:
        Window is the panel, Base the photo's surround, AlternateBase the typed field,
        PlaceholderText dimmed text, Mid a line, Dark the rim or groove of a control, Button a
        raised control, Midlight the same under the pointer, Highlight the accent.
    """
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.field,
        role.Text: theme.text,
        role.PlaceholderText: theme.dim,
        role.Button: theme.button,
        role.ButtonText: theme.text,
        role.BrightText: theme.text,
        role.Light: theme.hover,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.base,
        role.Highlight: theme.accent,
        role.Accent: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.field,
        role.ToolTipText: theme.text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
    }
    palette = QPalette()
    for each, color in colors.items():
        palette.setColor(each, QColor(color))
    faded = (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText)
    for each in faded:
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(theme.text))
    return palette
