"""What holds for every test of the window."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.language import speak
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.work.collecting import collect_if_due
from tests.gui.window import open_window


@pytest.fixture(autouse=True)
def widgets_go_in_the_windows_thread() -> Iterator[None]:
    """As in the program: what one test has left is not collected by a thread of the next."""
    gc.disable()
    yield
    collect_if_due()
    gc.enable()


@pytest.fixture(autouse=True)
def exports_of_other_tests_are_not_here(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each window has a queue of its own; it would offer what another one has left."""
    monkeypatch.setenv("LOWLIGHT_STATE", str(tmp_path_factory.mktemp("state")))


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """Of the program, closed again."""
    window = open_window(tmp_path, qtbot)
    yield window
    window.close()


@pytest.fixture
def app(qapp: QCoreApplication) -> Iterator[QCoreApplication]:
    """The application, with no translation before and after."""
    before = QLocale()
    QLocale.setDefault(QLocale.c())  # whatever this machine speaks
    yield qapp
    QLocale.setDefault(before)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)


@pytest.fixture
def german(app: QCoreApplication) -> None:
    """The program as somebody starts it who chose German."""
    assert len(speak(app, "de", QLocale.c())) == 2  # Qt's own words, and ours


# The platform without a screen says it of sizes, menus and focus; screens have them.
_HARMLESS = "^This plugin does not support "


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let its warnings pass in the tests below this folder; all others fail."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_HARMLESS, extend=True))
