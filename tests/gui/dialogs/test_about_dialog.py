from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTabWidget, QTreeWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs import about_dialog
from lowlight_desktop.gui.dialogs.about_dialog import AboutDialog
from lowlight_desktop.studio.licenses import Work
from lowlight_desktop.studio.model_notes import ModelNote, TrainingData
from tests.gui.controls import control

NOTE = ModelNote("A network", "2026-11-20", 89124, (TrainingData("A set", "437", "CC BY-NC 4.0"),))


def never() -> Sequence[Work]:
    pytest.fail("nobody has asked for the licenses")


def _texts(dialog: AboutDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_version_license_models_and_terms_are_told(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [NOTE], never)
    qtbot.addWidget(dialog)
    for text in ("0.1.0", "GPL-3.0-or-later", "A network", "2026-11-20", "89,124", "CC BY-NC 4.0"):
        assert text in _texts(dialog)


def test_a_program_without_networks_says_so(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [], never)
    qtbot.addWidget(dialog)
    assert "No network is installed." in _texts(dialog)


def test_escape_closes_it(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [], never)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_every_license_can_be_read_without_a_network(qtbot: QtBot, tmp_path: Path) -> None:
    text = tmp_path / "LICENSE"
    text.write_text("Do what you want.")
    known = [
        Work("Lowlight", "0.1.0", "GPL-3.0-or-later"),
        Work("alib", "2.0", "MIT", lambda: [text]),
        Work("gone", "1.0", "BSD", lambda: [tmp_path / "gone"]),
    ]
    dialog = AboutDialog("0.1.0", [NOTE], lambda: known)
    qtbot.addWidget(dialog)
    control(dialog, QTabWidget, "About").setCurrentIndex(1)
    works = control(dialog, QTreeWidget, "Works")
    shown = control(dialog, QPlainTextEdit, "Text of the license")
    assert shown.toPlainText() == "No text came with this package."
    qtbot.keyClick(works, Qt.Key.Key_Down)
    assert shown.toPlainText() == "Do what you want."
    qtbot.keyClick(works, Qt.Key.Key_Down)
    assert "cannot be read" in shown.toPlainText()
    row = works.topLevelItem(1)
    assert row is not None
    assert [row.text(column) for column in range(3)] == ["alib", "2.0", "MIT"]


@pytest.mark.parametrize("is_full", [True, False])
def test_the_small_edition_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_full: bool
) -> None:
    monkeypatch.setattr(about_dialog, "torch_is_here", lambda: is_full)
    dialog = AboutDialog("0.1.0", [], never)
    qtbot.addWidget(dialog)
    assert ("small edition" in _texts(dialog)) is not is_full
