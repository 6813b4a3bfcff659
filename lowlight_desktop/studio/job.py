"""One photo of many, and the three steps of its way; each can be done in another thread."""

import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.making_xmp import key_in
from lowlight_desktop.formats.naming import check_within, numbered, taken
from lowlight_desktop.photo.export_options import Existing, ExportOptions
from lowlight_desktop.photo.looking import is_file
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import (
    Exported,
    Finished,
    PhotoReader,
    finish_photo,
    open_photo,
    write_finished,
)
from lowlight_desktop.studio.journal_entry import Entry, Written
from lowlight_desktop.studio.outcome import Skipped
from lowlight_desktop.studio.photo_key import file_digest, photo_key


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A photo to be exported: a closed envelope.

    Attributes:
        source: The original; it is only read.
        output: Wanted name; see `ExportOptions.existing` for what happens if it is taken.
        recipe: The look.
        options: The file.
        entry: What a journal knows of it; None where there is none.
        again: Whether to do it even if its result is there.
        token: Gives up this photo alone.
        target: The folder that was chosen for results: no link may lead the output out of it. None:
            not looked at.
    """

    source: Path
    output: Path
    recipe: Recipe
    options: ExportOptions
    entry: Entry | None = None
    again: bool = False
    token: CancelToken = field(default_factory=CancelToken)
    target: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A photo that was read.

    Attributes:
        photo: It.
        key: What its result is made of.
        seconds: What was spent on it.
    """

    photo: Photograph
    key: str
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A photo whose pixels are finished.

    Attributes:
        finished: They, and what goes with them.
        key: What they are made of.
        seconds: What was spent on it.
    """

    finished: Finished
    key: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """A result that need not be made.

    Attributes:
        outcome: For the reports.
        written: The file, where it is what would be made; None if it only has the name.
    """

    outcome: Skipped
    written: Written | None


def check_place(job: Job) -> None:
    """See that the result of a job stays in the folder that was chosen for it.

    Raises:
        WriteError: If a link leads it elsewhere.
    """
    if job.target is not None:
        check_within(job.output, job.target)


def open_job(job: Job, read: PhotoReader) -> Opened | Found:
    """Read a photo, unless its result is there.

    Args:
        job: Which.
        read: Reads it.

    Raises:
        PhotoError: If this file fails.
        ModelError: If a model's card cannot be read.
    """
    begin = time.perf_counter()
    known = look_up(job)
    if isinstance(known, Found):
        return known
    photo = open_photo(job.source, job.output, job.recipe, job.options, read)
    return Opened(photo, known, time.perf_counter() - begin)


def look_up(job: Job) -> Found | str:
    """The result of a photo, where it is there; else the key of what is to be made.

    Args:
        job: Which.

    Raises:
        PhotoError: If its name cannot be used.
        ModelError: If a model's card cannot be read.
    """
    check_place(job)
    if job.options.existing is Existing.SKIP and taken(job.output):
        return Found(Skipped(job.source, job.output), None)
    key = photo_key(job.source, job.recipe, job.options)
    if not job.again and key and (written := _made_before(job, key)):
        return Found(Skipped(job.source, written.output, is_same=True), written)
    return key


def make(job: Job, opened: Opened, enhancer: Enhancer, progress: Progress) -> Made:
    """Compute a photo.

    Args:
        job: Which.
        opened: The photo.
        enhancer: The networks, of this thread.
        progress: Told how far the computing is.

    Raises:
        LowlightError: As `finish_photo`.
    """
    begin = time.perf_counter()
    finished = finish_photo(opened.photo, job.recipe, job.options, enhancer, progress)
    return Made(finished, opened.key, opened.seconds + time.perf_counter() - begin)


def write_job(job: Job, made: Made) -> tuple[Exported, Written]:
    """Write a photo.

    Args:
        job: Which.
        made: Its pixels.

    Returns:
        What became of it, and the file.

    Raises:
        WriteError: If it cannot be written. Nothing is left behind then.
    """
    begin = time.perf_counter()
    check_place(job)  # again: hours may lie between
    output = write_finished(
        job.output, made.finished, job.recipe, job.options, original=job.source, key=made.key
    )
    written = noted(job, output, made.key)
    finished, seconds = made.finished, made.seconds + time.perf_counter() - begin
    done = Exported(job.source, written.output, finished.target, finished.models, seconds)
    return done, written


def noted(job: Job, output: Path, key: str) -> Written:
    """A result that has just been written, told from every other one.

    Args:
        job: Which.
        output: The name that it got.
        key: What it is made of.
    """
    written = _told(output, key)
    if job.entry is not None and job.entry.tries > 1 and not job.again:
        return _without_twin(job, written)
    return written


def _made_before(job: Job, key: str) -> Written | None:
    """The result where it is there already and whole."""
    before = None if job.entry is None else job.entry.written
    if before is not None and before.key == key and before == _told(before.output, key):
        return before
    # Written in the moment before a crash, or known to a journal that was lost: it tells itself.
    for name in numbered(job.output):
        if not taken(name) or _gave_free(job, name):
            return None
        if is_file(name) and key_in(name) == key:
            return _told(name, key)
        if job.options.existing is not Existing.NUMBER:
            return None
    return None


def _gave_free(job: Job, name: Path) -> bool:
    """Whether a name was taken by nothing but an empty file of an earlier try, which goes.

    On a disk without hard links a name is claimed so before the file takes its place.
    """
    if job.entry is None or job.entry.tries < 2 or name.is_symlink() or not is_file(name):
        return False
    with suppress(OSError):
        if name.stat().st_size == 0:
            name.unlink()
            return True
    return False


def _told(output: Path, key: str) -> Written:
    try:
        size_bytes = output.stat().st_size
    except OSError:
        return Written(output, -1, "", key)
    return Written(output, size_bytes, file_digest(output), key)


def _without_twin(job: Job, written: Written) -> Written:
    """One of two equal results: an earlier try may have ended right after it had written.

    Results that tell of their making are known before the work (`_made_before`); those that shall
    tell nothing can only be compared.
    """
    for name in numbered(job.output):
        if name == written.output or name.is_symlink() or not is_file(name):
            return written  # a link may lead to this very file
        twin = replace(written, output=name)
        if twin == _told(name, written.key):
            written.output.unlink()
            return twin
    return written
