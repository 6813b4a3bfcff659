"""What other machines say of a photo, as if it had been done here."""

from pathlib import Path
from typing import BinaryIO

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.placing import place
from lowlight_desktop.formats.writing import check_target
from lowlight_desktop.photo.errors import PhotoError, ReadError, WriteError
from lowlight_desktop.studio.cluster_task import Finished, Refused
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job, check_place, noted
from lowlight_desktop.studio.outcome import failure
from lowlight_desktop.studio.workers import Over


def placed(number: int, job: Job, key: str, answer: Finished) -> Over:
    """Give a finished file its name, whole or not at all.

    Args:
        number: The photo's place among the jobs.
        job: It.
        key: What it is made of.
        answer: The file.

    Raises:
        LowlightError: What stops all photos.
    """
    try:
        output = _written(job, answer.data)
        written = noted(job, output, key)
    except Exception as error:  # noqa: BLE001 - the border of this photo
        return Over(number, job, failure(job.source, error))
    done = Exported(job.source, written.output, answer.target, answer.models, answer.seconds)
    return Over(number, job, done, written)


def failed(number: int, job: Job, answer: Refused) -> Over:
    """A photo that another machine could not do."""
    kinds = {"read": (ReadError, job.source), "write": (WriteError, job.output)}
    kind, path = kinds.get(answer.kind, (PhotoError, job.source))
    return Over(number, job, failure(job.source, kind(path, answer.cause, answer.advice)))


def _written(job: Job, data: bytes) -> Path:
    # Again: hours may lie between, in which folders go and names are taken.
    check_place(job)
    check_target(job.output, job.options, width=1, height=1, original=job.source)

    def write(file: BinaryIO) -> None:
        file.write(data)

    try:
        return place(job.output, job.options.existing, write)
    except OSError as error:
        raise write_error(job.output, error) from error
