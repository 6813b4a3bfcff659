"""Photos come in: chosen, dropped, or from a recent folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.finder import Finder, Found
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.photo.looking import is_folder, is_gone


class Opening(QObject):
    """Finds photos and puts them on the filmstrip.

    Signals:
        chosen: Path: the first of the new photos, to be shown.
        searched: Path: a folder that they came from; of several, the first comes last.
        missed: Path: a recent folder that is there no more.
        noticed: A sentence: nothing was found, or a folder is locked or gone.
    """

    chosen, searched, missed = Signal(object), Signal(object), Signal(object)
    noticed = Signal(str)

    def __init__(self, strip: Filmstrip, empty: EmptyState, window: QWidget) -> None:
        super().__init__(window)
        self._strip, self._empty, self._window = strip, empty, window
        self._finder = Finder(self)
        self._start = Path()
        self._recent: tuple[Path, ...] = ()
        self._came_together = False
        empty.open_files.connect(self.ask_for_files)
        empty.open_folder.connect(self.ask_for_folder)
        empty.recent_chosen.connect(self._on_recent)
        strip.selection_changed.connect(self._on_selected)
        self._finder.found.connect(self._on_found)
        self._finder.failed.connect(self._on_failed)

    def set_folders(self, start: Path, recent: tuple[Path, ...]) -> None:
        """Where choosing begins (an empty path: where it ended), and what to offer."""
        self._start, self._recent = start, recent
        self._empty.set_recent(recent)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files, and the photos in folders."""
        if paths:
            self._finder.find([_whole(path) for path in paths])

    @Slot()
    def ask_for_files(self) -> None:
        """Let the user choose photos."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open photos"), str(self._begin()), self.tr("All files (*)")
        )
        self.open_paths([Path(name) for name in names])

    @Slot()
    def ask_for_folder(self) -> None:
        """Let the user choose a folder."""
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open folder"), str(self._begin())
        )
        if name:
            self.open_paths([Path(name)])

    @property
    def came_together(self) -> bool:
        """Whether several photos came at once, and nobody has selected any since."""
        return self._came_together

    def stop(self) -> None:
        """End the search's thread."""
        self._finder.stop()

    def _begin(self) -> Path:
        if self._start != Path():
            return self._start
        return next(iter(self._recent), Path.home())

    @Slot(object)
    def _on_recent(self, folder: Path) -> None:
        if not is_gone(folder):  # out of reach, perhaps: who looks for photos there says it
            self.open_paths([folder])
            return
        text = self.tr("The folder {0} is not there any more.").format(folder.name)
        self.noticed.emit(text)
        if is_folder(folder.parent):  # else its whole disk is away, and may come back
            self.missed.emit(folder)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        for complaint in found.complaints():
            self.noticed.emit(complaint)
        if found.photos:
            self._show(found)

    def _show(self, found: Found) -> None:
        self._strip.add(found.photos)
        first = found.photos[0]
        folders = [path for path in found.asked if is_folder(path)] or [first.parent]
        for folder in reversed(folders):
            self.searched.emit(folder)
        self._strip.set_current(first)
        self._came_together = len(found.photos) > 1
        self.chosen.emit(first)

    @Slot()
    def _on_selected(self) -> None:
        self._came_together = False

    @Slot(object, object)
    def _on_failed(self, _paths: object, error: Exception) -> None:
        self.noticed.emit(error_words(error))


def _whole(path: Path) -> Path:
    """The whole path: photos, queue and recent folders outlive the folder that one works in."""
    return path.resolve() if ".." in path.parts else path.absolute()
