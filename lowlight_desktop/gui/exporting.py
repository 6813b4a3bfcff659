"""From the export dialog to files: the window's side of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.naming import NameFacts
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.exporter import Exporter, Job
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.batch import Failed, Outcome, Skipped
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish


class Exporting(QObject):
    """Asks how, exports the photos as they look now, and tells what became of them.

    Signals:
        wished: (`ExportWish`, presets): to be remembered.
        told: (sentence, details, whether something failed).
    """

    wished, told = Signal(object, tuple), Signal(str, str, bool)

    def __init__(self, album: Album, exporter: Exporter, window: QWidget) -> None:
        super().__init__(window)
        self._album, self._exporter, self._window = album, exporter, window
        self._written: list[Path] = []
        self._skipped = 0
        self._failures: list[str] = []
        self._preset_of: Callable[[Recipe], str] = _nameless
        exporter.done.connect(self._on_done)
        exporter.failed.connect(self._on_failed)
        exporter.finished.connect(self._on_finished)

    def name_presets(self, preset_of: Callable[[Recipe], str]) -> None:
        """Learn how to tell which preset a look is; "" where it is none."""
        self._preset_of = preset_of

    def ask(
        self, photos: Sequence[Path], wish: ExportWish, presets: tuple[ExportPreset, ...]
    ) -> None:
        """Open the dialog; what it is closed with is exported."""
        if not photos:
            return
        facts = NameFacts(photos[0].stem, read_metadata(photos[0]).taken)
        dialog = ExportDialog(tuple(photos), wish, presets, self._window, facts=facts)
        accepted = dialog.exec()
        self.wished.emit(dialog.wish() if accepted else wish, dialog.presets())
        if accepted:
            self.start(photos, dialog.wish())

    def start(self, photos: Sequence[Path], wish: ExportWish) -> None:
        """Export these, each as it looks now."""
        if not self._exporter.is_busy:
            self._written, self._failures, self._skipped = [], [], 0
        recipes = ((photo, self._album.looked_up(photo).recipe) for photo in photos)
        jobs = [
            Job(photo, recipe, wish, i, self._preset_of(recipe))
            for i, (photo, recipe) in enumerate(recipes, 1)
        ]
        self._exporter.give(jobs)

    def may_stop(self) -> bool:
        """Ask whether to give up what is not done yet, where there is anything."""
        if not self._exporter.is_busy:
            return True
        answer = QMessageBox.question(
            self._window,
            self.tr("Photos are being exported"),
            self.tr("Close Lowlight and give up the photos that are not done yet?"),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        return answer == QMessageBox.StandardButton.Yes

    @Slot(object, object)
    def _on_done(self, job: Job, outcome: Outcome) -> None:
        match outcome:
            case Exported(output=output):
                self._written.append(output)
                self._album.mark_exported(job.source, job.recipe)
            case Skipped():
                self._skipped += 1
            case Failed(error=error):
                self._failures.append(str(error))

    @Slot(object, object)
    def _on_failed(self, _job: Job, error: Exception) -> None:
        self._failures.append(str(error))

    @Slot()
    def _on_finished(self) -> None:
        said: list[str] = []
        if self._written:
            folder = self._written[-1].parent
            said.append(self.tr("{0} exported to {1}.").format(_count(len(self._written)), folder))
        if self._skipped:
            said.append(self.tr("{0} skipped: the name is taken.").format(_count(self._skipped)))
        if len(self._failures) == 1:
            said.append(self._failures[0])
        elif self._failures:
            said.append(self.tr("{0} failed.").format(_count(len(self._failures))))
        sentence = " ".join(said) or self.tr("The export was stopped.")
        self.told.emit(sentence, "\n".join(self._failures), bool(self._failures))


def _nameless(_recipe: Recipe) -> str:
    return ""


def _count(photos: int) -> str:
    if photos == 1:
        return QCoreApplication.translate("Exporting", "1 photo")
    return QCoreApplication.translate("Exporting", "{0} photos").format(photos)
