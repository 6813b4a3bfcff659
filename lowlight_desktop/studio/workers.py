"""What the three kinds of threads of a batch do, and how they hand photos on.

Each ends when it is handed None, and hands that on; nothing else ends one.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

import psutil

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.export import READ, RENDERED, ReaderFor
from lowlight_desktop.studio.job import Found, Job, Made, Opened, make, open_job, write_job
from lowlight_desktop.studio.journal_entry import Written
from lowlight_desktop.studio.lost_device import computed
from lowlight_desktop.studio.outcome import Early, Outcome, failure

if TYPE_CHECKING:
    from lowlight_desktop.engine.device import Device

# What a photo takes for a while, in sizes of it: the decoder's numbers, ours, a copy; and if it is
# computed beside another, what that makes of it.
_READING_TAKES, _COMPUTING_TAKES = 3, 4

Content = TypeVar("Content", Opened, Made)


@dataclass(frozen=True, slots=True)
class Over:
    """A job that is over.

    Attributes:
        number: Its place among the jobs, from 0.
        job: It; or what was over before it could become a job.
        outcome: What became of it; None: it was given up.
        written: The result, where it is there; None where it is not, or is not ours.
    """

    number: int
    job: Job | Early
    outcome: Outcome | None
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class At:
    """How far a photo is, 0 to 1."""

    number: int
    fraction: float


@dataclass(frozen=True, slots=True)
class Broken:
    """What stops all photos."""

    error: Exception


@dataclass(frozen=True, slots=True)
class LostDevice:
    """A device has failed, and the processor goes on; its id, and what people call it."""

    id: str
    name: str


class Wants:
    """The reader has room for a job."""


class Ended:
    """A thread has said all that it had to say."""


@dataclass(frozen=True, slots=True, eq=False)
class Parcel(Generic[Content]):
    """What one thread hands to the next."""

    number: int
    job: Job
    content: Content


class Belt:
    """What runs between the threads.

    Args:
        computing: How many threads compute.
    """

    def __init__(self, computing: int) -> None:
        self.told: SimpleQueue[Over | At | Broken | LostDevice | Wants | Ended] = SimpleQueue()
        self.jobs: SimpleQueue[tuple[int, Job] | None] = SimpleQueue()
        self.opened: SimpleQueue[Parcel[Opened] | None] = SimpleQueue()
        self.made: SimpleQueue[Parcel[Made] | None] = SimpleQueue()
        # A photo that is read, and one that is computed, may wait.
        self.room_to_open = threading.Semaphore(1)
        self.room_to_make = threading.Semaphore(1)
        self.idle = threading.Event()  # nobody computes
        self.idle.set()
        self.computing = computing
        self._ended = self._at_work = 0
        self._count = threading.Lock()

    def begin_computing(self) -> None:
        """Note that a thread has a photo to compute."""
        with self._count:
            self._at_work += 1
            self.idle.clear()

    def rest(self) -> None:
        """Note that it has done it."""
        with self._count:
            self._at_work -= 1
            if not self._at_work:
                self.idle.set()

    def ended_computing(self) -> bool:
        """Note that a thread computes no more; whether it was the last."""
        with self._count:
            self._ended += 1
            return self._ended == self.computing

    def tell_failure(self, number: int, job: Job, error: Exception) -> None:
        """Say what an error means: for this photo, or for all."""
        if isinstance(error, Cancelled):
            self.told.put(Over(number, job, None))
            return
        try:
            self.told.put(Over(number, job, failure(job.source, error)))
        except Exception as error_of_all:  # noqa: BLE001 - the border of this thread
            self.told.put(Over(number, job, None))
            self.told.put(Broken(error_of_all))


def to_the_end(belt: Belt, work: Callable[[], None]) -> None:
    """Do all that one thread does, and say when it is done: nobody waits for it by looking."""
    try:
        work()
    finally:
        belt.told.put(Ended())


def read(belt: Belt, reader_for: ReaderFor) -> None:
    """Read photos, one ahead."""
    largest = 0
    takes = _READING_TAKES + (_COMPUTING_TAKES if belt.computing > 1 else 0)
    while True:
        belt.room_to_open.acquire()
        belt.told.put(Wants())
        if (taken := belt.jobs.get()) is None:
            break
        number, job = taken
        if psutil.virtual_memory().available < takes * largest:
            belt.idle.wait()
        try:
            _look(job)
            opened = open_job(job, reader_for(job.token))
        except Exception as error:  # noqa: BLE001 - the border of this thread
            belt.tell_failure(number, job, error)
            belt.room_to_open.release()
            continue
        if isinstance(opened, Found):
            belt.told.put(Over(number, job, opened.outcome, opened.written))
            belt.room_to_open.release()
            continue
        largest = max(largest, _size_bytes(opened.photo))
        belt.told.put(At(number, READ))
        belt.opened.put(Parcel(number, job, opened))
        del opened  # not kept while the next is awaited
    for _ in range(belt.computing):
        belt.opened.put(None)


def compute(belt: Belt, enhancer: Enhancer, give_way: Callable[[], None]) -> None:
    """Compute photos; a device that fails is left for good."""

    def leave(failed: "Device", processor: Enhancer) -> None:
        nonlocal enhancer
        enhancer = processor
        belt.told.put(LostDevice(failed.id, failed.name))

    while (parcel := belt.opened.get()) is not None:
        number, job = parcel.number, parcel.job
        belt.begin_computing()
        belt.room_to_open.release()
        try:
            made = computed(_work(belt, parcel, give_way), enhancer, leave)
        except Exception as error:  # noqa: BLE001 - the border of this thread
            belt.tell_failure(number, job, error)
            continue
        finally:
            del parcel  # the photo in floats, before the encoder takes memory
            belt.rest()
        belt.room_to_make.acquire()
        belt.made.put(Parcel(number, job, made))
        del made
    if belt.ended_computing():
        belt.made.put(None)


def write(belt: Belt) -> None:
    """Write photos."""
    while (parcel := belt.made.get()) is not None:
        belt.room_to_make.release()
        try:
            outcome, written = write_job(parcel.job, parcel.content)
            belt.told.put(Over(parcel.number, parcel.job, outcome, written))
        except Exception as error:  # noqa: BLE001 - the border of this thread
            belt.tell_failure(parcel.number, parcel.job, error)
        del parcel  # not kept while the next is awaited


def _work(
    belt: Belt, parcel: Parcel[Opened], give_way: Callable[[], None]
) -> Callable[[Enhancer], Made]:
    """What makes the finished photo."""
    _look(parcel.job)
    progress = Progress(partial(_report, belt, parcel.number, give_way), parcel.job.token)
    part = progress.part(READ, RENDERED)
    return lambda enhancer: make(parcel.job, parcel.content, enhancer, part)


def _report(belt: Belt, number: int, give_way: Callable[[], None], fraction: float) -> None:
    give_way()
    belt.told.put(At(number, fraction))


def _look(job: Job) -> None:
    if job.token.cancelled:
        raise Cancelled("Stopped.")


def _size_bytes(photo: Photograph) -> int:
    """Of its pixels in memory."""
    mosaic = 0 if photo.mosaic is None else photo.mosaic.data.nbytes
    return photo.image.pixels.nbytes + mosaic
