"""What a window says, and what its translation knows."""

import re
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTableWidget,
    QTabWidget,
    QWidget,
)

from lowlight_desktop.gui.language import TRANSLATIONS


@dataclass(frozen=True, slots=True)
class Message:
    """A text that can be translated.

    Attributes:
        context: Where it stands.
        source: In English.
        forms: Its translations; several where it counts something.
        is_finished: Whether a translator has released it.
    """

    context: str
    source: str
    forms: tuple[str, ...]
    is_finished: bool


def messages(code: str) -> tuple[Message, ...]:
    """All messages of a language."""
    tree = ET.parse(TRANSLATIONS / f"lowlight_{code}.ts")
    return tuple(
        _message(context.findtext("name") or "", entry)
        for context in tree.iter("context")
        for entry in context.iter("message")
    )


def _message(context: str, entry: ET.Element) -> Message:
    said = entry.find("translation")
    assert said is not None
    forms = said.findall("numerusform") or [said]
    texts = tuple(form.text or "" for form in forms)
    return Message(context, entry.findtext("source") or "", texts, "type" not in said.attrib)


def plain(text: str) -> str:
    """Without the mnemonic."""
    return re.sub("&(.)", r"\1", text)


def write_brackets(folder: Path) -> Path:
    """A compiled translation that puts every text into brackets.

    What is seen without them in a window that speaks it, no translator can reach.
    """
    tree = ET.parse(TRANSLATIONS / "lowlight_de.ts")
    for entry in tree.iter("message"):
        said = entry.find("translation")
        assert said is not None
        for form in said.findall("numerusform") or [said]:
            form.text = f"⟦{entry.findtext('source')}⟧"
    tree.write(folder / "brackets.ts", encoding="utf-8", xml_declaration=True)
    tool = Path(next(iter(PySide6.__path__))) / ("lrelease" + sysconfig.get_config_var("EXE"))
    made = folder / "brackets.qm"
    subprocess.run([tool, "-silent", folder / "brackets.ts", "-qm", made], check=True)
    return made


def said_by(whole: QWidget) -> Iterator[str]:
    """Every text on a window and everything in it, seen or read aloud, hidden parts included."""
    for widget in (whole, *whole.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        yield from _own(widget)
        for action in widget.actions():
            yield from (action.text(), action.toolTip(), action.statusTip())


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case QAbstractButton() | QLabel():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QMenu():
            yield widget.title()
        case QMenuBar():
            yield from (action.text() for action in widget.actions())
        case QComboBox():
            yield from (widget.itemText(i) for i in range(widget.count()))
        case QTabWidget():
            yield from (widget.tabText(i) for i in range(widget.count()))
        case QTableWidget():
            yield from _cells(widget)
        case _:
            return


def _cells(table: QTableWidget) -> Iterator[str]:
    for column in range(table.columnCount()):
        items = [table.horizontalHeaderItem(column)]
        items += [table.item(row, column) for row in range(table.rowCount())]
        yield from (item.text() for item in items if item is not None)
