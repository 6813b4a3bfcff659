from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.about_dialog import AboutDialog
from lowlight_desktop.studio.model_notes import ModelNote, TrainingData

NOTE = ModelNote("A network", "2026-11-20", 89124, (TrainingData("A set", "437", "CC BY-NC 4.0"),))


def _texts(dialog: AboutDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_version_license_models_and_terms_are_told(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [NOTE])
    qtbot.addWidget(dialog)
    for text in ("0.1.0", "GPL-3.0-or-later", "A network", "2026-11-20", "89,124", "CC BY-NC 4.0"):
        assert text in _texts(dialog)


def test_a_program_without_networks_says_so(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [])
    qtbot.addWidget(dialog)
    assert "No network is installed." in _texts(dialog)


def test_escape_closes_it(qtbot: QtBot) -> None:
    dialog = AboutDialog("0.1.0", [])
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
