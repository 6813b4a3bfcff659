"""The application, which the system also hands photos to while it runs."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QColorSpace, QFileOpenEvent, QSurfaceFormat
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Qt's application; keeps what it is asked to open until there is a window for it.

    macOS names no files on the command line: Finder, the Dock and other programs send an event
    for each, often before the window stands. An event of its own reaches a subclass only; a filter
    would be asked about every event of every widget.

    Args:
        arguments: The program's name, and options of Qt's.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        if sys.platform == "darwin":
            draw_in_srgb()
        super().__init__(list(arguments))
        self._asked: list[Path] = []
        self._open: Callable[[Sequence[Path]], None] | None = None

    def open_with(self, open_paths: Callable[[Sequence[Path]], None]) -> None:
        """Say who opens photos; what has been asked for so far comes at once.

        Args:
            open_paths: Gets all that was asked for together in one call.
        """
        self._open = open_paths
        self._pass_on()

    def event(self, event: QEvent) -> bool:
        """Take note of photos to open; all else is Qt's."""
        if not isinstance(event, QFileOpenEvent) or not event.url().isLocalFile():
            return super().event(event)
        if not self._asked:  # several files come one by one: pass them on when all are there
            QTimer.singleShot(0, self._pass_on)
        self._asked.append(Path(event.file()))
        return True

    @Slot()
    def _pass_on(self) -> None:
        if self._open is None or not self._asked:
            return
        paths, self._asked = self._asked, []
        self._open(paths)


def draw_in_srgb() -> None:
    """Have windows that are made from now on say that their colors are sRGB.

    macOS then matches them to whatever display a window is on; it takes the colors of windows that
    say nothing for the display's own, whose primaries are stronger on newer Macs.
    """
    said = QSurfaceFormat.defaultFormat()
    said.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    QSurfaceFormat.setDefaultFormat(said)
