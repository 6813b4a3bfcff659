"""From a journal to files: what the export's thread does, without Qt."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.leftovers import remove_leftovers
from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.formats.naming import numbered, taken
from lowlight_desktop.gui.queue.held_names import HeldNames
from lowlight_desktop.photo.errors import (
    Cancelled,
    LowlightError,
    PhotoError,
    RecipeError,
    WriteError,
)
from lowlight_desktop.photo.export_options import Existing
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.sentence import Sentence, said_by
from lowlight_desktop.studio.devices import ids_for_many
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import Entry, State, Wanted
from lowlight_desktop.studio.noting import note
from lowlight_desktop.studio.outcome import Failed, Outcome
from lowlight_desktop.studio.pipeline import run_jobs
from lowlight_desktop.studio.workers import LostDevice, Over


@dataclass(frozen=True, slots=True)
class Begun:
    """A photo is in hand now; the id of its entry."""

    id: int


@dataclass(frozen=True, slots=True)
class At:
    """How far the photos in hand are, 0 to 1, by the ids of their entries."""

    fractions: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Ended:
    """A photo is in hand no more.

    Attributes:
        id: Of its entry.
        photo: What was wished.
        outcome: What became of it, or what would stop the others too; None: it was given up.
    """

    id: int
    photo: Wanted
    outcome: Outcome | LowlightError | None


@dataclass(frozen=True, slots=True)
class FellBack:
    """A device failed, and the processor goes on; its name."""

    device: str


Tell = Callable[[Begun | At | Ended | FellBack], None]


@dataclass(frozen=True, slots=True)
class _InHand:
    """A photo that was begun, and which try it is."""

    photo: Wanted
    tries: int


class PhotoWorker:
    """Does the photos of a journal, several at a time: read, computed, written; of one thread.

    Args:
        path: The journal.
        device: "auto", or the id of a device.
        budget_bytes: What the networks may take, or None: what is free.
        give_way: Returns when the device is free for us; called before every tile.
        tell: Called with what happens, in the working thread.
    """

    def __init__(
        self,
        path: Path,
        device: str,
        budget_bytes: int | None,
        give_way: Callable[[], None],
        tell: Tell,
    ) -> None:
        self._path, self._give_way, self._tell = path, give_way, tell
        self._wish = device, budget_bytes
        self._enhancers: list[Enhancer] = []  # begun with the first photo: that imports torch
        self._wishes = SimpleQueue[tuple[str, int | None]]()  # of the window, not heeded yet
        self._reader = IsolatedReader()
        self._journal: Journal | None = None
        self._held: HeldNames | None = None
        self._swept = set[Path]()
        self._begun = 0  # in this round
        self._in_hand: dict[int, _InHand] = {}
        self._fractions: dict[int, float] = {}  # of those in hand

    def use(self, device: str, budget_bytes: int | None) -> None:
        """Work on another device from the next photo on; from any thread."""
        self._wishes.put((device, budget_bytes))

    def work(self, progress: Progress) -> bool:
        """Do photos until none waits.

        Args:
            progress: Says when to stop; what is in hand waits again then.

        Returns:
            Whether the journal is paused: photos may wait nevertheless.

        Raises:
            Cancelled: If the progress says so.
            WriteError: If the journal cannot be written.
        """
        journal = self._journal = self._journal or Journal(self._path)
        while self._round(journal, progress):
            pass
        return journal.paused

    def hurry(self) -> None:
        """Give up what is being read; from any thread. Nothing can be read after this."""
        self._reader.close()

    def close(self) -> None:
        """Let go of the journal, end the reader's process."""
        self._reader.close()
        if self._journal is not None:
            self._journal.close()

    def _round(self, journal: Journal, progress: Progress) -> bool:
        """Do photos until none waits, another device is wished, or one fails as all might.

        Returns:
            Whether there was one.
        """
        with suppress(Empty):
            while True:
                self._wish, self._enhancers = self._wishes.get_nowait(), []
        self._begun = 0
        given_up: Over | None = None
        overs = run_jobs(
            self._jobs(journal),
            self._networks(),
            Progress(lambda _photos: progress.at(0.0)),  # whether to stop
            reader_for=self._reader.reader_for,
            give_way=self._give_way,
            is_wanted=partial(_is_wanted, journal),
            device_lost=self._fall_back,
            at=self._follow,
        )
        try:
            with closing(overs):
                for over in overs:
                    if over.outcome is None and not _is_stopped(over):
                        given_up = over
                    else:
                        self._note(journal, over)
        except Cancelled:
            raise
        except LowlightError as error:
            if given_up is None:
                raise
            # The others may be smaller, or ask for other networks.
            assert isinstance(given_up.job, Job)
            self._fail(journal, _id_of(given_up.job), error)
        finally:
            with suppress(WriteError):
                for id_, held in self._in_hand.items():
                    journal.release([id_], held.tries)
            for id_ in tuple(self._in_hand):
                self._end(id_, None)
        return self._begun > 0

    def _jobs(self, journal: Journal) -> Iterator[Job]:
        # One that is cancelled and wanted again waits until its last try has let go of it.
        while self._wishes.empty() and (entry := journal.claim(self._in_hand)) is not None:
            self._begun += 1
            try:
                photo = Wanted(entry.source, journal.treatment(entry.treatment), entry.counter)
            except (ValueError, RecipeError) as error:
                journal.failed(entry.id, said_by(_unknown_wish(entry.source, error)))
                continue
            self._in_hand[entry.id] = _InHand(photo, entry.tries)
            self._tell(Begun(entry.id))
            try:
                output = self._name(journal, entry, photo)
            except PhotoError as error:
                self._fail(journal, entry.id, error)
                continue
            if output.parent not in self._swept:
                self._swept.add(output.parent)
                remove_leftovers(output.parent)
            recipe, options = photo.treatment.recipe, photo.treatment.wish.options
            target = photo.treatment.wish.target(photo.source)
            yield Job(entry.source, output, recipe, options, entry, target=target)

    def _follow(self, job: Job, fraction: float) -> None:
        self._fractions[_id_of(job)] = fraction
        self._tell(At(dict(self._fractions)))

    def _note(self, journal: Journal, over: Over) -> None:
        """Write down what became of a photo."""
        assert isinstance(over.job, Job)
        note(journal, over)
        self._end(_id_of(over.job), over.outcome)

    def _fail(self, journal: Journal, id_: int, error: LowlightError) -> None:
        held = self._in_hand[id_]
        journal.failed(id_, said_by(error), tries=held.tries)
        is_of_photo = isinstance(error, PhotoError)
        self._end(id_, Failed(held.photo.source, error) if is_of_photo else error)

    def _end(self, id_: int, outcome: Outcome | LowlightError | None) -> None:
        self._fractions.pop(id_, None)
        self._tell(Ended(id_, self._in_hand.pop(id_).photo, outcome))

    def _networks(self) -> list[Enhancer]:
        """One for each photo at a time; a device that has failed is not among them."""
        device, budget_bytes = self._wish
        if not self._enhancers:
            ids = ids_for_many(device)
            if budget_bytes is not None:
                budget_bytes //= len(ids) // len(set(ids))
            self._enhancers = [Enhancer(id_, budget_bytes=budget_bytes) for id_ in ids]
        return self._enhancers

    def _fall_back(self, lost: LostDevice) -> None:
        left = [e for e in self._enhancers if e.device.id != lost.id]
        self._enhancers = left or [self._enhancers[0].on_processor()]
        self._tell(FellBack(lost.name))

    def _name(self, journal: Journal, entry: Entry, photo: Wanted) -> Path:
        """The photo's name, the same at every try.

        Whether it is taken, and by what, is seen in the pipeline: the file may be the wanted one.
        """
        held = self._held = self._held or HeldNames(journal)
        held.follow()
        output = entry.output or self._new_name(held, entry, photo)
        if photo.treatment.wish.options.existing is Existing.NUMBER:
            # There it goes if it is made; nobody shall write over it.
            held.hold(entry, next(name for name in numbered(output) if not taken(name)))
        if entry.output is None:
            journal.name(entry.id, output)
            held.hold(entry, output)
        return output

    def _new_name(self, held: HeldNames, entry: Entry, photo: Wanted) -> Path:
        source, wish = photo.source, photo.treatment.wish
        facts = NameFacts(source.stem, number=photo.counter, preset=photo.treatment.preset)
        wanted = wish.path_for(source, facts, self._reader.name_facts)
        return next(name for name in numbered(wanted) if held.is_free(name, entry))


def _is_wanted(journal: Journal, job: Job) -> bool:
    """Whether nobody has cancelled a photo in hand; not even if he wants it again."""
    entry, begun = journal.entry(_id_of(job)), job.entry
    if entry is None or begun is None:
        return False
    return entry.state is State.RUNNING and entry.tries == begun.tries


def _unknown_wish(source: Path, error: Exception) -> PhotoError:
    cause = Sentence("what shall be done with it cannot be read")
    return PhotoError(source, cause, Sentence("Export it anew. ({0})", said_by(error)))


def _is_stopped(over: Over) -> bool:
    return isinstance(over.job, Job) and over.job.token.cancelled


def _id_of(job: Job) -> int:
    assert job.entry is not None
    return job.entry.id
