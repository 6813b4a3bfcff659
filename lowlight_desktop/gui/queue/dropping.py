"""Photos that are dropped on the queue go straight into it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.finder import Finder, Found
from lowlight_desktop.gui.queue.queue_sheet import QueueSheet
from lowlight_desktop.studio.export_wish import ExportWish


class Dropping(QObject):
    """Exports what is dropped, each photo as it looks now, nothing asked.

    Args:
        sheet: Where it is dropped.
        exporting: Who exports.
        wish: Says which files an export makes now.

    Signals:
        told: (sentence, "", False): how many photos the queue got.
        noticed: A sentence: nothing was found, or a folder is locked.
    """

    told, noticed = Signal(str, str, bool), Signal(str)

    def __init__(
        self,
        sheet: QueueSheet,
        exporting: Exporting,
        wish: Callable[[], ExportWish],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._exporting, self._wish = exporting, wish
        self._finder = Finder(self)
        self._finder.found.connect(self._on_found)
        self._finder.failed.connect(self._on_failed)
        sheet.dropped.connect(self._on_dropped)

    def stop(self) -> None:
        """End the search's thread."""
        self._finder.stop()

    @Slot(object)
    def _on_dropped(self, paths: tuple[Path, ...]) -> None:
        self._finder.find(paths)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        for complaint in found.complaints():
            self.noticed.emit(complaint)
        if found.photos:
            self._exporting.start(found.photos, self._wish())
            text = self.tr("%n photos were put into the queue.", "", len(found.photos))
            self.told.emit(text, "", False)

    @Slot(object, object)
    def _on_failed(self, _paths: object, error: Exception) -> None:
        self.noticed.emit(error_words(error))
