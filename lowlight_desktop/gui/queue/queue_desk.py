"""The queue in the window: who fills the sheet, and who hears it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.bars.queue_button import QueueButton
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.file_manager import reveal
from lowlight_desktop.gui.glances import Glance, Glances
from lowlight_desktop.gui.queue.clerk import News
from lowlight_desktop.gui.queue.estimate import Load, Rhythm, loads
from lowlight_desktop.gui.queue.notice import Notice
from lowlight_desktop.gui.queue.queue_sheet import QueueSheet
from lowlight_desktop.gui.queue.words import over_and_all, totals
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip.strip_delegate import THUMBNAIL
from lowlight_desktop.gui.strip.thumbnails import picture_of
from lowlight_desktop.studio.journal_entry import OPEN, State

_TOTALS_MS = 1000  # the estimate looks at every photo that is left
_ASKER = "queue"
_UNFINISHED, _REPORT = "unfinished exports", "exports"  # what messages are about


@dataclass(frozen=True, slots=True)
class QueueParts:
    """What a queue desk joins."""

    exporter: Exporter
    glances: Glances
    strip: Filmstrip
    sheet: QueueSheet
    button: QueueButton
    action: QAction
    messages: MessageBar


class QueueDesk(QObject):
    """Joins the export with sheet, status bar and messages.

    Signals:
        noticed: A sentence that may surprise.
    """

    noticed = Signal(str)

    def __init__(self, parts: QueueParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._is_first = True
        self._is_paused = False
        self._rhythm = Rhythm()
        self._left_s: float | None = None
        self._sizes: dict[int, int] = {}
        self._resume = self.tr("Resume")
        self._notice = Notice(parts.sheet.window())
        self._notice.opened.connect(self.show_failed)
        self._totals = QTimer(self, interval=_TOTALS_MS)
        self._totals.timeout.connect(self._on_estimate)
        self._connect_export()
        self._connect_sheet()
        parts.exporter.clerk.look()

    @property
    def left(self) -> int:
        """How many photos are not over."""
        counts = self._parts.sheet.model.counts
        return counts.get(State.WAITING, 0) + counts.get(State.RUNNING, 0)

    def _connect_export(self) -> None:
        exporter = self._parts.exporter
        exporter.clerk.told.connect(self._on_told)
        exporter.clerk.measured.connect(self._on_measured)
        exporter.clerk.work_came.connect(self._on_work_came)
        exporter.begun.connect(self._on_begun)
        exporter.progressed.connect(self._on_progressed)
        exporter.ended.connect(self._on_ended)
        exporter.rested.connect(self._on_rested)

    def _connect_sheet(self) -> None:
        parts, sheet, clerk = self._parts, self._parts.sheet, self._parts.exporter.clerk
        sheet.pause_requested.connect(self._on_pause)
        sheet.cancel_requested.connect(clerk.cancel)
        sheet.remove_requested.connect(clerk.remove)
        sheet.retry_requested.connect(clerk.retry)
        sheet.clear_requested.connect(self._on_clear)
        sheet.move_requested.connect(clerk.move)
        sheet.show_requested.connect(self._on_show)
        sheet.shown.connect(self._on_shown)
        sheet.thumbnails_wanted.connect(self._on_thumbnails_wanted)
        parts.glances.glanced.connect(self._on_glance)
        parts.glances.failed.connect(self._on_failed_glance)
        parts.button.toggled.connect(parts.action.setChecked)
        parts.action.toggled.connect(parts.button.setChecked)
        parts.action.toggled.connect(sheet.setVisible)
        parts.messages.chosen.connect(self._on_chosen)

    # What the export tells

    @Slot(object)
    def _on_told(self, news: News) -> None:
        model = self._parts.sheet.model
        for id_ in news.changes.gone:
            self._sizes.pop(id_, None)
        model.apply(news.changes)
        if news.paused != self._is_paused:
            self._is_paused = news.paused
            self._parts.sheet.set_paused(on=news.paused)
        if news.put_aside is not None:
            text = self.tr("The list of exports was damaged; it was put aside as {0}.")
            self.noticed.emit(text.format(news.put_aside))
        if self._is_first:
            self._is_first = False
            self._offer()
        if news.changes.entries or news.changes.gone:
            self._show_totals()

    def _offer(self) -> None:
        """Photos of the last time wait: ask what shall become of them.

        Where some are in hand, another window is at work: they are its own.
        """
        counts = self._parts.sheet.model.counts
        waiting = counts.get(State.WAITING, 0)
        is_busy = self._parts.exporter.is_busy or counts.get(State.RUNNING, 0) > 0
        if waiting and not is_busy:
            text = self.tr("%n photos of the last export are waiting.", "", waiting)
            choices = self._resume, self.tr("Discard")
            self._parts.messages.show_message(
                MessageKind.INFO, text, about=_UNFINISHED, choices=choices
            )

    @Slot(object, str)
    def _on_chosen(self, about: object, words: str) -> None:
        clerk = self._parts.exporter.clerk
        if about == _REPORT:
            self.show_failed()
        elif about == _UNFINISHED and words == self._resume:
            clerk.pause(on=False)
        elif about == _UNFINISHED:
            clerk.discard()

    @Slot(object)
    def _on_measured(self, sizes: Mapping[int, int]) -> None:
        self._sizes.update(sizes)

    @Slot()
    def _on_work_came(self) -> None:
        self._parts.messages.drop(_UNFINISHED)  # whoever goes on has answered
        self._parts.exporter.clerk.watch(on=True)
        if not self._totals.isActive():
            self._rhythm = self._rhythm.begun()
            self._totals.start()

    @Slot(int)
    def _on_begun(self, _id: int) -> None:
        self._parts.exporter.clerk.look()

    @Slot(object)
    def _on_progressed(self, fractions: Mapping[int, float]) -> None:
        self._parts.sheet.model.set_fractions(fractions)

    @Slot(int, bool)
    def _on_ended(self, id_: int, is_exported: bool) -> None:
        now_s, entry = time.monotonic(), self._parts.sheet.model.entry(id_)
        if is_exported and entry is not None:
            size = self._sizes.get(id_)
            self._rhythm = self._rhythm.finished(now_s, entry.source.suffix, size)
        else:
            self._rhythm = self._rhythm.passed(now_s)

    @Slot()
    def _on_rested(self) -> None:
        self._totals.stop()
        self._parts.sheet.model.set_fractions({})
        self._show_totals()
        self._parts.exporter.clerk.look()
        self._parts.exporter.clerk.watch(on=self._parts.sheet.isVisible())

    @Slot()
    def _on_estimate(self) -> None:
        self._left_s = self._rhythm.pace.seconds_for(self._rest())
        self._show_totals()

    def _show_totals(self) -> None:
        model = self._parts.sheet.model
        over, whole = over_and_all(model.counts)
        in_hand = sum(self._in_hand().values())
        fraction = min((over + in_hand) / whole, 1.0) if whole else 0.0
        text = totals(
            model.counts,
            paused=self._is_paused,
            per_hour=self._rhythm.pace.photos_per_hour,
            seconds_left=self._left_s,
        )
        self._parts.sheet.set_totals(text, fraction)
        self._parts.button.set_queue(over, whole, fraction, model.counts[State.FAILED])
        self._parts.button.setToolTip(text)

    def _in_hand(self) -> dict[int, float]:
        """How far photos are; the export may tell of some that are over already."""
        model = self._parts.sheet.model
        told = ((model.entry(id_), done) for id_, done in model.fractions().items())
        return {e.id: done for e, done in told if e is not None and e.state is State.RUNNING}

    def _rest(self) -> dict[str, Load]:
        """What is not done yet; of photos in hand, the part that is left."""
        model = self._parts.sheet.model
        rest = loads(
            (entry.source.suffix, self._sizes.get(entry.id))
            for entry in model.entries()
            if entry.state in OPEN
        )
        for id_, fraction in self._in_hand().items():
            entry, size = model.entry(id_), self._sizes.get(id_)
            if entry is not None and size is not None:
                kind = entry.source.suffix.lower()
                rest[kind] = rest.get(kind, Load()) + Load(-fraction, -fraction * size)
        return rest

    @Slot(str, str, bool)
    def report(self, sentence: str, details: str, failed: bool) -> None:
        """Say how an export has ended, also to somebody who does something else.

        Args:
            sentence: What was done.
            details: What was not, and why; may be empty.
            failed: Whether something was not.
        """
        kind = MessageKind.ERROR if failed else MessageKind.INFO
        choices = (self.tr("Show"),) if failed else ()
        messages = self._parts.messages
        messages.show_message(kind, sentence, details, about=_REPORT, choices=choices)
        self._notice.tell(sentence, failed=failed)

    def stop(self) -> None:
        """Ask the journal nothing any more; the window is closed."""
        self._totals.stop()
        self._notice.end()

    # What the user wants

    @Slot()
    def show_failed(self) -> None:
        """Show the sheet, with the photos that failed, if any, selected."""
        self._parts.action.setChecked(True)
        self._parts.sheet.show_failed()

    @Slot(bool)
    def _on_pause(self, on: bool) -> None:
        self._parts.exporter.clerk.pause(on=on)

    @Slot()
    def _on_clear(self) -> None:
        self._parts.exporter.clerk.clear()

    @Slot(bool)
    def _on_shown(self, on: bool) -> None:
        self._parts.action.setChecked(on)
        clerk = self._parts.exporter.clerk
        clerk.look()
        clerk.watch(on=on or self._parts.exporter.is_busy)

    @Slot(object)
    def _on_show(self, path: Path) -> None:
        reveal(path)

    @Slot(object)
    def _on_thumbnails_wanted(self, paths: tuple[Path, ...]) -> None:
        missing: list[Path] = []
        for path in paths:
            picture = self._parts.strip.thumbnail(path)
            if picture is None:
                missing.append(path)
            else:
                self._parts.sheet.put_thumbnail(path, picture)
        self._parts.glances.glance(missing, _ASKER)

    @Slot(object)
    def _on_glance(self, glance: Glance) -> None:
        ratio = self._parts.sheet.devicePixelRatioF()
        picture = picture_of(glance.thumbnail, THUMBNAIL, ratio)
        self._parts.sheet.put_thumbnail(glance.path, picture)

    @Slot(object, object)
    def _on_failed_glance(self, path: Path, _error: Exception) -> None:
        self._parts.sheet.put_thumbnail(path, None)
