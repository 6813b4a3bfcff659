"""The filmstrip follows the album: thumbnails, states, settings handed from photo to photo."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.glances import Glance, Glances
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip.photo_state import UNTOUCHED
from lowlight_desktop.photo.looking import is_gone
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.journal_entry import Wanted
from lowlight_desktop.studio.outcome import Failed, Outcome
from lowlight_desktop.studio.presets import Preset


class StripDesk(QObject):
    """Joins the filmstrip with the album and the thumbnails."""

    def __init__(
        self,
        strip: Filmstrip,
        album: Album,
        glances: Glances,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._strip, self._album = strip, album
        self._copied: Recipe | None = None
        strip.thumbnails_wanted.connect(glances.glance)
        strip.copy_requested.connect(self.copy)
        strip.paste_requested.connect(self.paste)
        strip.sync_requested.connect(self.sync)
        strip.show_in_folder_requested.connect(_show_in_folder)
        glances.glanced.connect(self._on_glance)
        glances.failed.connect(self._on_failed_glance)
        album.changed.connect(self._on_changed)

    @Slot(object)
    def copy(self, path: Path | None) -> None:
        """Remember the settings of a photo; its brush strokes belong to it alone."""
        if path is not None:
            self._copied = self._album.looked_up(path).recipe
            self._strip.set_can_paste(True)

    @Slot(object)
    def paste(self, paths: Sequence[Path]) -> None:
        """Give the remembered settings to these photos."""
        if self._copied is not None:
            self._give(self._copied, paths, self.tr("Paste settings"))

    @Slot(object)
    def sync(self, paths: Sequence[Path]) -> None:
        """Give the settings of the shown photo to these; one that cannot be opened has none."""
        current = self._strip.current()
        if current is not None and not self._strip.state(current).is_unread:
            others = [path for path in paths if path != current]
            self._give(self._album.looked_up(current).recipe, others, self.tr("Sync settings"))

    def give(self, recipe: Recipe, paths: Sequence[Path], label: str) -> None:
        """Give the settings of a preset to these photos."""
        self._give(recipe, paths, label)

    def fail(self, path: Path, error: Exception) -> None:
        """Mark a photo that could not be opened."""
        self._mark(path, error, is_unread=True)

    def _mark(self, path: Path, error: Exception, *, is_unread: bool) -> None:
        known = self._strip.state(path)
        state = replace(
            known,
            failure=error_words(error),
            is_missing=is_gone(path),
            is_unread=is_unread or known.is_unread,
        )
        self._strip.set_state(path, state)

    def _give(self, recipe: Recipe, paths: Sequence[Path], label: str) -> None:
        """Photos that cannot be opened have no look: nobody could see it, nor undo it."""
        for path in (path for path in paths if not self._strip.state(path).is_unread):
            given = Preset(label, recipe).on(self._album.looked_up(path).recipe)
            self._album.apply(path, given, label)

    @Slot(object)
    def _on_glance(self, glance: Glance) -> None:
        self._strip.set_thumbnail(glance.path, glance.thumbnail)
        self._strip.set_rating(glance.path, glance.rating)
        self._strip.set_state(glance.path, UNTOUCHED)  # it is there and can be read
        if glance.sidecar is not None:
            self._album.know(glance.path, glance.sidecar)
        self._on_changed(glance.path)

    @Slot(object, object)
    def _on_failed_glance(self, path: Path, error: Exception) -> None:
        self.fail(path, error)

    @Slot(object, object)
    def tell_export(self, photo: Wanted, outcome: Outcome) -> None:
        """Mark a photo that could not be exported, until it can."""
        known = self._strip.state(photo.source)
        if isinstance(outcome, Failed):
            self._mark(photo.source, outcome.error, is_unread=False)
        elif known.failure and not known.is_unread:
            self._strip.set_state(photo.source, replace(known, failure="", is_missing=False))

    @Slot(object)
    def _on_changed(self, path: Path) -> None:
        edit, known = self._album.edit(path), self._strip.state(path)
        state = replace(known, is_edited=edit.is_edited, is_exported=edit.is_exported)
        self._strip.set_state(path, state)


@Slot(object)
def _show_in_folder(path: Path | None) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
