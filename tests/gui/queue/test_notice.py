import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.queue.notice import Notice


class Desktop:
    """A desktop with a tray that keeps what it is told."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self.alerts = 0
        patch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
        patch.setattr(QSystemTrayIcon, "show", self.ignore)
        patch.setattr(QSystemTrayIcon, "showMessage", self.hear)
        patch.setattr(QApplication, "alert", self.alert)

    def ignore(self) -> None:
        pass

    def hear(self, _title: str, sentence: str, _kind: object) -> None:
        self.said.append(sentence)

    def alert(self, _window: QWidget) -> None:
        self.alerts += 1


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop(monkeypatch)


def test_whoever_does_something_else_is_told(desktop: Desktop, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)  # never shown: not active
    Notice(window).tell("12 photos exported.", failed=False)
    assert desktop.said == ["12 photos exported."]
    assert desktop.alerts == 1


def test_whoever_looks_at_the_window_is_not_disturbed(desktop: Desktop, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    Notice(window).tell("12 photos exported.", failed=False)
    assert not desktop.said
    assert not desktop.alerts
