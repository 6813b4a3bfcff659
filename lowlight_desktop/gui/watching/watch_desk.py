"""A watched folder: its photos go into the queue as they arrive."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.declared_words import count, error_words
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.presets_desk import PresetsDesk
from lowlight_desktop.gui.queue.clerk import News
from lowlight_desktop.gui.watching.queue_work import QueueWork
from lowlight_desktop.gui.watching.watch_dialog import WatchDialog, WatchOrder
from lowlight_desktop.gui.watching.watched_rows import WatchedRows
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal_entry import Entry, Treatment, Wanted
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.watch import SETTLE_S, Watch, WatchWish
from lowlight_desktop.studio.watch_events import FolderBack, FolderGone, WatchEvent


@dataclass(frozen=True, slots=True)
class WatchParts:
    """What a watch desk joins."""

    action: QAction
    exporter: Exporter
    album: Album
    presets: PresetsDesk


class WatchDesk(QObject):
    """Watches one folder at a time, in a thread of its own, while its action is checked.

    Args:
        wish: Says which files an export makes now.

    Signals:
        status: (sentence, the folder): what the watch is at; empty: there is none.
        noticed: A sentence that may surprise.
        gone: Why the folder cannot be reached; "": it is back.
        failed: An exception: the watch has ended.
    """

    status = Signal(str, str)
    noticed, gone, failed = Signal(str), Signal(str), Signal(object)
    _asked, _told = Signal(object), Signal(object)

    def __init__(self, parts: WatchParts, wish: Callable[[], ExportWish], window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._wish, self._window = parts, wish, window
        self._order = WatchOrder(Path())
        self._watch: Watch | None = None
        self._work: QueueWork | None = None
        self._decoder = IsolatedReader()
        self._task: Task | None = None
        self._rows = WatchedRows()
        self._done = self._counter = 0
        self._thread = WorkThread("watch", self)
        self._thread.failed.connect(self._on_failed)
        parts.action.triggered.connect(self._on_action)
        parts.exporter.clerk.told.connect(self._on_news)
        self._asked.connect(self._on_asked)
        self._told.connect(self._on_told)

    def start(self, order: WatchOrder, settle_s: float = SETTLE_S) -> None:
        """Watch a folder instead of the one before.

        Args:
            order: Which, and how.
            settle_s: A file counts as whole if it has not changed for so long.
        """
        self.end()
        self._order = order
        self._rows.forget()
        self._done = self._counter = 0
        output = None if order.output == Path() else order.output
        wish = WatchWish(order.folder, output, order.existing, settle_s)
        self._work = QueueWork(self._asked.emit)
        self._decoder = IsolatedReader()
        self._watch = Watch(wish, self._work.do, self._told.emit, is_ours=self._decoder.is_result)
        self._task = Task(partial(_run, self._watch), f"Watching {order.folder}")
        self._thread.give(self._task)
        self._parts.action.setChecked(True)
        self._say()

    def has(self, photo: Path) -> bool:
        """Whether a photo came from the watched folder, so that it is told here."""
        return self._rows.has(photo)

    def end(self) -> None:
        """Watch nothing any more; the photo at hand stays in the queue."""
        if self._watch is None or self._work is None:
            return
        self._watch.stop()
        self._work.stop()
        self._decoder.close()
        self._watch = self._work = self._task = None
        self._parts.action.setChecked(False)
        self.status.emit("", "")

    def stop(self) -> None:
        """End the thread."""
        self.end()
        self._thread.stop()

    @Slot()
    def _on_action(self) -> None:
        if self._watch is not None:
            self.end()
            return
        self._parts.action.setChecked(False)
        dialog = WatchDialog(self._parts.presets.presets, self._order, self._window)
        if dialog.exec():
            self.start(dialog.order())

    @Slot(object)
    def _on_asked(self, source: Path) -> None:
        """The watch has a photo: into the queue with it, or once more where it has failed."""
        if self._watch is None or self._work is None:
            return
        match self._rows.ask(source):
            case Entry(id=id_):
                self._parts.exporter.clerk.retry([id_])
            case None:
                self._add(source)
            case outcome:
                self._work.answer(outcome)

    def _add(self, source: Path) -> None:
        self._counter += 1
        recipe = self._parts.album.looked_up(source).recipe
        preset = self._order.preset
        look = recipe if preset is None else preset.on(recipe)
        wish = replace(self._wish(), folder=self._target(source))
        treatment = Treatment(look, wish, "" if preset is None else preset.name)
        self._parts.exporter.clerk.add([Wanted(source, treatment, self._counter)], clears=False)

    def _target(self, source: Path) -> Path:
        """Where the result goes: into the folder that the photo's has in the watched one."""
        output, folder = self._order.output, self._order.folder
        if output == Path() or not source.is_relative_to(folder):
            return output
        return output / source.parent.relative_to(folder)

    @Slot(object)
    def _on_news(self, news: News) -> None:
        outcome = self._rows.hear(news.changes)
        if outcome is not None and self._work is not None:
            self._work.answer(outcome)

    @Slot(object)
    def _on_told(self, event: WatchEvent) -> None:
        if self._watch is None:
            return
        match event:
            case Exported():
                self._done += 1
                self._say()
            case Failed(error=error):
                self.noticed.emit(error_words(error))
            case FolderGone(error=error):
                self.gone.emit(error_words(error))
            case FolderBack():
                self.gone.emit("")
            case _:
                pass

    def _say(self) -> None:
        text = self.tr("Watching {0}: {1} exported")
        folder = self._order.folder
        self.status.emit(text.format(folder.name or folder, count(self._done)), str(folder))

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        if task is self._task:
            self.end()
            self.failed.emit(error)


def _run(watch: Watch, _progress: Progress) -> None:
    watch.run()
