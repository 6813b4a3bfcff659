"""The window of the guide, read with mouse and keyboard."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.guide.guide_desk import GuideDesk
from lowlight_desktop.gui.guide.guide_window import GuideWindow
from lowlight_desktop.gui.guide.page_look import blocks
from lowlight_desktop.gui.guide.pages import GUIDE, Page
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import THEMES
from tests.gui.window import open_window


@pytest.fixture
def browsed() -> list[str]:
    """What was opened in the browser."""
    return []


@pytest.fixture
def reader(pages: tuple[Page, ...], browsed: list[str], qtbot: QtBot) -> GuideWindow:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, THEMES["dark"])
    reader = GuideWindow(pages, browsed.append)
    qtbot.addWidget(reader)
    reader.show()
    qtbot.waitExposed(reader)
    return reader


def pictures(reader: GuideWindow) -> Iterator[str]:
    """Names of the pictures on the page."""
    for block in blocks(reader.view().document()):
        for each in block.textFormats():
            if each.format.isImageFormat():
                yield each.format.toImageFormat().name()


def test_every_page_opens_and_lacks_no_picture(
    reader: GuideWindow, pages: tuple[Page, ...]
) -> None:
    shown = 0
    for page in pages:
        reader.show_page(page.path)
        document = reader.view().document()
        assert reader.view().path() == page.path
        assert document.begin().text() == page.title
        for name in pictures(reader):
            kind = QTextDocument.ResourceType.ImageResource
            image = document.resource(kind, QUrl(name))
            assert isinstance(image, QImage), (page.path.name, name)
            assert not image.isNull(), (page.path.name, name)
            shown += 1
    assert shown > 30


def test_no_page_is_wider_than_the_window(reader: GuideWindow, pages: tuple[Page, ...]) -> None:
    for page in pages:
        reader.show_page(page.path)
        assert reader.view().horizontalScrollBar().maximum() == 0, page.path.name


def test_a_link_turns_the_page_and_back_returns(reader: GuideWindow, qtbot: QtBot) -> None:
    reader.view().anchorClicked.emit(QUrl("light.md#brightness"))
    assert reader.view().path() == GUIDE / "light.md"
    assert reader.windowTitle() == "Light – Lowlight Guide"
    assert reader.view().verticalScrollBar().value() > 0
    qtbot.keyClick(reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.view().path() == GUIDE / "index.md"
    qtbot.keyClick(reader, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert reader.view().path() == GUIDE / "light.md"


def test_a_page_of_another_folder_leads_back_to_the_guide(reader: GuideWindow) -> None:
    reader.show_page(GUIDE / "networks.md")
    reader.view().anchorClicked.emit(QUrl("../../models/flw/README.md"))
    assert reader.view().document().begin().text() == "FLW light"
    assert reader.windowTitle().startswith("README")
    reader.view().backward()
    assert reader.view().path() == GUIDE / "networks.md"


def test_a_link_to_the_web_is_shown_and_opened_on_a_click_only(
    reader: GuideWindow, browsed: list[str]
) -> None:
    address = "https://example.org/"
    reader.view().highlighted.emit(QUrl(address))
    assert address in reader.link().text()
    assert browsed == []
    reader.view().anchorClicked.emit(QUrl(address))
    assert browsed == [address]
    assert reader.view().path() == GUIDE / "index.md"


def test_searching_lists_places_and_enter_turns_to_the_first(
    reader: GuideWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is reader.search()
    qtbot.keyClicks(reader.search(), "softness")
    assert "Limit brush" in reader.contents().item(0).text()
    qtbot.keyClick(reader.search(), Qt.Key.Key_Return)
    assert reader.view().path() == GUIDE / "light.md"
    marks = reader.view().extraSelections()
    assert {mark.cursor.selectedText() for mark in marks} == {"Softness"}  # pyright: ignore[reportAttributeAccessIssue]


def test_a_search_for_nothing_says_so_and_enter_stays(reader: GuideWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(reader.search(), "xyzzy")
    assert reader.contents().item(0).text() == "Nothing found"
    qtbot.keyClick(reader.search(), Qt.Key.Key_Return)
    assert reader.view().path() == GUIDE / "index.md"


def test_escape_ends_the_search_then_the_reading(reader: GuideWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(reader.search(), "lamp")
    qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert reader.search().text() == ""
    assert reader.contents().item(1).text() == "Getting started"
    qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert not reader.isVisible()


def test_the_contents_work_by_keyboard(reader: GuideWindow, qtbot: QtBot) -> None:
    reader.contents().setFocus()
    qtbot.keyClick(reader.contents(), Qt.Key.Key_Down)
    qtbot.keyClick(reader.contents(), Qt.Key.Key_Return)
    assert reader.view().path() == GUIDE / "getting-started.md"
    assert reader.contents().currentRow() == 1


def test_whatever_takes_the_keyboard_has_a_name(reader: GuideWindow) -> None:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    takers = [w for w in reader.findChildren(QWidget, options=direct) if w.focusPolicy().value]
    assert len(takers) == 5
    assert all(widget.accessibleName() for widget in takers)


def test_another_theme_repaints_the_page_where_it_is(reader: GuideWindow, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    reader.show_page(GUIDE / "finish.md", "finish")
    before = reader.view().grab().toImage().pixelColor(5, 5).lightness()
    apply(app, THEMES["light"])
    qtbot.waitUntil(lambda: reader.view().grab().toImage().pixelColor(5, 5).lightness() > before)
    assert reader.view().path() == GUIDE / "finish.md"
    apply(app, THEMES["dark"])


def test_help_opens_the_guide_and_the_window_takes_it_along(tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(tmp_path, qtbot)
    desk = window.findChild(GuideDesk)
    assert desk is not None
    assert desk.reader() is None
    window.parts.actions["guide"].trigger()
    reader = desk.reader()
    assert reader is not None
    assert reader.isVisible()
    reader.show_page(GUIDE / "light.md")
    reader.close()
    window.parts.actions["guide"].trigger()
    assert desk.reader() is reader
    assert reader.view().path() == GUIDE / "light.md"
    window.close()
    assert not reader.isVisible()


def test_nothing_of_the_guide_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, lowlight_desktop.gui.main_window;"
        "print([m for m in sys.modules if m.startswith('lowlight_desktop.gui.guide.')])"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "['lowlight_desktop.gui.guide.guide_desk']"
