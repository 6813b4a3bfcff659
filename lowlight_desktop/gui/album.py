"""The photos at hand and what was done to each: recipes are the truth, the window is a view."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lowlight_desktop.formats.sidecar import Sidecar, peek_sidecar, write_sidecar
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.photo.looking import is_folder, is_gone
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.history import History

logger = logging.getLogger(__name__)

_SAVE_MS, _LATEST_MS = 500, 2000  # after the last change; after the first that is not saved


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done to one photo.

    Attributes:
        history: Every step since it was opened.
        on_disk: What the file beside it holds; the default where there is none.
        exported: The recipe of the last export, or None.
        exported_at: When that was, or None.
        is_known: Whether its sidecar was read: before that nothing is written.
    """

    history: History
    on_disk: Sidecar
    exported: Recipe | None = None
    exported_at: datetime | None = None
    is_known: bool = False

    @property
    def recipe(self) -> Recipe:
        """The look now."""
        return self.history.recipe

    @property
    def is_edited(self) -> bool:
        """Whether the photographer has changed anything."""
        return self.recipe != Recipe()

    @property
    def is_exported(self) -> bool:
        """Whether an export shows the look of now."""
        return self.exported == self.recipe

    @property
    def wanted(self) -> Sidecar:
        """What the file beside the photo should hold."""
        exported_at = self.exported_at if self.is_exported else None
        return replace(self.on_disk, recipe=self.recipe, exported_at=exported_at)


