"""Opens the guide when somebody asks for it; nothing of it is imported before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from lowlight_desktop.photo.errors import LowlightError

if TYPE_CHECKING:
    from lowlight_desktop.gui.guide.guide_window import GuideWindow


class GuideDesk(QObject):
    """Has one window of the guide, which stays at its page while it is closed.

    Args:
        action: What asks for it.
        parent: Ends it.

    Signals:
        failed: An exception to be told.
    """

    failed = Signal(object)

    def __init__(self, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._reader: GuideWindow | None = None
        action.triggered.connect(self.open)

    def reader(self) -> "GuideWindow | None":
        """The window, once it was asked for."""
        return self._reader

    @Slot()
    def open(self) -> None:
        """Show the guide, in front of everything else."""
        from lowlight_desktop.gui.guide.guide_window import GuideWindow
        from lowlight_desktop.gui.guide.pages import guide_pages
        from lowlight_desktop.gui.screen_room import keep_on_screen

        if self._reader is None:
            try:
                self._reader = GuideWindow(guide_pages())
            except LowlightError as error:
                self.failed.emit(error)
                return
            keep_on_screen(self._reader)
        self._reader.show()
        self._reader.raise_()
        self._reader.activateWindow()

    def stop(self) -> None:
        """Close it: the program ends."""
        if self._reader is not None:
            self._reader.close()
            self._reader.deleteLater()
            self._reader = None
