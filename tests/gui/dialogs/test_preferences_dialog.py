from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog
from lowlight_desktop.gui.settings import Settings
from tests.gui.controls import button, control

GPU = DeviceRow("cuda:0", "A graphics card", "CUDA 13.0", 8 * 2**30, 143.2)
CPU = DeviceRow("cpu", "A processor", "oneDNN", 32 * 2**30)
SETTINGS = Settings(
    theme="light",
    device="cpu",
    memory_budget_gb=6,
    language="en",
    display_profile="/profiles/panel.icc",
    start_folder=Path("/photos"),
    presets_folder=Path("/presets"),
    recent_folders=(Path("/photos"),),
    geometry=b"kept",
)


def _dialog(qtbot: QtBot, settings: Settings = SETTINGS, *rows: DeviceRow) -> PreferencesDialog:
    dialog = PreferencesDialog(settings, rows)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def _texts(dialog: PreferencesDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("settings", [SETTINGS, Settings()], ids=["all set", "defaults"])
def test_settings_come_back_unchanged(qtbot: QtBot, settings: Settings) -> None:
    assert _dialog(qtbot, settings, GPU, CPU).settings() == settings


def test_everything_can_be_changed(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Settings(), GPU, CPU)
    for name, words in (
        ("Theme", "18% gray"),
        ("Language", "English"),
        ("Display profile", "sRGB"),
        ("Device", "A processor"),
        ("Memory", "At most"),
    ):
        control(dialog, QComboBox, name).setCurrentText(words)
    control(dialog, QSpinBox, "Memory budget").setValue(3)
    control(dialog, QLineEdit, "Opening begins in").setText("/photos")
    control(dialog, QLineEdit, "Own presets").setText("/presets")
    assert dialog.settings() == Settings(
        theme="gray",
        language="en",
        display_profile="srgb",
        device="cpu",
        memory_budget_gb=3,
        start_folder=Path("/photos"),
        presets_folder=Path("/presets"),
    )


def test_a_device_that_has_gone_stays_the_wish(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Settings(device="cuda:3"), CPU)
    assert dialog.settings().device == "cuda:3"
    assert control(dialog, QComboBox, "Device").currentText() == "cuda:3 (not here now)"


def test_devices_can_be_told_later_and_the_choice_stays(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    assert any("Looking for devices" in text for text in _texts(dialog))
    dialog.set_devices([GPU, CPU])
    assert dialog.settings().device == "cpu"
    for text in ("A graphics card", "CUDA 13.0", "8.0 GB", "143 MP/s", "32 GB", "not measured"):
        assert text in _texts(dialog)


def test_a_device_is_tested_on_demand(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, SETTINGS, GPU, CPU)
    dialog.show_devices()
    test = button(dialog, "Test A processor")
    with qtbot.waitSignal(dialog.test_requested) as told:
        qtbot.mouseClick(test, Qt.MouseButton.LeftButton)
    assert told.args == ["cpu"]
    assert not test.isEnabled()
    dialog.set_result("cpu", 2.34)
    assert test.isEnabled()
    assert "2.3 MP/s" in _texts(dialog)
    dialog.set_result("gone", 1.0)


def test_a_failed_test_says_why(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, SETTINGS, GPU)
    dialog.show_devices()
    qtbot.mouseClick(button(dialog, "Test A graphics card"), Qt.MouseButton.LeftButton)
    dialog.set_failure("cuda:0", "The device does not answer.")
    assert "The device does not answer." in _texts(dialog)
    assert button(dialog, "Test A graphics card").isEnabled()


def test_privacy_is_promised(qtbot: QtBot) -> None:
    assert "No telemetry, no cloud." in _texts(_dialog(qtbot))


def test_return_accepts_and_escape_cancels(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog = _dialog(qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
