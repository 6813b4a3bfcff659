from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.crashes.beginning import say_cannot_start
from lowlight_desktop.studio.crashes.report import Report


def test_who_sees_no_terminal_reads_why_no_window_comes(qtbot: QtBot) -> None:
    seen: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend((box.text(), box.informativeText(), box.detailedText()))
        box.accept()

    QTimer.singleShot(0, read)
    say_cannot_start(Report("ValueError: night", "all of it", Path("/state/report.txt")))
    text, told, details = seen
    assert "cannot start" in text
    assert "ValueError: night" in told
    assert "report.txt" in told
    assert details == "all of it"
