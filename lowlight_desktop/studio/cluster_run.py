"""Many photos on many machines: this one looks up, sends, places and keeps the order.

Only files travel. Bytes are sent where a machine cannot read the same bytes under the same path.
What a machine has made is placed here, as if it had been made here: names, the journal and
"is it done already?" have one home.
"""

import hashlib
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from distributed import Future

from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.writing import check_target
from lowlight_desktop.photo.errors import ModelError, PhotoError, ReadError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.sentence import Sentence, said_by
from lowlight_desktop.studio.cluster_link import KilledMachines, Link
from lowlight_desktop.studio.cluster_machines import Machines
from lowlight_desktop.studio.cluster_placing import failed, placed
from lowlight_desktop.studio.cluster_task import (
    Answer,
    Finished,
    Hopeless,
    NotHere,
    Recalled,
    Refused,
    Task,
    Unfit,
    standing,
)
from lowlight_desktop.studio.job import Found, Job, look_up
from lowlight_desktop.studio.outcome import Early, failure
from lowlight_desktop.studio.photo_key import file_digest
from lowlight_desktop.studio.workers import Over

_TICK_S = 0.1  # how soon is seen what is over; asking costs nothing, the line tells by itself
_LOOK_S = 1.0  # between two looks at who is there
_PATIENCE_S = 60.0  # Dask starts a machine's process anew in seconds, people take longer
_TRIES = 5  # of a photo that machines hand back unasked


def run_on_cluster(
    link: Link,
    jobs: Iterable[Job | Early],
    progress: Progress,
    *,
    device: str = "auto",
    tile_px: int | None = None,
    patience_s: float = _PATIENCE_S,
) -> Generator[Over]:
    """Do jobs on other machines; yields each as it is over, in the order in which that happens.

    A machine that dies loses nothing: others do its photos.

    Args:
        link: To a cluster.
        jobs: Taken when there is room for the next. What is over before is passed on.
        progress: As for `run_jobs`.
        device: What every machine shall compute on.
        tile_px: Side of a tile, or None.
        patience_s: How long to wait while there is no machine.

    Raises:
        LowlightError: What stops all of them: the cluster has gone, no machine can go on, no model,
            cancelled. What was at work is given up, nothing of it is left; what was placed is told.
        BaseException: What `jobs` and `progress` raise; likewise.
    """
    run = _Run(link, iter(jobs), Machines(link, standing(), patience_s), (device, tile_px))
    try:
        while (over := run.next(progress)) is not None:
            yield over
    except GeneratorExit:
        raise
    except BaseException:
        yield from run.ready
        raise


@dataclass(slots=True, eq=False)
class _Ticket:
    """A photo that is not over."""

    number: int
    job: Job
    key: str
    future: Future[Answer] | None = None
    allowed: tuple[str, ...] | None = None
    fraction: float = 0.0
    tries: int = 0
    is_alone: bool = False


