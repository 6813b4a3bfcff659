import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.working import Working


class Engine(QObject):
    """Says what it is told to say."""

    worked, expected = Signal(str, float), Signal(float)

    def cancel(self) -> None:
        """Do nothing."""


@pytest.fixture
def engine(qtbot: QtBot) -> Engine:
    return Engine()


@pytest.fixture
def bar(engine: Engine, qtbot: QtBot) -> StatusBar:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    Working(bar, engine)  # pyright: ignore[reportArgumentType]
    return bar


def left(bar: StatusBar) -> str:
    label = next(
        one for one in bar.findChildren(QLabel) if one.accessibleDescription() == "Time left"
    )
    return label.text() if label.isVisible() else ""


def test_a_cleaning_says_at_its_start_how_long_it_will_take(
    bar: StatusBar, engine: Engine, qtbot: QtBot
) -> None:
    engine.expected.emit(40.0)
    engine.worked.emit("Cleaning noise", 0.0)
    qtbot.waitUntil(lambda: left(bar) == "40 s left")
    engine.worked.emit("Cleaning noise", 0.5)
    assert left(bar) == "20 s left"
    engine.worked.emit("", 1.0)
    assert left(bar) == ""


def test_what_nobody_knows_is_not_said(bar: StatusBar, engine: Engine, qtbot: QtBot) -> None:
    engine.expected.emit(40.0)
    engine.expected.emit(0.0)
    engine.worked.emit("Opening a.CRW", 0.0)
    qtbot.waitUntil(lambda: any("Opening" in one.text() for one in bar.findChildren(QLabel)))
    assert left(bar) == ""


def test_the_end_of_what_was_never_shown_leaves_anothers_work_alone(
    bar: StatusBar, engine: Engine
) -> None:
    engine.worked.emit("Cleaning", 0.0)
    bar.set_work("Saving 1 of 20")
    engine.worked.emit("", 1.0)
    (stop,) = (b for b in bar.findChildren(QPushButton) if b.toolTip() == "Stop what is running")
    assert not stop.isHidden()
