"""What a machine of a cluster does with a photo. Runs in a process of Dask's, several at a time.

While one thread computes, another one reads or writes; each device computes one photo at a time.
"""

import logging
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from distributed import Worker, get_worker

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.photo.errors import (
    Cancelled,
    LowlightError,
    ModelError,
    OutOfMemory,
    PhotoError,
    ReadError,
    WriteError,
)
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.sentence import Sentence, said_by
from lowlight_desktop.studio import export
from lowlight_desktop.studio.cluster_devices import Devices
from lowlight_desktop.studio.cluster_task import (
    Answer,
    Finished,
    Hopeless,
    NotHere,
    Recalled,
    Refused,
    Task,
    Unfit,
    difference,
    standing,
)
from lowlight_desktop.studio.lost_device import computed
from lowlight_desktop.studio.outcome import failure
from lowlight_desktop.studio.photo_key import file_digest

if TYPE_CHECKING:
    from lowlight_desktop.engine.device import Device

logger = logging.getLogger(__name__)

_TELL_S = 0.5  # between two words about how far a photo is: the scheduler hears those of all

# Of this process: decoding, and the devices, which the photos of all its threads share.
_READER = IsolatedReader()
_DEVICES = Devices()


def do(task: Task) -> Answer:
    """Make a photo.

    Args:
        task: Which.

    Returns:
        The finished file; or what went wrong, in words: nothing is raised.
    """
    worker = get_worker()
    token = _Recall(worker, worker.get_current_task())
    try:
        if lacking := difference(task.standing, standing()):
            return Unfit(worker.address, f"It {lacking}.")
        with TemporaryDirectory(
            prefix="lowlight-", dir=worker.local_directory, ignore_cleanup_errors=True
        ) as scratch:
            source = photo_for(task, Path(scratch))
            return NotHere() if source is None else _made(task, source, Path(scratch), token)
    except Exception as error:  # noqa: BLE001 - the border of this machine
        return trouble(task, worker.address, error)


class _Recall(CancelToken):
    """Cancelled once nobody waits for a task any more."""

    def __init__(self, worker: Worker, key: object) -> None:
        super().__init__()
        self._worker, self._key = worker, key

    @property
    def cancelled(self) -> bool:
        """Whether the scheduler has given it up: because of the user, or since he has gone."""
        task = self._worker.state.tasks.get(self._key)  # type: ignore[arg-type]
        return task is None or task.state in ("cancelled", "released", "forgotten")


def photo_for(task: Task, scratch: Path) -> Path | None:
    """Where the photo can be read; None: its bytes must be sent.

    Args:
        task: Of this photo.
        scratch: Where sent bytes are put.

    Raises:
        OSError: If they cannot be put there.
    """
    if task.data is None:
        there = Path(task.source)
        return there if file_digest(there) == task.content else None
    # Its own name: a DNG tells it.
    folder = scratch / "photo"
    folder.mkdir()
    sent = folder / _name(task.source)
    sent.write_bytes(task.data)
    return sent


def _name(source: str) -> str:
    """The last part of a path of any system."""
    return source.rpartition("/")[2] if "/" in source else source.rpartition("\\")[2]


def _made(task: Task, source: Path, scratch: Path, token: CancelToken) -> Finished:
    begin = time.perf_counter()
    progress = Progress(_Teller(task), token)
    output = scratch / f"result{task.options.format.suffix}"
    finished = _finished(task, source, output, progress, token)
    written = export.write_finished(
        output, finished, task.recipe, task.options, original=source, key=task.key
    )
    seconds = time.perf_counter() - begin
    return Finished(written.read_bytes(), finished.target, finished.models, seconds)


def _finished(
    task: Task, source: Path, output: Path, progress: Progress, token: CancelToken
) -> export.Finished:
    """Its return lets go of the photo in floats, before the encoder takes memory."""
    progress.at(0.0)
    read = partial(_READER.read_photo, token=token)
    photo = export.open_photo(source, output, task.recipe, task.options, read)
    part = progress.part(export.READ, export.RENDERED)
    with _DEVICES.lent(task.recipe, task.device, task.tile_px, token) as lent:

        def finish(enhancer: Enhancer) -> export.Finished:
            return export.finish_photo(photo, task.recipe, task.options, enhancer, part)

        def leave(failed: "Device", processor: Enhancer) -> None:
            logger.warning("%s has failed; the processor goes on.", failed.name)
            lent.enhancer = processor

        return computed(finish, lent.enhancer, leave)


class _Teller:
    """Tells how far a photo is, not too often."""

    def __init__(self, task: Task) -> None:
        self._task, self._worker = task, get_worker()
        self._told_at = float("-inf")

    def __call__(self, fraction: float) -> None:
        now = time.monotonic()
        if now >= self._told_at + _TELL_S:
            self._told_at = now
            self._worker.log_event(self._task.topic, [self._task.number, fraction])


def trouble(task: Task, machine: str, error: Exception) -> Answer:
    """What an error means: for this photo, for this machine, or for all.

    Args:
        task: At which it came up.
        machine: Where it came up.
        error: It.
    """
    match error:
        case Cancelled():
            return Recalled()
        case ModelError():
            return Hopeless(said_by(error))
        case WriteError() if isinstance(error.__cause__, OSError):
            return Unfit(machine, _of_disk(error.__cause__))
        case OSError():
            return Unfit(machine, _of_disk(error))
        case ReadError() if task.data is None and file_digest(Path(task.source)) != task.content:
            return NotHere()  # any more
        case MemoryError():
            cause = Sentence("it does not fit into the memory of {0}", machine)
            advice = Sentence("Close other programs there and try again.")
            return Refused("read", cause, advice)
        case LowlightError() if not isinstance(error, PhotoError):
            return Unfit(machine, str(error), isinstance(error, OutOfMemory))
        case _:
            said = failure(Path(task.source), error).error
            return Refused(_kind(said), said.cause, said.advice)


def _kind(error: PhotoError) -> str:
    match error:
        case ReadError():
            return "read"
        case WriteError():
            return "write"
        case _:
            return ""


def _of_disk(error: OSError) -> str:
    return f"Its disk for unfinished work fails ({error.strerror or error})."
