"""What a machine answers to what goes wrong there."""

import errno
from pathlib import Path

import pytest

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.photo.errors import Cancelled, DeviceError, ModelError, OutOfMemory, ReadError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.cluster_task import (
    Answer,
    Hopeless,
    NotHere,
    Recalled,
    Refused,
    Task,
    Unfit,
    standing,
)
from lowlight_desktop.studio.cluster_work import photo_for, trouble

FULL = OSError(errno.ENOSPC, "No space left on device")
NO_DISK = Unfit("tcp://m", "Its disk for unfinished work fails (No space left on device).")
CUT = Refused("read", Sentence("it is cut off"), Sentence("Copy it."))


def task(source: Path, data: bytes | None = b"") -> Task:
    return Task(
        0,
        str(source),
        "its hash",
        data,
        Recipe(),
        ExportOptions(),
        "",
        standing(),
        "auto",
        None,
        "topic",
    )


def full_disk() -> Exception:
    error = write_error(Path("result.jpg"), FULL)
    error.__cause__ = FULL
    return error


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (ReadError(Path("x"), Sentence("it is cut off"), Sentence("Copy it.")), CUT),
        (Cancelled("Stopped."), Recalled()),
        (ModelError(Sentence("No model.")), Hopeless(Sentence("No model."))),
        (DeviceError(Sentence("No cuda:7.")), Unfit("tcp://m", "No cuda:7.")),
        (OutOfMemory(Sentence("Too small.")), Unfit("tcp://m", "Too small.", is_memory=True)),
        (full_disk(), NO_DISK),
        (FULL, NO_DISK),
    ],
)  # fmt: skip
def test_an_error_is_about_a_photo_or_a_machine_or_all(error: Exception, answer: Answer) -> None:
    assert trouble(task(Path("x")), "tcp://m", error) == answer


def test_lack_of_memory_names_the_machine() -> None:
    answer = trouble(task(Path("x")), "tcp://m", MemoryError())
    assert isinstance(answer, Refused)
    assert "memory of tcp://m" in answer.cause


def test_a_mistake_says_what_it_was() -> None:
    answer = trouble(task(Path("x")), "tcp://m", ZeroDivisionError("division by zero"))
    assert isinstance(answer, Refused)
    assert "ZeroDivisionError: division by zero" in answer.cause


def test_a_share_that_goes_away_while_a_photo_is_read_has_its_bytes_sent(tmp_path: Path) -> None:
    source = tmp_path / "gone.nef"
    error = ReadError(source, Sentence("it cannot be read (stale file handle)"))
    assert trouble(task(source, data=None), "tcp://m", error) == NotHere()


@pytest.mark.parametrize("source", ["/photos/night/x y.nef", "C:\\night\\x y.nef", "x y.nef"])
def test_sent_bytes_keep_their_name_whatever_system_sent_them(tmp_path: Path, source: str) -> None:
    sent = photo_for(task(Path(source), b"bytes"), tmp_path)
    assert sent is not None
    assert sent.read_bytes() == b"bytes"
    assert sent.name == "x y.nef"
