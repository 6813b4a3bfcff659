"""Writes the lists of keys in docs/guide/keyboard.md from the declarations of the actions.

    python -m tests.guide_keys

What no action declares (keys of the picture, of the panel) stands below the mark, written by hand.
"""

from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.gui import actions, menus
from lowlight_desktop.gui.editing_window import offers
from lowlight_desktop.gui.guide import guide_window

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "keyboard.md"
MARK = "## In the picture\n"
_HEAD = """# Keyboard

Every key of the window, menu by menu. *Help ▸ Keyboard Shortcuts* (`F1`) shows the same list, with
a field to search it. On a Mac, `Ctrl` is the Command key, and the list in the program says so.

"""


def key_tables() -> str:
    """The tables, a heading for each menu."""
    titled = [(title.replace("&", ""), specs) for title, specs in menus.MENUS]
    titled += [("When another program sent the photo", offers.SPECS)]
    titled += [("In this guide", guide_window.SPECS)]
    return "\n".join(_table(title, specs) for title, specs in titled)


def write_keys() -> None:
    """Put the tables of now into the page."""
    rest = PAGE.read_text(encoding="utf-8").partition(MARK)[2]
    PAGE.write_text(_HEAD + key_tables() + "\n" + MARK + rest, encoding="utf-8")


def _table(title: str, specs: Sequence[actions.ActionSpec]) -> str:
    keys = [(_plain(spec.text), _spelled(spec.shortcut)) for spec in specs if spec.shortcut]
    rows = [f"| {text} | `{key}` |\n" for text, key in keys]
    return f"## {title}\n\n| what it does | key |\n|---|---|\n{''.join(rows)}" if rows else ""


def _plain(text: str) -> str:
    """A menu's text without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _spelled(keys: str) -> str:
    return {"PgDown": "Page Down", "PgUp": "Page Up"}.get(keys, keys)


if __name__ == "__main__":
    write_keys()
