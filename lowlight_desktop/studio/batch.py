"""Many photos with a journal: what is done is not done again, what was interrupted goes on."""

import hashlib
import logging
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from lowlight_desktop.formats.leftovers import remove_leftovers
from lowlight_desktop.formats.name_template import PLAIN_TEMPLATE
from lowlight_desktop.formats.naming import same_name
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.looking import is_folder
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import Entry, State, Treatment
from lowlight_desktop.studio.noting import note
from lowlight_desktop.studio.outcome import Early, Failed, Outcome, Skipped
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import Runner
from lowlight_desktop.studio.user_folders import state_folder
from lowlight_desktop.studio.workers import Over

logger = logging.getLogger(__name__)

T = TypeVar("T")


def journal_path(output: Path | None, sources: Sequence[Path]) -> Path:
    """Where the journal of a call lies: one for every target folder.

    Args:
        output: The target folder; None: beside the originals.
        sources: As they were typed, at least one; without a target folder the first one counts.
    """
    first = sources[0].absolute()
    target = output.absolute() if output else first if is_folder(first) else first.parent
    word = hashlib.sha256(os.fsencode(target)).hexdigest()[:16]
    return state_folder() / "exports" / f"{word}.sqlite"


def resume_with(
    run: Runner,
    journal: Journal,
    sources: Sequence[Path | Failed],
    names: OutputNames,
    recipe: Recipe,
    progress: Progress,
    *,
    again: bool = False,
) -> Generator[Outcome]:
    """Export every photo that the journal does not know as done; yields in their order.

    A photo is done if the same bytes were treated in the same way and the result is there, whole.
    What another process has in hands at its turn is left to it, and told as skipped. Names that
    were given once stay. A journal that refuses, because its disk is full, is given up with a
    warning: the photos go on.

    Args:
        run: Does them, here (`pipeline.run_jobs`) or elsewhere.
        journal: Of these photos' target.
        sources: Photos, and what has failed before.
        names: Gives those an output that have none yet.
        recipe: The look of all.
        progress: Told how many photos are done; one in work counts by its part.
        again: Whether to do what is done once more, under another name where it is taken.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    book = _Book(journal, names, recipe, again=again)
    try:
        with closing(run(book.jobs(sources), progress=progress)) as overs:
            for over in in_order(book.noted(overs)):
                if over.outcome is not None:
                    yield over.outcome
    finally:
        book.close()


def in_order(overs: Iterable[Over]) -> Iterator[Over]:
    """Jobs that are over, in their order; after an error, those that are left before it."""
    waiting, turn = dict[int, Over](), 0
    try:
        for over in overs:
            waiting[over.number] = over
            while turn in waiting:
                yield waiting.pop(turn)
                turn += 1
    except GeneratorExit:
        raise
    except BaseException:
        yield from (waiting[number] for number in sorted(waiting))
        raise


class _Book:
    """Keeps the journal of one call."""

    def __init__(
        self, journal: Journal, names: OutputNames, recipe: Recipe, *, again: bool
    ) -> None:
        self._journal, self._names, self._recipe, self._again = journal, names, recipe, again
        folder = Path() if names.folder is None else names.folder.absolute()
        # Where nobody chose names, the usual ones: they are not a part of what is wanted.
        wish = ExportWish(names.options, folder, names.template or PLAIN_TEMPLATE)
        self._treatment = Treatment(recipe, wish, names.preset)
        self._works = True
        self._open = set[int]()
        self._given = set[str]()
        self._swept = set[Path]()

    def jobs(self, sources: Sequence[Path | Failed]) -> Iterator[Job | Early]:
        """The photos in their order; each is begun when it is taken."""
        photos = [source for source in sources if isinstance(source, Path)]
        entries = iter(self._tried(lambda: self._entries(photos), [None] * len(photos)))
        for source in sources:
            yield source if isinstance(source, Failed) else self._job(source, next(entries))

    def noted(self, overs: Iterator[Over]) -> Iterator[Over]:
        """The same; each stands in the journal when it is passed on."""
        for over in overs:
            if isinstance(over.job, Job) and over.job.entry is not None:
                self._tried(lambda over=over: note(self._journal, over), None)
                self._open.discard(over.job.entry.id)
            yield over

    def close(self) -> None:
        """Let wait what was begun and is not over."""
        self._tried(lambda: self._journal.release(self._open), None)

    def _entries(self, photos: Sequence[Path]) -> list[Entry | None]:
        """What is known of each photo, in their order; those that are new are added."""
        found = self._journal.enlist([photo.absolute() for photo in photos], self._treatment)
        self._given = {same_name(entry.output) for entry in found if entry.output}
        return list(found)

    def _job(self, source: Path, listed: Entry | None) -> Job | Skipped:
        # Another process may have begun it, or be done with it, since it was put on the list.
        entry = listed and self._tried(lambda: self._journal.entry(listed.id), listed)
        again = self._again and (entry is None or entry.tries == (listed and listed.tries))
        output = self._output(source, entry)
        if output.parent not in self._swept:
            self._swept.add(output.parent)
            remove_leftovers(output.parent)
        # What is done is nobody's, but where its file is gone it has to be made again.
        if entry is not None and (entry.state is not State.DONE or again or not _is_there(entry)):
            id_ = entry.id
            entry = self._tried(lambda: self._journal.begin(id_, output.absolute()), None)
            if entry is None and self._works:
                return Skipped(source, output, is_elsewhere=True)
            self._open |= {entry.id} if entry else set()
        return Job(
            source,
            output,
            self._recipe,
            self._names.options,
            entry,
            again,
            target=self._names.target(source),
        )

    def _output(self, source: Path, entry: Entry | None) -> Path:
        """The name that a photo was given, or a new one that none of this call has."""
        # Asked for every photo, so that a template counts as in an undisturbed run.
        output = self._names.name(source)
        if entry is not None and entry.output is not None:
            return self._as_typed(entry.output, source)
        while same_name(output.absolute()) in self._given:
            output = self._names.name(source)
        self._given.add(same_name(output.absolute()))
        return output

    def _as_typed(self, output: Path, source: Path) -> Path:
        """A name as it was in the call that gave it: relative where the target folder is."""
        folder = source.parent if self._names.folder is None else self._names.folder
        if output.is_relative_to(folder.absolute()):
            return folder / output.relative_to(folder.absolute())
        return output

    def _tried(self, do: Callable[[], T], otherwise: T) -> T:
        """Do something with the journal, as long as it works."""
        if self._works:
            try:
                return do()
            except WriteError as error:
                self._works = False
                logger.warning("%s The photos go on; what is done will not be remembered.", error)
        return otherwise


def _is_there(entry: Entry) -> bool:
    """Whether a result still lies where it was written, as far as its size tells."""
    try:
        return entry.written is None or (
            entry.written.output.stat().st_size == entry.written.size_bytes
        )
    except OSError:
        return False
