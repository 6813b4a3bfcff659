"""The ways out of the window: what is saved, what was, and what cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from lowlight_desktop.formats.in_place.replacing import ChangedError
from lowlight_desktop.formats.naming import numbered
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.editing_window.offers import SAVE, SAVE_ALL, SAVE_COPY
from lowlight_desktop.gui.editing_window.saving import Saving, Wanted
from lowlight_desktop.gui.editing_window.words import notice_words
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.studio.in_place import Prospect


@dataclass(frozen=True, slots=True)
class SaveParts:
    """What saving joins."""

    saving: Saving
    album: Album
    strip: Filmstrip
    status: StatusBar
    actions: Mapping[str, QAction]


class SaveDesk(QObject):
    """Saves the photos of the strip; one that is saved in place leaves it.

    Args:
        parts: What it joins.
        window: Whose dialogs they are.

    Signals:
        left: (Path): saved in place, and out of the strip.
        outdated: (Path): the file is not what is shown any more.
        told: (A sentence, details, whether something failed).
        noticed: A sentence that may surprise.
        failed: An exception to be told.
        busy: Whether something is being saved.
    """

    left, outdated = Signal(object), Signal(object)
    told, noticed = Signal(str, str, bool), Signal(str)
    failed, busy = Signal(object), Signal(bool)

    def __init__(self, parts: SaveParts, window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._prospects: dict[Path, Prospect] = {}
        self._opened: Path | None = None
        self._given = 0
        actions, saving = parts.actions, parts.saving
        actions[SAVE].triggered.connect(self.save)
        actions[SAVE_ALL].triggered.connect(self.save_all)
        actions[SAVE_COPY].triggered.connect(self.ask_for_copy)
        parts.status.cancelled.connect(saving.cancel)
        saving.known.connect(self._on_known)
        saving.progressed.connect(self._on_progressed)
        saving.saved.connect(self._on_saved)
        saving.failed.connect(self._on_failed)
        saving.rested.connect(self._on_rested)
        self.show_state()

    @property
    def refused(self) -> tuple[PhotoError, ...]:
        """Why files that are still here can never be saved in place."""
        here = self._parts.strip.paths()
        known = (self._prospects.get(path) for path in here)
        return tuple(p.refusal for p in known if p is not None and p.refusal is not None)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Find out what can become of these."""
        for path in paths:
            self._parts.saving.look(path)

    def set_opened(self, path: Path | None) -> None:
        """Say which photo can be seen, and saved; None: there is none, or not yet."""
        self._opened = path
        if path is not None:
            self._tell(path)
        self.show_state()

    @Slot()
    def save(self) -> None:
        """Save the photo that is shown in place."""
        if self._opened is not None:
            self._begin([self._wanted(self._opened)])

    @Slot()
    def save_all(self) -> None:
        """Save every photo in place that can be."""
        here = self._parts.strip.paths()
        self._begin([self._wanted(path) for path in here if self._can_save(path)])

    @Slot()
    def ask_for_copy(self) -> None:
        """Save the photo that is shown to a file that the user chooses."""
        path = self._opened
        if path is None:
            return
        suggested = next(name for name in numbered(path) if not name.exists())
        kind = self.tr("The same kind of file (*{0})").format(path.suffix)
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save as copy"), str(suggested), kind
        )
        if name:
            self.save_copy(path, Path(name))

    def save_copy(self, path: Path, copy: Path) -> None:
        """Save a photo to another file; one that is the host's own is saved in place."""
        if copy.suffix.lower() != path.suffix.lower():
            copy = copy.with_name(copy.name + path.suffix)
        is_own = copy.exists() and path.exists() and copy.samefile(path)
        self._begin([self._wanted(path, None if is_own else copy)])

    def show_state(self) -> None:
        """Offer what can be done now."""
        actions, is_free = self._parts.actions, not self._parts.saving.is_busy
        shown = self._prospects.get(self._opened) if self._opened is not None else None
        actions[SAVE].setEnabled(is_free and shown is not None and shown.refusal is None)
        actions[SAVE_COPY].setEnabled(is_free and shown is not None and shown.can_copy)
        paths = self._parts.strip.paths()
        actions[SAVE_ALL].setVisible(len(paths) > 1)
        # All means all: not before each of them was looked at.
        is_known = all(path in self._prospects for path in paths)
        actions[SAVE_ALL].setEnabled(is_free and is_known and any(map(self._can_save, paths)))

    def _can_save(self, path: Path) -> bool:
        prospect = self._prospects.get(path)
        return prospect is not None and prospect.refusal is None

    def _wanted(self, path: Path, copy_to: Path | None = None) -> Wanted:
        known = self._prospects[path].known
        return Wanted(path, self._parts.album.edit(path).recipe, copy_to, known)

    def _begin(self, wanted: Sequence[Wanted]) -> None:
        if self._parts.saving.is_busy or not wanted:
            return
        self._given = len(wanted)
        for each in wanted:
            self._parts.saving.save(each)
        self.busy.emit(True)  # whatever else was running is stopped, and gone from the status bar
        self._on_progressed(wanted[0], 0.0)
        self.show_state()

    def _tell(self, path: Path) -> None:
        """What should be known of the photo that is shown."""
        prospect = self._prospects.get(path)
        if prospect is None:
            return
        for notice in prospect.notices:
            self.noticed.emit(notice_words(notice))
        if prospect.refusal is not None:
            self.failed.emit(prospect.refusal)

    @Slot(object, object)
    def _on_known(self, path: Path, prospect: Prospect) -> None:
        self._prospects[path] = prospect
        if path == self._opened:
            self._tell(path)
        self.show_state()

    @Slot(object, float)
    def _on_progressed(self, wanted: Wanted, fraction: float) -> None:
        number = self._given - self._parts.saving.left + 1
        text = self.tr("Saving {0}").format(wanted.path.name)
        if self._given > 1:
            text = self.tr("Saving {0} of {1}").format(number, self._given)
        self._parts.status.set_work(text, fraction or None)

    @Slot(object)
    def _on_saved(self, wanted: Wanted) -> None:
        if wanted.copy_to is not None:
            sentence = self.tr("Saved as {0}").format(wanted.copy_to.name)
            self.told.emit(sentence, str(wanted.copy_to), False)
            return
        self._parts.strip.remove([wanted.path])
        self.left.emit(wanted.path)

    @Slot(object, object)
    def _on_failed(self, wanted: Wanted, error: Exception) -> None:
        if isinstance(error, ChangedError):
            del self._prospects[wanted.path]
            self._parts.saving.look(wanted.path)
            self.outdated.emit(wanted.path)
        self.failed.emit(error)

    @Slot()
    def _on_rested(self) -> None:
        self._parts.status.clear_work()
        self.busy.emit(False)
        self.show_state()