def _write(path: Path, sidecar: Sidecar, own: Collection[Sidecar], _progress: Progress) -> bool:
    """Keep the edits; of a photo that was deleted, its folder still there, nobody wants them."""
    is_wanted = not (is_gone(path) and is_folder(path.parent))
    if is_wanted:
        write_sidecar(path, sidecar, own)
    return is_wanted


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where edits outlive the window.

    Attributes:
        peek: Finds those of a photo.
        write: Keeps them, and sets aside what lies there and is none of our `own`; False where
            nobody wants them because the photo is gone.
    """

    peek: Callable[[Path], Sidecar | None]
    write: Callable[[Path, Sidecar, Collection[Sidecar], Progress], bool]


BESIDE_PHOTOS = Keeping(peek_sidecar, _write)
"""In sidecars."""

NOWHERE = Keeping(lambda _path: None, lambda _path, _sidecar, _own, _progress: True)
"""What is done ends with the window."""


class Album(QObject):
    """Holds an `Edit` for each photo and keeps the sidecars up to date.

    Args:
        keeping: Where edits are kept.

    Signals:
        changed: Path: its recipe is another one.
        save_failed: (Path, exception): its sidecar cannot be written; the edit stays in memory.
        kept: Path: it can be written again.
    """

    changed, save_failed, kept = Signal(object), Signal(object, object), Signal(object)

    def __init__(self, parent: QObject | None = None, keeping: Keeping = BESIDE_PHOTOS) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._edits: dict[Path, Edit] = {}
        self._writing: dict[Task, tuple[Path, Sidecar]] = {}
        self._refused: dict[Path, Sidecar] = {}  # not tried again before something changes
        self._own: dict[Path, list[Sidecar]] = {}  # read or written here; all else is another's
        self._told: set[Path] = set()
        self._thread = WorkThread("sidecars", self)
        self._thread.done.connect(self._on_written)
        self._thread.failed.connect(self._on_failed)
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._timer.timeout.connect(self.save)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._latest.timeout.connect(self.save)

    def edit(self, path: Path) -> Edit:
        """What was done to a photo; of one that was never seen, nothing."""
        return self._edits.get(path) or Edit(History.begin(Recipe()), Sidecar(Recipe()))

    def looked_up(self, path: Path) -> Edit:
        """What was done to a photo, also of one that nobody has looked at since the start."""
        if not self.edit(path).is_known:
            self.know(path, self._keeping.peek(path))
        return self.edit(path)

    def know(self, path: Path, sidecar: Sidecar | None) -> None:
        """Take over what a sidecar says, the first time that a photo is looked at.

        What was given to the photo before anybody looked (a preset, pasted settings) is one step
        on top of it. What another program has written there since is one step, too.
        """
        edit = self.edit(path)
        if edit.is_known:
            self._take_over(path, sidecar)
            return
        found = sidecar or Sidecar(Recipe())
        if edit.exported is None and found.exported_at is not None:
            edit = replace(edit, exported=found.recipe, exported_at=found.exported_at)
        history = History.begin(found.recipe)
        if len(edit.history.steps) > 1:
            last = edit.history.steps[-1]
            history = history.edited(last.recipe, last.label)
            self._timer.start()
        self._own[path] = [found]
        self._edits[path] = replace(edit, history=history, on_disk=found, is_known=True)
        self.changed.emit(path)

    def apply(self, path: Path, recipe: Recipe, label: str, *, merge: bool = False) -> None:
        """One more step; `merge` makes it one with the step before if that has the same label."""
        edit = self.edit(path)
        if recipe != edit.recipe:
            self._put(path, edit.history.edited(recipe, label, merge=merge))

    def undo(self, path: Path) -> None:
        """Take the last step back."""
        if self.edit(path).history.can_undo:
            self._put(path, self.edit(path).history.undone())

    def redo(self, path: Path) -> None:
        """Do the step again that was taken back."""
        if self.edit(path).history.can_redo:
            self._put(path, self.edit(path).history.redone())

    def mark_exported(self, path: Path, recipe: Recipe) -> None:
        """Remember which look was exported, and when."""
        edit = self.looked_up(path)
        self._edits[path] = replace(edit, exported=recipe, exported_at=datetime.now(UTC))
        self._timer.start()
        self.changed.emit(path)

    @Slot(object)
    def try_again(self, path: Path) -> None:
        """Keep what could not be kept: the photo's file is another one, or back."""
        if self._refused.pop(path, None) is not None:
            self._timer.start()

    @Slot()
    def save(self) -> None:
        """Write every sidecar that is not up to date, behind the window."""
        self._latest.stop()
        begun = dict(self._writing.values())
        for path, wanted in self._unsaved():
            if wanted in (self._refused.get(path), begun.get(path)):
                continue
            own = self._own_with(path, wanted)
            task = Task(
                partial(self._keeping.write, path, wanted, own), f"Saving the edits of {path.name}"
            )
            self._writing[task] = (path, wanted)
            self._thread.give(task)

    def close(self) -> list[tuple[Path, LowlightError]]:
        """End the thread, and write what is left.

        Returns:
            As `flush`.
        """
        self._timer.stop()
        self._latest.stop()
        self._thread.stop()
        return self.flush()

    def flush(self) -> list[tuple[Path, LowlightError]]:
        """Write what is left, now.

        Returns:
            The photos whose edits could not be kept, and why.
        """
        lost: list[tuple[Path, LowlightError]] = []
        for path, wanted in self._unsaved():
            try:
                self._keeping.write(path, wanted, self._own_with(path, wanted), Progress())
            except LowlightError as error:
                if _is_an_edit(self.edit(path)):
                    lost.append((path, error))
        return lost

    def _take_over(self, path: Path, found: Sidecar | None) -> None:
        """What was read late may be what we had written before: that is no news.

        Edits that are not written yet count for more; theirs are set aside when ours are.
        """
        edit = self.edit(path)
        if found is None or found in self._own[path] or edit.wanted != edit.on_disk:
            return
        self._own[path].append(found)
        if found.exported_at is not None:
            edit = replace(edit, exported=found.recipe, exported_at=found.exported_at)
        history = edit.history
        if found.recipe != edit.recipe:
            history = history.edited(found.recipe, self.tr("Edits of another program"))
        self._edits[path] = replace(edit, history=history, on_disk=found)
        self.changed.emit(path)

    def _own_with(self, path: Path, wanted: Sidecar) -> tuple[Sidecar, ...]:
        if wanted not in self._own[path]:
            self._own[path].append(wanted)
        return tuple(self._own[path])

    def _unsaved(self) -> list[tuple[Path, Sidecar]]:
        return [
            (path, edit.wanted)
            for path, edit in self._edits.items()
            if edit.is_known and edit.wanted != edit.on_disk
        ]

    def _put(self, path: Path, history: History) -> None:
        self._edits[path] = replace(self.edit(path), history=history)
        self._timer.start()
        if not self._latest.isActive():  # a hand that does not rest has work to lose, too
            self._latest.start()
        self.changed.emit(path)

    @Slot(object, object)
    def _on_written(self, task: Task, is_kept: object) -> None:
        path, written = self._writing.pop(task)
        if not is_kept:
            self._refused[path] = written
            return
        self._edits[path] = replace(self.edit(path), on_disk=written)
        self._refused.pop(path, None)
        if path in self._told:
            self._told.discard(path)
            self.kept.emit(path)

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        path, wanted = self._writing.pop(task)
        self._refused[path] = wanted
        if path not in self._told and _is_an_edit(self.edit(path)):
            self._told.add(path)  # once, not at every slider move
            self.save_failed.emit(path, error)


def _is_an_edit(edit: Edit) -> bool:
    """Whether more than the mark of an export would be lost."""
    return edit.recipe != edit.on_disk.recipe
