"""The original, as long as a key is held."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.darkroom import Darkroom

_KEY = Qt.Key.Key_B


class Peeking(QObject):
    """Hears the key in a window, wherever nobody else has a use for it."""

    def __init__(self, darkroom: Darkroom, window: QWidget) -> None:
        super().__init__(window)
        self._darkroom = darkroom
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key when it goes down, and when it comes up, here or in another window."""
        if event.type() is QEvent.Type.WindowDeactivate and watched is self.parent():
            self._darkroom.set_peek(False)
        if isinstance(event, QKeyEvent) and event.key() == _KEY and not event.isAutoRepeat():
            if event.type() == QEvent.Type.KeyPress:
                self._darkroom.set_peek(True)
                return True
            if event.type() == QEvent.Type.KeyRelease:
                self._darkroom.set_peek(False)
                return True
        return super().eventFilter(watched, event)
