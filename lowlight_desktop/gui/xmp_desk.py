"""Edits written as XMP on request, for other programs: the window's side of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QAction

from lowlight_desktop.formats.xmp_sidecar import write_xmp
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.declared_words import error_words, photo_error_words
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a request.

    Attributes:
        files: The XMP files that hold the edits now, one for each photo.
        errors: Why the others do not.
    """

    files: tuple[Path, ...]
    errors: tuple[PhotoError, ...]


class XmpDesk(QObject):
    """Writes the edits of the selected photos beside them, in a thread of its own.

    Signals:
        told: (sentence, details, whether something failed).
        failed: An exception that nobody has foreseen.
    """

    told, failed = Signal(str, str, bool), Signal(object)

    def __init__(
        self, action: QAction, album: Album, strip: Filmstrip, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._album, self._strip = album, strip
        self._thread = WorkThread("xmp", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)
        action.triggered.connect(self._on_write)

    def stop(self) -> None:
        """Finish the request at work, and end the thread."""
        self._thread.stop()

    @Slot()
    def _on_write(self) -> None:
        edits = [(photo, self._album.looked_up(photo).recipe) for photo in self._strip.selected()]
        if edits:
            self._thread.give(Task(partial(_write_all, edits), "Writing XMP"))

    @Slot(object, object)
    def _on_done(self, _task: Task, written: Written) -> None:
        said: list[str] = []
        if len(written.files) == 1:
            said.append(self.tr("The edits are in {0} now.").format(written.files[0].name))
        elif written.files:
            text = self.tr("The edits of {0} photos are in XMP files beside them now.")
            said.append(text.format(len(written.files)))
        if written.errors:
            said.append(_said(written.errors))
        details = "\n".join(map(error_words, written.errors))
        self.told.emit(" ".join(said), details, bool(written.errors))

    @Slot(object, object)
    def _on_failed(self, _task: Task, error: Exception) -> None:
        self.failed.emit(error)


def _said(errors: Sequence[PhotoError]) -> str:
    if len(errors) == 1:
        return photo_error_words(errors[0])
    text = QCoreApplication.translate("XmpDesk", "The edits of {0} photos could not be written.")
    return text.format(len(errors))


def _write_all(edits: Sequence[tuple[Path, Recipe]], _progress: Progress) -> Written:
    files: list[Path] = []
    errors: list[PhotoError] = []
    for photo, recipe in edits:
        try:
            files.append(write_xmp(photo, recipe))
        except PhotoError as error:
            errors.append(error)
    return Written(tuple(files), tuple(errors))
