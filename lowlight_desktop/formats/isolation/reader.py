"""Opens files in a process of its own: one that crashes, hangs or floods it is one failure."""

import errno
import json
import logging
import pickle
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.isolation import endings
from lowlight_desktop.formats.isolation.endings import DecoderError, Ending
from lowlight_desktop.formats.isolation.lending import borrow
from lowlight_desktop.formats.isolation.limits import Limits
from lowlight_desktop.formats.isolation.parcel import unpacked
from lowlight_desktop.formats.isolation.process import Process, worker_command
from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.photo import sentence
from lowlight_desktop.photo.errors import Cancelled, ReadError, TooLargeError
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken

logger = logging.getLogger(__name__)

_LOOK_S = 0.05  # between two looks at clock, memory and token; an answer is seen at once
_LOST = (EOFError, OSError, pickle.UnpicklingError, ValueError, LookupError, TypeError)
"""What talking to a dying process raises, and what a dying process may say."""
_TRIED_AGAIN = (Ending.CRASHED, Ending.NOT_STARTED)  # the system may have ended it

T = TypeVar("T")
Receive = Callable[[Mapping[str, Any], Connection], T]


class IsolatedReader:
    """Reads photos in another process, which is started once, and anew when it has died.

    One file at a time: a second thread waits for the first.

    Args:
        limits: Time and memory for one file.
        command: What starts the process, where it is not the installed one.
    """

    def __init__(self, limits: Limits | None = None, command: Sequence[str] = ()) -> None:
        self._limits = limits or Limits()
        self._command = tuple(command) or worker_command()
        self._process: Process | None = None
        self._is_ready = False
        self._busy = threading.Lock()
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process ahead, so that it gets ready while other things are done."""
        with self._busy, suppress(OSError):  # the first photo will say what is wrong
            if not self._closed.is_set():  # a window may be closed before it got ready
                self._started()

    def read_photo(
        self, path: Path, *, develop: bool = True, token: CancelToken | None = None
    ) -> Photograph:
        """Read a photo as `formats.reading.read_photo` does; its pixels are read-only.

        A crash is tried once more in a fresh process, and so is a process that does not start: the
        damage may have been done by a file before this one, or the system may have ended it.

        Args:
            path: The file.
            develop: Whether to develop a Bayer mosaic.
            token: Looked at while the other process decodes.

        Raises:
            ReadError: If there is no photo, or not a whole one; a `DecoderError` if that is not
                what a reader said, but what happened to it.
            Cancelled: If the user wants to stop, or the reader was closed.
        """
        photo = partial(_photo, path)
        return self._asked(path, token, photo, what="photo", develop=develop)

    def reader_for(self, token: CancelToken) -> Callable[..., Photograph]:
        """`read_photo`, stopped by a token.

        Args:
            token: Looked at while the other process decodes.
        """
        return partial(self.read_photo, token=token)

    def quick_look(self, path: Path, longest_px: int, *, token: CancelToken | None = None) -> Rgb8:
        """See a photo as with `formats.quick_look.quick_look`; the picture is read-only.

        Args:
            path: The file.
            longest_px: The longer side is at most this.
            token: Looked at while the other process decodes.

        Raises:
            ReadError: As by `read_photo`.
            Cancelled: If the user wants to stop, or the reader was closed.
        """
        return self._asked(path, token, _picture, what="look", longest_px=longest_px)

    def name_facts(self, path: Path, *, token: CancelToken | None = None) -> NameFacts:
        """What the tags of a photo know for its name, as `formats.name_facts.tags_of` does.

        Where the process fails over the file, nothing is known: who reads it will say why.

        Args:
            path: The file.
            token: Looked at while the other process reads.

        Raises:
            Cancelled: If the user wants to stop, or the reader was closed.
        """
        with suppress(ReadError):
            return self._asked(path, token, partial(_facts, path), what="facts")
        return NameFacts(path.stem)

    def rating(self, path: Path, *, token: CancelToken | None = None) -> int | None:
        """A photo's stars, as `formats.quick_look.rating` tells them.

        Where the process fails over the file, nothing is known.

        Args:
            path: The file.
            token: Looked at while the other process reads.

        Raises:
            Cancelled: If the user wants to stop, or the reader was closed.
        """
        with suppress(ReadError):
            return self._asked(path, token, _stars, what="rating")
        return None

    def is_result(self, path: Path, *, token: CancelToken | None = None) -> bool:
        """Whether Lowlight made a file, as `formats.making_xmp.is_result` says.

        Where the process fails over the file, it counts as none: who reads it will say why.

        Args:
            path: The file.
            token: Looked at while the other process reads.

        Raises:
            Cancelled: If the user wants to stop, or the reader was closed.
        """
        with suppress(ReadError):
            return self._asked(path, token, _is_result, what="is result")
        return False

    def close(self) -> None:
        """End the process, from any thread; a file that is being read is given up."""
        self._closed.set()
        process = self._process
        if process is not None:
            process.kill()
        with self._busy:
            self._ended()

    def _started(self) -> Process:
        if self._process is None:
            self._process, self._is_ready = Process(self._command), False
        return self._process

    def _ended(self) -> tuple[int | None, str]:
        """End the process, if there is one: its exit code, and what it wrote."""
        process, self._process = self._process, None
        return (None, "") if process is None else process.end()

    def _asked(
        self, path: Path, token: CancelToken | None, receive: Receive[T], **wish: object
    ) -> T:
        token = token or CancelToken()
        with self._busy:
            try:
                return self._attempt(path, token, receive, wish)
            except DecoderError as failure:
                if failure.ending not in _TRIED_AGAIN:
                    raise
            return self._attempt(path, token, receive, wish)

    def _attempt(
        self, path: Path, token: CancelToken, receive: Receive[T], wish: Mapping[str, object]
    ) -> T:
        try:
            process = self._ready(path, token)
            answer = self._answer(process, path, token, wish)
            if not answer.keys() & {"refused", "mistake"}:
                return receive(answer, process.connection)
        except _LOST as error:
            code, said = self._ended()
            self._check_stop(token)
            logger.info("%s: the decoder died (%s): %r\n%s", path, code, error, said)
            if isinstance(error, OSError) and error.errno == errno.ENOMEM:  # it lives, we have none
                raise refusals.not_enough_memory(path) from error
            raise endings.crashed(path, code) from error
        except BaseException:  # in the middle of a conversation: the next one begins anew
            self._ended()
            raise
        if "refused" in answer:
            kind = TooLargeError if answer["is_memory"] else ReadError
            raise kind(path, *map(sentence.unpacked, answer["refused"]))
        if logger.isEnabledFor(logging.INFO):
            logger.error("%s: a mistake in Lowlight itself\n%s", path, answer["where"])
        raise endings.mistaken(path, answer["mistake"])

    def _ready(self, path: Path, token: CancelToken) -> Process:
        """The process, once it can decode."""
        self._check_stop(token)
        if self._process is not None and self._is_ready:
            return self._process
        try:
            process = self._started()
            deadline = time.monotonic() + self._limits.start_s
            while not process.connection.poll(_LOOK_S):
                self._check_stop(token)
                if time.monotonic() > deadline:
                    raise TimeoutError(f"no sign of life in {self._limits.start_s:.0f} seconds")
            process.connection.recv_bytes()
        except (EOFError, OSError) as error:
            _, said = self._ended()
            self._check_stop(token)
            raise endings.not_started(path, (said or str(error)).rpartition("\n")[2]) from error
        self._is_ready = True
        return process

    def _answer(
        self, process: Process, path: Path, token: CancelToken, wish: Mapping[str, object]
    ) -> dict[str, Any]:
        """Ask for something and wait for what the process says."""
        limit_s, limit_bytes = self._limits.time_s(path), self._limits.memory_bytes()
        most_bytes = process.resident_bytes() + limit_bytes
        request = {"path": str(path.absolute()), "limit_s": limit_s, **wish}
        process.connection.send_bytes(json.dumps(request).encode())
        deadline = time.monotonic() + limit_s
        while not process.connection.poll(_LOOK_S):
            self._check_stop(token)
            if process.resident_bytes() > most_bytes:
                raise endings.too_large(path, limit_bytes)
            if time.monotonic() > deadline:
                raise endings.too_slow(path, limit_s)
        return json.loads(process.connection.recv_bytes())

    def _check_stop(self, token: CancelToken) -> None:
        if token.cancelled or self._closed.is_set():
            raise Cancelled("Stopped.")


def _photo(path: Path, answer: Mapping[str, Any], connection: Connection) -> Photograph:
    structure = connection.recv_bytes()
    arrays = [borrow(connection, size) for size in answer["sizes"]]
    return unpacked(path, structure, arrays)


def _picture(answer: Mapping[str, Any], connection: Connection) -> Rgb8:
    height, width, _ = answer["shape"]
    return np.frombuffer(connection.recv_bytes(), np.uint8).reshape(height, width, 3)


def _facts(path: Path, answer: Mapping[str, Any], _connection: Connection) -> NameFacts:
    """Facts of the right kinds, whatever the process says."""
    told = answer["facts"]
    return NameFacts(
        path.stem,
        taken=str(told["taken"]),
        camera=str(told["camera"]),
        model=str(told["model"]),
        iso=None if told["iso"] is None else float(told["iso"]),
    )


def _stars(answer: Mapping[str, Any], _connection: Connection) -> int | None:
    return None if answer["stars"] is None else int(answer["stars"])


def _is_result(answer: Mapping[str, Any], _connection: Connection) -> bool:
    return bool(answer["is_result"])
