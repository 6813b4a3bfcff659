"""The guide names everything that a photographer can touch, and quotes what the program says."""

import argparse
import ast
import re
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.cli.main import parser
from lowlight_desktop.gui import actions
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog
from lowlight_desktop.gui.editing_window import offers
from lowlight_desktop.gui.guide.pages import Page
from lowlight_desktop.gui.panel.brush import Brush, BrushControls
from lowlight_desktop.gui.queue.queue_sheet import QueueSheet
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.watching.watch_dialog import WatchDialog, WatchOrder
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import TARGET, Finish, Light, Noise, Repair
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.presets import BUILT_IN
from tests.guide_keys import PAGE, key_tables

PACKAGE = Path(__file__).resolve().parents[3] / "lowlight_desktop"


def plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def one(pages: tuple[Page, ...], name: str) -> str:
    return next(page.text for page in pages if page.path.name == name)


def test_every_action_of_the_window_is_explained(pages: tuple[Page, ...]) -> None:
    explained = "\n".join(page.text for page in pages if page.path != PAGE)
    menus = (actions.FILE, actions.EDIT, actions.VIEW, actions.PHOTO, actions.HELP)
    names = {plain(spec.text) for menu in menus for spec in menu} - {""}
    assert len(names) > 30
    assert {
        name for name in names if not re.search(rf"\*{re.escape(name)}…?\*", explained)
    } == set()


def test_the_list_of_keys_is_that_of_the_program() -> None:
    tables = key_tables()
    assert f"| {plain(offers.SPECS[-1].text)} | `Ctrl+S` |" in tables
    assert tables in PAGE.read_text(encoding="utf-8"), "run python -m tests.guide_keys"


@pytest.mark.parametrize(
    ("declared", "page"),
    [
        (Light, "light.md"),
        (Brush, "light.md"),
        (Noise, "noise-and-detail.md"),
        (Repair, "noise-and-detail.md"),
        (Finish, "finish.md"),
    ],
)
def test_every_slider_of_the_panel_is_explained(
    declared: type, page: str, pages: tuple[Page, ...]
) -> None:
    labels = {p.label for p in params_of(declared)}
    assert labels
    assert {label for label in labels if f"**{label}**" not in one(pages, page)} == set()


def test_the_brightness_is_explained(pages: tuple[Page, ...]) -> None:
    assert f"## {TARGET.label}\n" in one(pages, "light.md")


def test_every_flag_of_enhance_is_named(pages: tuple[Page, ...]) -> None:
    enhance = commands()["enhance"]
    flags = {f for action in enhance._actions for f in action.option_strings if f[:2] == "--"}
    assert len(flags) > 40
    said = one(pages, "command-line.md")
    assert {flag for flag in flags if not re.search(rf"`{flag}[` ]", said)} == set()


def test_every_command_is_named(pages: tuple[Page, ...]) -> None:
    said = one(pages, "command-line.md")
    names = {*commands()} - {"train", "publish"}  # for those who have its sources
    assert {name for name in names if f"`lowlight {name}" not in said} == set()


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parsers of the command line by their names."""
    made = parser()._subparsers
    assert made is not None
    return cast("dict[str, argparse.ArgumentParser]", made._group_actions[0].choices)


def export_dialog() -> QDialog:
    extent = Extent((Path("night.jpg"),), (Path("night.jpg"), Path("dawn.jpg")))
    return ExportDialog(extent, ExportWish())


def watch_dialog() -> QDialog:
    return WatchDialog(BUILT_IN, WatchOrder(Path()))


def preferences_dialog() -> QDialog:
    return PreferencesDialog(Settings())


@pytest.mark.parametrize(
    ("made", "page"),
    [
        (export_dialog, "exporting.md"),
        (watch_dialog, "exporting.md"),
        (preferences_dialog, "preferences.md"),
    ],
)
def test_every_field_of_the_dialogs_is_explained(
    made: "type[QDialog]", page: str, pages: tuple[Page, ...], qtbot: QtBot
) -> None:
    dialog = made()
    qtbot.addWidget(dialog)
    names = {plain(label.text()) for label in dialog.findChildren(QLabel) if label.buddy()}
    assert len(names) >= 3
    assert {name for name in names if f"**{name}**" not in one(pages, page)} == set()


@pytest.mark.parametrize(
    ("made", "page"),
    [(QueueSheet, "exporting.md"), (MessageBar, "window.md"), (BrushControls, "light.md")],
)
def test_every_button_of_a_bar_is_explained(
    made: type[QWidget], page: str, pages: tuple[Page, ...], qtbot: QtBot
) -> None:
    bar = made()
    qtbot.addWidget(bar)
    buttons = bar.findChildren(QAbstractButton)
    names = {name for button in buttons if (name := button.text()) and name[0].isalpha()}
    assert len(names) > 1
    assert {name for name in names if f"**{name}**" not in one(pages, page)} == set()


def test_every_preset_is_described_as_the_program_does(pages: tuple[Page, ...]) -> None:
    said = one(pages, "presets.md").casefold()
    for preset in BUILT_IN:
        assert f"| **{preset.name}** | {preset.about.rstrip('.')} |".casefold() in said


def test_quoted_messages_are_those_of_the_program(pages: tuple[Page, ...]) -> None:
    said = sentences(PACKAGE)
    quotes = re.findall(r'"([^"\n]{8,})"', one(pages, "troubleshooting.md"))
    assert len(quotes) > 40
    assert [quote for quote in quotes if not is_said(quote, said)] == []


def is_said(quote: str, said: str) -> bool:
    """Whether every part between two dots of a quote stands in a sentence of the sources."""
    parts = [part.strip(" .,()") for part in quote.split("…")]
    return all(part in said for part in parts)


def sentences(folder: Path) -> str:
    """All text constants of a package, one a line; of texts with fields, the parts between them."""
    found: list[str] = []
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(found)
