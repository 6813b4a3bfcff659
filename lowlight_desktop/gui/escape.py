"""Escape is a shortcut of the window; whoever uses the key itself asks for it first."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def asks_for_escape(event: QEvent) -> bool:
    """Whether Qt wants to know if a widget needs Escape for itself.

    It is asked in `QWidget.event`: who accepts gets the key as a key, else it is a shortcut.
    """
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Escape
    )
