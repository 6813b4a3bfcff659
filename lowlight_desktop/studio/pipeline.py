"""Many photos: while one is computed, the next is read and the last is written.

The threads hand closed envelopes on; what is in one belongs to nobody else. At most one photo waits
to be computed and one to be written. Whoever iterates has the jobs taken, and the progress told, in
his own thread.
"""

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from typing import Protocol

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.export import ReaderFor, in_this_process
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.outcome import Early
from lowlight_desktop.studio.workers import (
    At,
    Belt,
    Broken,
    Ended,
    LostDevice,
    Over,
    Wants,
    compute,
    read,
    to_the_end,
    write,
)

logger = logging.getLogger(__name__)

# How soon a wish to stop is noticed.
_TICK_S = 0.2


class Runner(Protocol):
    """Does jobs, on this machine or elsewhere."""

    def __call__(self, jobs: Iterable[Job | Early], *, progress: Progress) -> Generator[Over]:
        """Yield each job as it is over; `jobs` and `progress` as for `run_jobs`."""
        ...


def _at_once() -> None:
    """Nobody else wants the device."""


def _always(_job: Job) -> bool:
    return True


def _warn(lost: LostDevice) -> None:
    logger.warning("%s has failed; the processor goes on.", lost.name)


def _in_silence(_job: Job, _fraction: float) -> None:
    """Nobody asks how far each photo is."""


def run_jobs(
    jobs: Iterable[Job | Early],
    enhancers: Sequence[Enhancer],
    progress: Progress,
    *,
    reader_for: ReaderFor = in_this_process,
    give_way: Callable[[], None] = _at_once,
    is_wanted: Callable[[Job], bool] = _always,
    device_lost: Callable[[LostDevice], None] = _warn,
    at: Callable[[Job, float], None] = _in_silence,
) -> Generator[Over]:
    """Do jobs; yields each as it is over, in the order in which that happens.

    Args:
        jobs: Taken when there is room for the next. What is over before is passed on.
        enhancers: One for each device; each works in a thread of its own.
        progress: Told how many photos are done; one in work counts by its part.
        reader_for: Gives what reads a photo.
        give_way: Called before every tile, in the thread that computes: it returns when the device
            is free for us.
        is_wanted: Asked a few times a second; a job that is not is given up.
        device_lost: Told which device has failed; the processor goes on.
        at: Told how far a job is, 0 to 1.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled. What was
            about to be written is written and told before.
        BaseException: What `jobs` and `progress` raise; likewise.
    """
    run = _Run(iter(jobs), enhancers, progress, reader_for, give_way)
    stopped_by: BaseException | None = None
    try:
        while True:
            try:
                over = run.next(is_wanted, device_lost, at)
            except BaseException as error:
                if stopped_by is not None:
                    raise
                stopped_by = error
                run.stop()
                continue
            if over is None:
                break
            yield over
    finally:
        run.stop()
        run.join()
    if stopped_by is not None:
        raise stopped_by


class _Run:
    """The threads of one call, and what they tell."""

    def __init__(
        self,
        jobs: Iterator[Job | Early],
        enhancers: Sequence[Enhancer],
        progress: Progress,
        reader_for: ReaderFor,
        give_way: Callable[[], None],
    ) -> None:
        self._jobs, self._progress = jobs, progress
        self._belt = Belt(len(enhancers))
        self._taken, self._over, self._stopped = 0, 0, False
        self._looked_at = time.monotonic()
        self._at_work: dict[int, Job] = {}
        self._fractions: dict[int, float] = {}
        self._ready: SimpleQueue[Over] = SimpleQueue()  # what was over before
        works = [
            partial(read, self._belt, reader_for),
            *(partial(compute, self._belt, enhancer, give_way) for enhancer in enhancers),
            partial(write, self._belt),
        ]
        self._threads = [
            threading.Thread(target=to_the_end, args=(self._belt, work), name="batch")
            for work in works
        ]
        self._running = len(self._threads)
        for thread in self._threads:
            thread.start()

    def next(
        self,
        is_wanted: Callable[[Job], bool],
        device_lost: Callable[[LostDevice], None],
        at: Callable[[Job, float], None],
    ) -> Over | None:
        """What is over next; None: everything is."""
        while True:
            if not self._stopped:
                self._progress.at(self._over + sum(self._fractions.values()))
            if time.monotonic() - self._looked_at >= _TICK_S:
                self._looked_at = time.monotonic()
                self._give_up(is_wanted)
            if not self._ready.empty():
                return self._passed(self._ready.get())
            if not self._running:
                return None
            # Should an interruption have struck while an end was told. Asked before the queue:
            # what they said until their end is in it then.
            ended = not any(thread.is_alive() for thread in self._threads)
            try:
                told = self._belt.told.get(timeout=0 if ended else _TICK_S)
            except Empty:
                if ended:
                    return None
                continue
            match told:
                case Broken(error):
                    if not self._stopped:
                        raise error
                case Wants():
                    self._belt.jobs.put(self._next_job())
                case At(number, fraction):
                    self._fractions[number] = fraction
                    at(self._at_work[number], fraction)
                case LostDevice():
                    device_lost(told)
                case Over():
                    return self._passed(told)
                case Ended():
                    self._running -= 1

    def stop(self) -> None:
        """Let the threads end; what is computed already is still written."""
        self._stopped = True
        for job in self._at_work.values():
            job.token.cancel()
        self._belt.jobs.put(None)

    def join(self) -> None:
        """Wait until they have."""
        for thread in self._threads:
            thread.join()

    def _next_job(self) -> tuple[int, Job] | None:
        for job in () if self._stopped else self._jobs:
            number, self._taken = self._taken, self._taken + 1
            if isinstance(job, Job):
                self._at_work[number] = job
                return number, job
            self._ready.put(Over(number, job, job))
        return None

    def _passed(self, over: Over) -> Over:
        self._over += 1
        self._at_work.pop(over.number, None)
        self._fractions.pop(over.number, None)
        return over

    def _give_up(self, is_wanted: Callable[[Job], bool]) -> None:
        for job in self._at_work.values():
            if not job.token.cancelled and not is_wanted(job):
                job.token.cancel()
