"""What a hand does, as events."""

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def drag(widget: QWidget, *places: QPoint) -> None:
    """Press at the first place, go over the others, let go at the last one."""
    press(widget, places[0])
    for place in places[1:]:
        move(widget, place)
    release(widget, places[-1])


def press(widget: QWidget, place: QPoint) -> None:
    """Press the left button."""
    QTest.mousePress(widget, LEFT, NONE, place)


def move(widget: QWidget, place: QPoint) -> None:
    """Move with the button held."""
    QTest.mouseMove(widget, place)
    QCoreApplication.processEvents()


def release(widget: QWidget, place: QPoint) -> None:
    """Let the left button go."""
    QTest.mouseRelease(widget, LEFT, NONE, place)


def wheel(widget: QWidget, notches: float, modifiers: Qt.KeyboardModifier = NONE) -> QWheelEvent:
    """Turn the wheel over the middle of a widget; the event tells whether it was taken."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, round(120 * notches)),  # Qt: 120 units are a notch
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    QCoreApplication.sendEvent(widget, event)
    return event
