"""Escape is a shortcut of the window; whoever uses the key itself asks for it first."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class EscapeKey(QObject):
    """Escape, while the keyboard is in a widget or in one of its children.

    Args:
        widget: It; the key goes no further.

    Signals:
        pressed: It was pressed there.
    """

    pressed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for the key, then take it."""
        if asks_for_escape(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and _is_escape(event):
            self.pressed.emit()
            return True
        return super().eventFilter(watched, event)


def asks_for_escape(event: QEvent) -> bool:
    """Whether Qt wants to know if a widget needs Escape for itself.

    It is asked in `QWidget.event`: who accepts gets the key as a key, else it is a shortcut.
    """
    return event.type() is QEvent.Type.ShortcutOverride and _is_escape(event)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
