"""What every window with photos does on the screen: fills it, turns to photos, loads the engine."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.strip.filmstrip import Filmstrip

# Importing what computes takes turns with the window: that is painted and answers first.
_ENGINE_AFTER_MS = 300
_NEW_STATES = (QEvent.Type.Show, QEvent.Type.WindowStateChange)


class Presence(QObject):
    """Joins a window with its screen, its filmstrip and the engine.

    Args:
        window: Of either kind.
        actions: Its own, by their id.
        strip: Its photos.
        prepare: What loads the engine, begun each time the window is shown.
    """

    def __init__(
        self,
        window: QWidget,
        actions: Mapping[str, QAction],
        strip: Filmstrip,
        prepare: Sequence[Callable[[], None]],
    ) -> None:
        super().__init__(window)
        self._window, self._prepare = window, tuple(prepare)
        self._full_screen, self._was_maximized = actions["full_screen"], False
        actions["next"].triggered.connect(strip.show_next)
        actions["previous"].triggered.connect(strip.show_previous)
        actions["full_screen"].toggled.connect(self._on_full_screen)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Load the networks' engine once the window stands; the event goes on.

        It may have come to fill the screen, or not to, without the action.
        """
        if event.type() is QEvent.Type.Show and watched is self._window:
            for prepare in self._prepare:
                QTimer.singleShot(_ENGINE_AFTER_MS, prepare)
        if event.type() in _NEW_STATES and watched is self._window:
            with QSignalBlocker(self._full_screen):
                self._full_screen.setChecked(self._window.isFullScreen())
        return False

    @Slot(bool)
    def _on_full_screen(self, on: bool) -> None:
        if on:
            self._was_maximized = self._window.isMaximized()
            self._window.showFullScreen()
        elif self._was_maximized:
            self._window.showMaximized()
        else:
            self._window.showNormal()
