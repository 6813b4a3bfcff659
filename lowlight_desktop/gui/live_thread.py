"""The photo follows the hand: the newest wish wins, and a resting hand gets the full picture."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lowlight_desktop.engine.machine import place_of
from lowlight_desktop.formats.reading import read_draft, read_photo
from lowlight_desktop.gui.cleaning_clock import CleaningClock
from lowlight_desktop.gui.step import Step, first_of
from lowlight_desktop.gui.work.right_of_way import RightOfWay
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.company import COMPUTING
from lowlight_desktop.studio.live import Live, Opened, Shown, Stage, Wish

_REST_MS = 120
_LOOK_S = 0.25  # a look that takes longer does not hold up the photo itself


@dataclass(frozen=True, slots=True)
class _Device:
    """What computes, in words; and where its speed is remembered."""

    name: str
    place: str


class LiveThread(QObject):
    """The engine's thread, as the window sees it: opens photos and answers wishes.

    A RAW is read twice: at half its size, which is quick, and whole. Reading has its own thread,
    so that the half can be worked on meanwhile.

    While the hand moves, drafts are made: one at a time, and what was wished meanwhile is dropped
    but for the newest. When it rests the newest wish is refined; then the photo's noise is measured
    and cleaned, where that is wished and not done, and it is refined again. Last comes a map that
    takes as long as cleaning. A new wish cancels all of these; cleaning goes on later.

    Signals:
        opened: `Opened`: a photo was read; once more when the whole follows a draft. What was
            wished of the draft is dropped.
        open_failed: (Path, exception): it could not be.
        given_up: Path: the user did not want to wait until it was read; none is open now.
        shown: `Shown`: pictures of the photo that is open now, never older than those before.
        found: (Path, `NoiseLevel` or `PictureNoise`): how noisy a photo is, before it is clean.
        failed: (`Wish`, exception): the newest wish cannot be answered.
        dropped: `Wish`: a newer one came before it was answered, or the photo was closed.
        map_given_up: The user did not want to wait for the map.
        cleaning_given_up: Whether the photo is shown otherwise than it is wished: nor did the user
            want to wait until it was cleaned or repaired, True, or only measured, False.
        worked: (what, fraction): what the thread is at; ("", 1.0) when it is idle.
        expected: Seconds that what comes now will take from beginning to end; 0: nobody knows.
        device_found: The device in words.
        Each wish ends in exactly one of dropped, failed and a last shown: one that waits for
        nothing, and brings the map where there is one.
    """

    opened, open_failed, given_up = Signal(object), Signal(object, object), Signal(object)
    shown, failed, dropped = Signal(object), Signal(object, object), Signal(object)
    found = Signal(object, object)
    map_given_up, cleaning_given_up = Signal(), Signal(bool)
    worked, device_found = Signal(str, float), Signal(str)
    expected = Signal(float)

    def __init__(
        self,
        device: str = "auto",
        budget_bytes: int | None = None,
        parent: QObject | None = None,
        live: Live | None = None,
        way: RightOfWay | None = None,
    ) -> None:
        super().__init__(parent)
        # Touched by the thread's tasks alone.
        self._live = Live(device, budget_bytes) if live is None else live
        self._live.found = self.found.emit
        self._way = way or RightOfWay()
        self._thread = WorkThread("engine", self)
        self._reader = WorkThread("reader", self)
        for thread in (self._thread, self._reader):
            thread.done.connect(self._on_done)
            thread.failed.connect(self._on_failed)
            thread.cancelled.connect(self._on_cancelled)
            thread.progressed.connect(self._on_progressed)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._go_on)
        self._reading: dict[Task, Path] = {}
        self._taking: dict[Task, Path] = {}
        self._asking: dict[Task, Step] = {}
        self._running: Task | None = None
        self._next: Step | None = None  # for the newest wish, until it is answered
        self._has_begun = False
        self._is_open = self._is_draft = self._can_clean = False
        self._clock = CleaningClock()

    @property
    def place(self) -> str:
        """Where the networks work, as speeds are remembered by; "" until that is known."""
        return self._clock.place

    @property
    def is_settled(self) -> bool:
        """Whether nothing is wished for or opened that has not been answered."""
        is_opening = self._reading or self._taking
        return self._next is None and not is_opening and self._running is None

    def open(self, path: Path, after: Event | None = None) -> None:
        """Read another photo; wishes for the one before are dropped.

        Args:
            path: The photo.
            after: What goes before, for a moment at most: something to see of the photo.
        """
        self.close_photo()
        self.expected.emit(0.0)
        what = self.tr("Opening {0}").format(path.name)
        for task in (Task(partial(_draft, path, after)), Task(partial(_whole, path), what)):
            self._reading[task] = path
            self._reader.give(task)

    def close_photo(self) -> None:
        """Let go of the photo."""
        self._forget()
        self._thread.give(Task(self._close))

    def use(self, device: str, budget_bytes: int | None = None) -> None:
        """Work on another device from now on; the window asks anew."""
        self._clock = replace(self._clock, place="")
        self._thread.give(Task(partial(self._use, device, budget_bytes)))
        self.find_device()

    def find_device(self) -> None:
        """Load what computes ahead of the first photo, and tell the device's name."""
        self._thread.give(Task(self._name_device))

    def ask(self, wish: Wish) -> None:
        """Show this; it replaces every wish before it."""
        if self._next is not None:
            self.dropped.emit(self._next.wish)
        self._next = first_of(wish, Stage.DRAFT if self._has_begun else Stage.BEFORE)
        self._rest.stop()
        running = self._asking.get(self._running) if self._running is not None else None
        if running is not None and running.is_long:
            assert self._running is not None
            self._running.token.cancel()
        elif self._running is None:
            self._go_on()

    def cancel(self) -> None:
        """Give up what takes long: opening a photo, refining or cleaning the picture, a map."""
        if opening := {path for task, path in self._reading.items() if not task.token.cancelled}:
            self._forget()
            self.worked.emit("", 1.0)
            self.given_up.emit(opening.pop())
            return
        if self._running is None or not self._asking[self._running].is_long:
            return
        self._running.token.cancel()
        if self._next is not None:
            step = self._asking[self._running]
            self.dropped.emit(self._next.wish)
            self._next = None
            if step.is_about_map:
                self.map_given_up.emit()
            elif step.stage is Stage.CLEANED:
                is_cleaning = step.is_cleaning(can_clean=self._can_clean)
                self.cleaning_given_up.emit(is_cleaning or step.is_repairing)

    def stop(self) -> None:
        """End the thread; nothing is answered after this."""
        self._rest.stop()
        self._reader.stop()
        self._thread.stop()

    def _forget(self) -> None:
        for task in (*self._reading, *self._taking):
            task.token.cancel()
        self._give_up_wishes()
        self._is_open = False

    def _give_up_wishes(self) -> None:
        for task in self._asking:
            task.token.cancel()
        self._rest.stop()
        if self._next is not None:
            self.dropped.emit(self._next.wish)
        self._next, self._has_begun = None, False

    @Slot()
    def _go_on(self) -> None:
        step = self._next
        if step is None or self._running is not None or not self._is_open:
            return
        if step.is_long and self._is_draft:
            return  # the whole photo will be refined
        self.expected.emit(self._clock.expected_s(step))
        task = Task(self._clock.timed(step, partial(self._show, step)), self._words(step))
        self._asking[task] = step
        self._running = task
        self._thread.give(task)

    def _words(self, step: Step) -> str:
        """What takes so long."""
        if step.is_about_map:
            return self.tr("Mapping attention")
        if step.stage is Stage.CLEANED:
            if step.is_cleaning(can_clean=self._can_clean):
                both = self.tr("Cleaning noise, repairing detail")
                return both if step.is_repairing else self.tr("Cleaning noise")
            return self.tr("Repairing detail") if step.is_repairing else self.tr("Measuring noise")
        return self.tr("Refining") if step.stage is Stage.REFINED else ""

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        self._say_what_is_left(task)
        if task in self._reading:
            self._read(task, result)
        elif task in self._taking:
            del self._taking[task]
            if not task.token.cancelled and isinstance(result, Opened):
                self._is_open, self._is_draft = True, result.is_draft
                self._can_clean = result.can_clean or result.is_raw
                self._clock = replace(self._clock, photo=result, was_left=False)
                self.opened.emit(result)
                self._go_on()
        elif isinstance(result, Shown):
            self._answered(task, result)
        elif isinstance(result, _Device):
            self._clock = replace(self._clock, place=result.place)
            self.device_found.emit(result.name)

    def _read(self, task: Task, photo: object) -> None:
        """Hand a photo that was read to the engine."""
        del self._reading[task]
        if task.token.cancelled or not isinstance(photo, Photograph):
            return
        is_draft = photo.path in self._reading.values()
        if not is_draft:
            self._give_up_wishes()  # they are about the draft
        taking = Task(partial(self._live.take, photo, is_draft=is_draft))
        self._taking[taking] = photo.path
        self._thread.give(taking)

    def _answered(self, task: Task, shown: Shown) -> None:
        step, wanted = self._take(task), self._next
        if task.token.cancelled and (not step.is_long or wanted is None):
            self._go_on()
            return  # of a photo that was closed meanwhile, or nobody waits for it any more
        is_newest = wanted is not None and step.wish is wanted.wish
        if step.stage is Stage.BEFORE:
            self._has_begun = True
            self._next = None if wanted is None else first_of(wanted.wish)
        elif is_newest:
            self._next = step.after(shown)
        if shown.gave_up:
            self._clock = replace(self._clock, place="")
            self.find_device()
        waits = shown.is_waiting and not step.wish.is_left_unclean
        self.shown.emit(replace(shown, wish=step.wish, is_waiting=waits))
        if is_newest and step.stage is Stage.DRAFT:
            self._rest.start()
        else:
            self._go_on()

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        self._say_what_is_left(task)
        if task in self._reading:
            path = self._reading.pop(task)
            is_draft = any(other == path for other in self._reading.values())
            if not task.token.cancelled and not is_draft:  # the whole will say it too
                self._forget()
                self.open_failed.emit(path, error)
        elif task in self._taking:
            path = self._taking.pop(task)
            if not task.token.cancelled:
                self._forget()
                self.open_failed.emit(path, error)
        elif task in self._asking:
            wish = self._take(task).wish
            if self._next is not None and wish is self._next.wish:
                self._next = None
                self.failed.emit(wish, error)
            self._go_on()

    @Slot(object)
    def _on_cancelled(self, task: Task) -> None:
        self._say_what_is_left(task)
        self._reading.pop(task, None)
        self._taking.pop(task, None)
        if task in self._asking:
            if self._take(task).stage is Stage.CLEANED:
                self._clock = replace(self._clock, was_left=True)
            self._go_on()

    def _say_what_is_left(self, over: Task) -> None:
        """What ends here may have been given up for a photo that is being read meanwhile."""
        reading = (t for t in self._reading if t is not over and not t.token.cancelled)
        words = next((task.what for task in reading if task.what), "")
        self.worked.emit(words, 0.0 if words else 1.0)

    def _take(self, task: Task) -> Step:
        self._running = None
        return self._asking.pop(task)

    @Slot(object, float)
    def _on_progressed(self, task: Task, fraction: float) -> None:
        if task.what:
            self.worked.emit(task.what, fraction)

    def _show(self, step: Step, progress: Progress) -> Shown:
        """Whoever else works on the device waits meanwhile."""
        with self._way.taken(), COMPUTING.joined(ahead=True):
            return self._live.show(step.asked, step.stage, progress)

    def _close(self, _progress: Progress) -> None:
        self._live.close()

    def _use(self, device: str, budget_bytes: int | None, _progress: Progress) -> None:
        self._live.use(device, budget_bytes)

    def _name_device(self, _progress: Progress) -> _Device:
        name = self._live.device_name()
        return _Device(name, place_of(name))


def _draft(path: Path, after: Event | None, _progress: Progress) -> Photograph | None:
    if after is not None:
        after.wait(_LOOK_S)
    return read_draft(path)


def _whole(path: Path, _progress: Progress) -> Photograph:
    return read_photo(path)
