"""Many photos with a journal: what is done is not done again, what was interrupted goes on."""

import hashlib
import logging
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.leftovers import remove_leftovers
from lowlight_desktop.formats.name_template import PLAIN_TEMPLATE
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.batch import in_order
from lowlight_desktop.studio.export import Exported, PhotoReader
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import Entry, State, Treatment
from lowlight_desktop.studio.outcome import Early, Failed, Outcome, Skipped
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import Runner, run_jobs
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
    target = output.absolute() if output else first if first.is_dir() else first.parent
    word = hashlib.sha256(os.fsencode(target)).hexdigest()[:16]
    return state_folder() / "exports" / f"{word}.sqlite"


def resume_all(
    journal: Journal,
    sources: Sequence[Path | Failed],
    names: OutputNames,
    recipe: Recipe,
    enhancers: Sequence[Enhancer],
    progress: Progress,
    *,
    reader: PhotoReader = read_photo,
    again: bool = False,
) -> Generator[Outcome]:
    """Export every photo that the journal does not know as done; yields in their order.

    A photo is done if the same bytes were treated in the same way and the result is there, whole.
    What another process has in hands at its turn is left to it, and told as skipped. Names that
    were given once stay. A journal that refuses, because its disk is full, is given up with a
    warning: the photos go on.

    Args:
        journal: Of these photos' target.
        sources: Photos, and what has failed before.
        names: Gives those an output that have none yet.
        recipe: The look of all.
        enhancers: One for each device.
        progress: Told how many photos are done; one in work counts by its part.
        reader: Reads photos.
        again: Whether to do what is done once more, under another name where it is taken.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    run = partial(run_jobs, enhancers=enhancers, reader=reader)
    return resume_with(run, journal, sources, names, recipe, progress, again=again)


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
    """As `resume_all`, whoever does the photos.

    Args:
        run: Does them.
        journal: As there, and so are the others.
        sources: Photos.
        names: Of their results.
        recipe: The look.
        progress: Told how many are done.
        again: Whether to do what is done once more.

    Raises:
        LowlightError: What stops all of them.
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
                entry = over.job.entry
                self._tried(lambda over=over, entry=entry: self._note(over, entry), None)
                self._open.discard(entry.id)
            yield over

    def close(self) -> None:
        """Let wait what was begun and is not over."""
        self._tried(lambda: self._journal.release(self._open), None)

    def _entries(self, photos: Sequence[Path]) -> list[Entry | None]:
        """What is known of each photo, in their order; those that are new are added."""
        found = self._journal.enlist([photo.absolute() for photo in photos], self._treatment)
        self._given = {_same(entry.output) for entry in found if entry.output}
        return list(found)

    def _job(self, source: Path, listed: Entry | None) -> Job | Skipped:
        # Another process may have begun it, or be done with it, since it was put on the list.
        entry = listed and self._tried(lambda: self._journal.entry(listed.id), listed)
        again = self._again and (entry is None or entry.tries == (listed and listed.tries))
        output = self._output(source, entry)
        if output.parent not in self._swept:
            self._swept.add(output.parent)
            remove_leftovers(output.parent)
        if entry is not None and (entry.state is not State.DONE or again):
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
        while _same(output.absolute()) in self._given:
            output = self._names.name(source)
        self._given.add(_same(output.absolute()))
        return output

    def _as_typed(self, output: Path, source: Path) -> Path:
        """A name as it was in the call that gave it: relative where the target folder is."""
        folder = source.parent if self._names.folder is None else self._names.folder
        if output.is_relative_to(folder.absolute()):
            return folder / output.relative_to(folder.absolute())
        return output

    def _note(self, over: Over, entry: Entry) -> None:
        match over.outcome:
            case Failed(_, error):
                self._journal.failed(entry.id, str(error))
            case Skipped(is_same=False):
                self._journal.skipped(entry.id)
            case Exported() | Skipped() as outcome if over.written is not None:
                seconds = outcome.seconds if isinstance(outcome, Exported) else entry.seconds
                written = replace(over.written, output=over.written.output.absolute())
                if (entry.state, entry.written) != (State.DONE, written):
                    self._journal.done(entry.id, written, seconds)
            case _:
                self._journal.release([entry.id])

    def _tried(self, do: Callable[[], T], otherwise: T) -> T:
        """Do something with the journal, as long as it works."""
        if self._works:
            try:
                return do()
            except WriteError as error:
                self._works = False
                logger.warning("%s The photos go on; what is done will not be remembered.", error)
        return otherwise


def _same(path: Path) -> str:
    """Equal for names that are one file on some disks: those that do not know capitals."""
    return str(path).casefold()