class _Run:
    """What is at work in one call.

    Attributes:
        ready: What is over, and not told yet.
    """

    def __init__(
        self,
        link: Link,
        jobs: Iterator[Job | Early],
        machines: Machines,
        wish: tuple[str, int | None],
    ) -> None:
        self._link, self._jobs, self._machines, self._wish = link, jobs, machines, wish
        self._standing = standing()
        self._taken, self._over, self._ended, self._looked_at = 0, 0, False, float("-inf")
        self._at_work = dict[int, _Ticket]()
        self._suspects = deque[_Ticket]()
        self.ready = deque[Over]()
        self._unshared = set[Path]()  # folders that machines do not see
        self._told: SimpleQueue[tuple[int, float]] = SimpleQueue()
        link.listen(lambda number, fraction: self._told.put((number, fraction)))

    def next(self, progress: Progress) -> Over | None:
        """What is over next; None: everything is."""
        while True:
            fractions = (ticket.fraction for ticket in (*self._at_work.values(), *self._suspects))
            progress.at(self._over + len(self.ready) + sum(fractions))
            if self.ready:
                self._over += 1
                return self.ready.popleft()
            self._look_around()
            self._fill()
            if self.ready:
                continue
            if self._ended and not self._at_work:
                if not self._suspects:
                    return None
                self._try_alone(self._suspects.popleft())
            self._hear()

    def _look_around(self) -> None:
        """See who is there; what waits for machines that have gone is given to others."""
        if time.monotonic() < self._looked_at + _LOOK_S:
            return
        self._machines.refresh()
        self._looked_at = time.monotonic()
        for ticket in tuple(self._at_work.values()):
            if not self._machines.can_do(ticket.allowed):
                del self._at_work[ticket.number]
                self._again(ticket)

    def _fill(self) -> None:
        """Take a job where there is room."""
        if not self._has_room():
            return
        job = next(self._jobs, None)
        if job is None:
            self._ended = True
            return
        number, self._taken = self._taken, self._taken + 1
        if not isinstance(job, Job):
            self.ready.append(Over(number, job, job))
            return
        try:
            known = look_up(job)
            if isinstance(known, Found):
                self.ready.append(Over(number, job, known.outcome, known.written))
                return
            # How large it is, is seen where it is read.
            check_target(job.output, job.options, width=1, height=1, original=job.source)
            self._begin(_Ticket(number, job, known))
        except Exception as error:  # noqa: BLE001 - the border of this photo
            self.ready.append(Over(number, job, failure(job.source, error)))

    def _has_room(self) -> bool:
        return not self._ended and len(self._at_work) < self._machines.room

    def _begin(self, ticket: _Ticket) -> None:
        self._submit(ticket)
        self._at_work[ticket.number] = ticket

    def _submit(self, ticket: _Ticket) -> None:
        job, (device, tile_px) = ticket.job, self._wish
        content, data = _content(job.source, sent=job.source.parent in self._unshared)
        task = Task(
            ticket.number,
            str(job.source.absolute()),
            content,
            data,
            job.recipe,
            job.options,
            ticket.key,
            self._standing,
            device,
            tile_px,
            self._link.topic,
        )
        ticket.allowed, ticket.tries = self._machines.allowed, ticket.tries + 1
        ticket.future = self._link.submit(task, ticket.allowed)

    def _try_alone(self, ticket: _Ticket) -> None:
        """A photo with which machines died: perhaps only since another one killed them."""
        ticket.is_alone, ticket.tries = True, 0
        self._again(ticket)

    def _hear(self) -> None:
        """Wait a moment for words about how far photos are; take what is over."""
        with suppress(Empty):
            number, fraction = self._told.get(timeout=0 if self._has_room() else _TICK_S)
            if ticket := self._at_work.get(number):
                ticket.fraction = max(ticket.fraction, min(fraction, 1.0))
        for ticket in list(self._at_work.values()):
            if ticket.future is not None and ticket.future.status != "pending":
                self._take(ticket, ticket.future)

    def _take(self, ticket: _Ticket, future: Future[Answer]) -> None:
        del self._at_work[ticket.number]
        ticket.future = None
        try:
            answer = self._link.answer(future)
        except KilledMachines:
            if ticket.is_alone:
                self._fail(ticket, _deadly(ticket.job.source))
            else:
                self._suspects.append(ticket)
        except (ImportError, AttributeError) as error:  # a machine that came without Lowlight
            self._handed_back(
                ticket, Sentence("a machine has no Lowlight, or another one ({0})", said_by(error))
            )
        else:
            self._heed(ticket, answer)

    def _heed(self, ticket: _Ticket, answer: Answer) -> None:
        match answer:
            case Finished():
                over = placed(ticket.number, ticket.job, ticket.key, answer)
                self.ready.append(over)
            case Refused():
                self.ready.append(failed(ticket.number, ticket.job, answer))
            case NotHere():
                self._unshared.add(ticket.job.source.parent)
                self._again(ticket)
            case Unfit():
                self._machines.bar(answer)
                self._again(ticket)
            case Hopeless():
                raise ModelError(answer.why)
            case Recalled():
                self._handed_back(ticket, Sentence("the machines gave it back unfinished"))

    def _handed_back(self, ticket: _Ticket, why: Sentence) -> None:
        if ticket.tries < _TRIES:
            self._machines.refresh()
            self._again(ticket)
        else:
            self._fail(
                ticket, PhotoError(ticket.job.source, why, Sentence("Try it without --cluster."))
            )

    def _again(self, ticket: _Ticket) -> None:
        try:
            self._begin(ticket)
        except PhotoError as error:  # it has gone meanwhile
            self._fail(ticket, error)

    def _fail(self, ticket: _Ticket, error: PhotoError) -> None:
        outcome = failure(ticket.job.source, error)
        self.ready.append(Over(ticket.number, ticket.job, outcome))


def _content(source: Path, *, sent: bool) -> tuple[str, bytes | None]:
    """The SHA-256 of a photo and, if it is to be sent, its bytes.

    Raises:
        ReadError: If it cannot be read.
    """
    if sent:
        with suppress(OSError, ValueError):
            if source.is_file():
                data = source.read_bytes()
                return hashlib.sha256(data).hexdigest(), data
    elif digest := file_digest(source):
        return digest, None
    read_photo(source)  # says what is wrong
    raise ReadError(source, Sentence("it cannot be read"), Sentence("Try again."))


def _deadly(source: Path) -> PhotoError:
    cause = Sentence("the machines of the cluster that worked on it died, one after the other")
    return PhotoError(source, cause, Sentence("Try it alone, without --cluster."))
