"""What a palette cannot say: borders, corners, scroll bars, the focus ring."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from lowlight_desktop.gui.theme.theme import Theme

_SHEET = Template("""
QToolTip {
    color: $text; background: $field; border: 1px solid $line; padding: 4px 8px;
}

QPushButton {
    background: $button; border: 1px solid $line; border-radius: 3px;
    padding: 3px 12px; min-height: 18px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $base; }
QPushButton:default { border-color: $dim; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; background: $window; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox {
    messagebox-information-icon: url("$icons/message-information-$glyphs.svg");
    messagebox-question-icon: url("$icons/message-question-$glyphs.svg");
    messagebox-warning-icon: url("$icons/message-warning-$glyphs.svg");
    messagebox-critical-icon: url("$icons/message-critical-$glyphs.svg");
}

QToolButton { border: 1px solid transparent; border-radius: 3px; padding: 3px; }
QToolButton:hover { background: $button; }
QToolButton:pressed { background: $base; }
QToolButton:checked { background: $button; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; background: transparent; }
QToolButton::menu-indicator { image: none; }

QToolButton[look="outlined"] { border-color: $line; padding: 3px 8px; min-height: 18px; }
QToolButton[look="iconed"] { border-color: $line; padding: 3px 0px 3px 8px; min-height: 18px; }
QToolButton[look="arrow"] { padding: 3px 0px; }
QToolButton[look="small"] { border-color: $line; padding: 0px; }
QToolButton[look="outlined"]:focus, QToolButton[look="iconed"]:focus,
QToolButton[look="small"]:focus { border-color: $accent; }

QToolButton[segment] {
    background: transparent; color: $dim; border: 1px solid $line; border-radius: 0px;
    padding: 2px 0px;
}
QToolButton[segment]:hover { color: $text; background: $button; }
QToolButton[segment="first"] {
    border-top-left-radius: 3px; border-bottom-left-radius: 3px;
}
QToolButton[segment="last"] {
    border-top-right-radius: 3px; border-bottom-right-radius: 3px;
}
QToolButton[segment="middle"], QToolButton[segment="last"] { border-left: none; }
QToolButton[segment]:checked { background: $button; color: $accent; }
QToolButton[segment]:checked:disabled { background: $button; color: $disabled; }
QToolButton[segment]:focus { border: 1px solid $accent; }
QToolButton[segment]:disabled { color: $disabled; background: transparent; }

QToolButton[look="title"] { text-align: left; padding: 3px 4px; background: transparent; }
QToolButton[look="title"]:hover { background: transparent; }
QToolButton[look="fold"] { text-align: left; padding: 3px 0px; background: transparent; }
QToolButton[look="fold"]:hover { background: transparent; }

QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: $field; border: 1px solid $edge; border-radius: 3px; padding: 2px 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: 18px; }
QAbstractSpinBox { min-height: 14px; }
QLineEdit:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border-color: $accent;
}
QLineEdit[look="value"] {
    background: transparent; border-color: transparent; padding: 0px;
    color: $dim;
}
QLineEdit[look="value"][changed="true"] { color: $text; }
QLineEdit[look="value"]:hover { border-color: $edge; }
QLineEdit[look="value"]:focus { background: $field; border-color: $accent; }
QLineEdit[look="value"]:disabled { border-color: transparent; color: $disabled; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    background: transparent; border: none; padding: 0px; min-height: 0px;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 16px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $button; }
QAbstractSpinBox::up-arrow {
    image: url("$icons/glyph-up-$glyphs.svg"); width: 10px; height: 10px;
}
QAbstractSpinBox::down-arrow {
    image: url("$icons/glyph-down-$glyphs.svg"); width: 10px; height: 10px;
}

QComboBox {
    background: $button; border: 1px solid $edge; border-radius: 3px; padding: 2px 8px;
    min-height: 18px;
}
QComboBox:hover { background: $hover; }
QComboBox:focus { border-color: $accent; }
QComboBox:disabled { color: $disabled; background: $window; }
QComboBox::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 20px; border: none;
}
QComboBox::down-arrow {
    image: url("$icons/glyph-down-$glyphs.svg"); width: 10px; height: 10px;
}
QComboBox QAbstractItemView {
    background: $window; border: 1px solid $line; padding: 4px; outline: none;
    selection-background-color: $button; selection-color: $text;
}

QCheckBox, QRadioButton { spacing: 8px; padding: 1px 2px; border: 1px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; border-radius: 3px; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 13px; height: 13px; background: $field; border: 1px solid $dim;
}
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/glyph-check-$mark.svg");
}
QRadioButton::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/glyph-dot-$mark.svg");
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    background: $window; border-color: $line;
}

QSlider::groove:horizontal { height: 3px; background: $edge; border-radius: 1px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 1px; }
QSlider::handle:horizontal {
    width: 12px; height: 12px; margin: -5px 0px; border-radius: 6px; background: $dim;
}
QSlider::handle:horizontal:hover { background: $text; }
QSlider:focus { border: 1px solid $accent; border-radius: 3px; }

QScrollBar:vertical { width: 8px; background: transparent; margin: 0px; }
QScrollBar:horizontal { height: 8px; background: transparent; margin: 0px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $disabled; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $window; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 3px; background: transparent; }
QMenuBar::item:selected { background: $button; }
QMenu { background: $window; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 24px; border-radius: 3px; }
QMenu::item:selected { background: $button; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 6px; }
QMenu::indicator:checked { image: url("$icons/glyph-check-$glyphs.svg"); }
QMenu::right-arrow {
    image: url("$icons/glyph-right-$glyphs.svg"); width: 10px; height: 10px;
}

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab {
    padding: 6px 12px; color: $dim; background: transparent; border: none;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $button; }
QTabBar { qproperty-drawBase: 0; }

QAbstractItemView { border: 1px solid $line; outline: none; }
QAbstractItemView:focus { border-color: $accent; }
QTreeView::item, QTableView::item { height: 22px; padding: 0px 4px; }
QTreeView::item:selected, QTableView::item:selected { background: $button; color: $text; }
QHeaderView::section {
    background: $window; color: $dim; border: none; border-bottom: 1px solid $line;
    padding: 4px 8px;
}
QProgressBar {
    background: $base; border: 1px solid $line; border-radius: 3px; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar::item { border: none; }
""")


def style_sheet(theme: Theme, icons: Path) -> str:
    """The application's style sheet.

    Args:
        theme: One of `THEMES`.
        icons: Folder with the glyphs that a style sheet can only take from files.

    Returns:
        Qt style sheet. Widgets choose a look of their kind with the dynamic properties `look`
        ("outlined", "iconed", "small", "title", "fold", "value") and `segment`
        ("first", "middle", "last", "only").
    """
    mark = "dark" if theme.on_accent < "#808080" else "bright"
    return _SHEET.substitute(asdict(theme), icons=icons.as_posix(), mark=mark)
