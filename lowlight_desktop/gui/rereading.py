"""A photo that another program has saved meanwhile is shown as it is now; one that is gone is told.

Nobody is asked: edits are kept as a recipe and its history, so there is nothing to lose, and an
export reads the file as it is now. The old picture would only promise what nobody gets.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.glances import Glance, Glances
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.rewritten import Noticed, Rewritten

_EVERY_MS = 1000
_ASKER = "changed on disk"


class Rereading(QObject):
    """Looks at the files of the photos in view, now and then, in a thread of its own.

    A disk that does not answer holds up that thread alone.

    Args:
        window: Where they are shown; while nobody can see it, nothing is looked at.
        strip: The photos.
        darkroom: Shows one of them.
        glances: Makes their thumbnails.
        rewritten: What remembers the files' states; touched by the thread's tasks alone.

    Signals:
        reread: (Path, a sentence, "" where the photo could not be opened before): the shown
            photo's file is another one now, and is read again.
        missed: (Path, a sentence): the shown photo's file is gone.
        found: Path: a file is another one now, or it is back.
    """

    reread, missed = Signal(object, str), Signal(object, str)
    found = Signal(object)

    def __init__(
        self,
        window: QWidget,
        strip: Filmstrip,
        darkroom: Darkroom,
        glances: Glances,
        rewritten: Rewritten | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._strip = window, strip
        self._darkroom, self._glances = darkroom, glances
        self._rewritten = rewritten or Rewritten()
        self._due: dict[Path, None] = {}  # thumbnails that are being made anew
        self._thread = WorkThread("changes", self)
        self._thread.done.connect(self._on_looked)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()
        strip.thumbnails_wanted.connect(self.look)  # before they are made: what they will show
        glances.glanced.connect(self._on_glance)
        glances.failed.connect(self._on_failed_glance)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when somebody comes back from another program; the event goes on."""
        if event.type() is QEvent.Type.WindowActivate and watched is self._window:
            self.look()
        return False

    @Slot()
    def look(self) -> None:
        """Look at the files now."""
        current = self._strip.current()
        in_view = self._strip.in_view() if self._strip.isVisible() else ()
        paths = dict.fromkeys(path for path in (current, *in_view) if path is not None)
        if paths:
            self._thread.give(Task(partial(_look, self._rewritten, tuple(paths))))

    def stop(self) -> None:
        """End the thread."""
        self._timer.stop()
        self._thread.stop()

    @Slot()
    def _on_time(self) -> None:
        can_be_seen = self._window.isVisible() and not self._window.isMinimized()
        if can_be_seen and self._thread.is_idle:
            self.look()

    @Slot(object, object)
    def _on_looked(self, _task: Task, result: object) -> None:
        if not isinstance(result, Noticed) or not (result.anew or result.gone):
            return
        for path in result.anew:
            self.found.emit(path)
            if path == self._strip.current():
                self._show_anew(path, is_back=path in result.back)
        if self._darkroom.path in result.gone:
            self._miss(self._darkroom.path)
        # Of one that is gone too: that it has none marks it in the strip.
        self._due |= dict.fromkeys((*result.anew, *result.gone))
        self._glances.glance(self._due, _ASKER)

    def _miss(self, path: Path) -> None:
        sentence = self.tr("{0} is gone from its folder; put it back to export it or keep edits.")
        self.missed.emit(path, sentence.format(path.name))

    def _show_anew(self, path: Path, *, is_back: bool) -> None:
        if path == self._darkroom.path:
            sentence = self.tr("{0} has changed on disk; it is shown as it is now.")
            if is_back:
                sentence = self.tr("{0} is back; it is shown as it is now.")
            self.reread.emit(path, sentence.format(path.name))
            self._darkroom.reload()
        else:  # it could not be read: perhaps it was not written to its end
            self.reread.emit(path, "")
            self._darkroom.open(path)

    @Slot(object)
    def _on_glance(self, glance: Glance) -> None:
        self._due.pop(glance.path, None)

    @Slot(object, object)
    def _on_failed_glance(self, path: Path, _error: Exception) -> None:
        self._due.pop(path, None)


def _look(rewritten: Rewritten, paths: tuple[Path, ...], _progress: Progress) -> Noticed:
    return rewritten.look(paths)
