"""From the export dialog to files: the window's side of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.declared_words import count, error_words
from lowlight_desktop.gui.dialogs.export_dialog import Estimate, ExportDialog, nobody_knows
from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.queue import leaving
from lowlight_desktop.gui.queue.leaving import Leaving
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish, places_for
from lowlight_desktop.studio.journal_entry import Treatment, Wanted
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped


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
        self._begin_anew()
        self._preset_of: Callable[[Recipe], str] = _nameless
        self._is_told_elsewhere: Callable[[Path], bool] = _never
        self._estimate: Callable[[], Estimate] = lambda: nobody_knows
        exporter.done.connect(self._on_done)
        exporter.failed.connect(self._on_failed)
        exporter.finished.connect(self._on_finished)

    def name_presets(self, preset_of: Callable[[Recipe], str]) -> None:
        """Learn how to tell which preset a look is; "" where it is none."""
        self._preset_of = preset_of

    def leave_out(self, is_told_elsewhere: Callable[[Path], bool]) -> None:
        """Learn of which photos somebody else tells what became of them."""
        self._is_told_elsewhere = is_told_elsewhere

    def estimate_by(self, estimate: Callable[[], Estimate]) -> None:
        """Learn how to tell how long an export takes; asked anew for each dialog."""
        self._estimate = estimate

    def ask(
        self, extent: Extent, wish: ExportWish, presets: tuple[ExportPreset, ...]
    ) -> tuple[Path, ...]:
        """Open the dialog; what it is closed with is exported.

        Returns:
            The photos that were meant; none where it was canceled.
        """
        if not extent.selected:
            return ()
        first = extent.selected[0]
        facts = NameFacts(first.stem, read_metadata(first).taken)
        dialog = ExportDialog(
            extent, wish, presets, self._window, facts=facts, estimate=self._estimate()
        )
        accepted = dialog.exec()
        self.wished.emit(dialog.wish() if accepted else wish, dialog.presets())
        photos = dialog.photos() if accepted else ()
        if photos:
            self.start(photos, dialog.wish())
        return photos

    def start(self, photos: Sequence[Path], wish: ExportWish) -> None:
        """Export these, each as it looks now."""
        wanted: list[Wanted] = []
        for photo, placed in zip(photos, places_for(wish, photos), strict=True):
            recipe = self._album.looked_up(photo).recipe
            treatment = Treatment(recipe, placed, self._preset_of(recipe))
            wanted.append(Wanted(photo, treatment, len(wanted) + 1))
        self._exporter.give(wanted)

    def may_stop(self, left: int) -> bool:
        """Ask what shall become of the photos that are not done yet, where there are any.

        Args:
            left: How many there are.

        Returns:
            Whether the window may be closed.
        """
        is_at_work = left > 0 or self._exporter.clerk.is_bringing
        if not (self._exporter.is_busy and is_at_work):
            return True
        answer = leaving.ask(self._window, left, self._exporter.finished)
        if answer is Leaving.GIVE_UP:
            self._exporter.clerk.give_up()
        return answer is not Leaving.STAY

    @Slot(object, object)
    def _on_done(self, photo: Wanted, outcome: Outcome) -> None:
        is_there = isinstance(outcome, Exported) or (
            isinstance(outcome, Skipped) and outcome.is_same
        )
        if is_there:
            self._album.mark_exported(photo.source, photo.treatment.recipe)
        if self._is_told_elsewhere(photo.source):
            self._has_others = True
            return
        match outcome:
            case Exported(output=output) | Skipped(output=output, is_same=True):
                self._written += 1
                self._folders.add(output.parent)
            case Skipped():
                self._skipped += 1
            case Failed(error=error):
                self._failures.append(error_words(error))

    @Slot(object, object)
    def _on_failed(self, photo: Wanted | None, error: Exception) -> None:
        words = error_words(error)
        self._failures.append(words if photo is None else f"{photo.source}: {words}")

    @Slot()
    def _on_finished(self) -> None:
        if self._has_others and not self._written + self._skipped + len(self._failures):
            self._begin_anew()
            return
        said: list[str] = []
        if self._written:
            said.append(self._words_of_written())
        if self._skipped:
            said.append(self.tr("{0} skipped: the name is taken.").format(_count(self._skipped)))
        if len(self._failures) == 1:
            said.append(self._failures[0])
        elif self._failures:
            said.append(self.tr("{0} failed.").format(_count(len(self._failures))))
        sentence = " ".join(said) or self.tr("The export was stopped.")
        details, has_failed = "\n".join(self._failures), bool(self._failures)
        self._begin_anew()
        self.told.emit(sentence, details, has_failed)

    def _words_of_written(self) -> str:
        photos = _count(self._written)
        if len(self._folders) > 1:
            text = self.tr("{0} exported to {1} folders.")
            return text.format(photos, count(len(self._folders)))
        return self.tr("{0} exported to {1}.").format(photos, *self._folders)

    def _begin_anew(self) -> None:
        """Count from nothing."""
        self._written = self._skipped = 0
        self._folders = set[Path]()
        self._failures = list[str]()
        self._has_others = False


def _never(_photo: Path) -> bool:
    return False


def _nameless(_recipe: Recipe) -> str:
    return ""


def _count(photos: int) -> str:
    if photos == 1:
        return QCoreApplication.translate("Exporting", "1 photo")
    return QCoreApplication.translate("Exporting", "{0} photos").format(count(photos))
