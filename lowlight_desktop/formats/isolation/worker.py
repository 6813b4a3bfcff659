"""The process that decodes: reads one file after the other, until whoever asks is gone.

A request is JSON: `path`, `what` is asked for, and `limit_s`, after which the process ends itself.
The answer is JSON too: `refused` with cause and advice, packed, and whether `is_memory` is all that
was lacking; `mistake` with the kind and text of an error and `where` it happened; or what was asked
for:

    photo (with `develop`)     `sizes`; then its structure and arrays (`parcel.py`, `lending.py`)
    look (with `longest_px`)   `shape`; then the bytes of the picture
    facts, for its name        `facts`
    rating                     `stars`
    is result                  `is_result`
"""

import faulthandler
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.isolation.lending import lend
from lowlight_desktop.formats.isolation.parcel import packed
from lowlight_desktop.formats.making_xmp import is_result
from lowlight_desktop.formats.name_facts import Look, tags_of
from lowlight_desktop.formats.quick_look import quick_look, rating
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo import sentence
from lowlight_desktop.photo.errors import ReadError, TooLargeError
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.room import show_rooms

READY = b"ready"
"""What the process sends once it can decode."""

_GRACE_S = 5.0  # whoever asks is to say what happened, if it still lives
_STDIN, _STDERR = 0, 2
_OOM_SCORE = Path("/proc/self/oom_score_adj")


class Read(Protocol):
    """What decodes a file: `formats.reading.read_photo`."""

    def __call__(self, path: Path, *, develop: bool = True) -> Photograph:
        """See `read_photo`."""
        ...


@dataclass(frozen=True, slots=True)
class Readers:
    """What opens files here: the functions of `formats`.

    Attributes:
        photo: As `reading.read_photo`.
        look: As `quick_look.quick_look`.
        facts: As `name_facts.tags_of`.
        rating: As `quick_look.rating`.
        is_result: As `making_xmp.is_result`.
    """

    photo: Read = read_photo
    look: Callable[[Path, int], Rgb8] = quick_look
    facts: Look = tags_of
    rating: Callable[[Path], int | None] = rating
    is_result: Callable[[Path], bool] = is_result


def main(arguments: Sequence[str], readers: Readers = Readers()) -> None:
    """Decode what is asked for.

    Args:
        arguments: The number of the connection's handle.
        readers: What decodes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    log = os.dup(_STDERR)  # readers listen to the descriptor itself
    faulthandler.enable(log)
    _be_the_first_to_go()
    show_rooms()
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    connection = _connection(int(arguments[0]))
    connection.send_bytes(READY)
    while True:
        request = json.loads(connection.recv_bytes())
        os.ftruncate(log, 0)
        # In C: works in a decoder that holds the interpreter's lock, and when the other is gone.
        faulthandler.dump_traceback_later(request["limit_s"] + _GRACE_S, exit=True, file=log)
        _answer(connection, request, readers)
        faulthandler.cancel_dump_traceback_later()


def _answer(connection: Connection, request: dict[str, Any], readers: Readers) -> None:
    path, whole, arrays = Path(request["path"]), b"", list[memoryview]()
    answer: dict[str, object]
    try:
        match request["what"]:
            case "facts":
                answer = {"facts": asdict(readers.facts(path))}
            case "rating":
                answer = {"stars": readers.rating(path)}
            case "is result":
                answer = {"is_result": readers.is_result(path)}
            case "look":
                picture = readers.look(path, request["longest_px"])
                answer = {"shape": picture.shape}
                whole = picture.tobytes()
            case _:
                whole, arrays = packed(readers.photo(path, develop=request["develop"]))
                answer = {"sizes": [content.nbytes for content in arrays]}
    except ReadError as error:
        answer = _refusal(error)
    except MemoryError:
        answer = _refusal(refusals.not_enough_memory(path))
    except Exception as error:  # noqa: BLE001 - the border of this process: the next file goes on
        said = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")
        answer = {"mistake": said, "where": traceback.format_exc()}
    connection.send_bytes(json.dumps(answer).encode())
    if whole:
        connection.send_bytes(whole)
    for content in arrays:
        lend(connection, content)


def _refusal(error: ReadError) -> dict[str, object]:
    words = [sentence.packed(error.cause), sentence.packed(error.advice)]
    return {"refused": words, "is_memory": isinstance(error, TooLargeError)}


def _connection(handle: int) -> Connection:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return PipeConnection(handle)
    return Connection(handle)


def _end_with_the_other() -> None:
    """Nothing is ever written to stdin: it ends when the program that started this one does."""
    while os.read(_STDIN, 1):
        pass
    os._exit(0)


def _be_the_first_to_go() -> None:
    """Where memory runs out all the same, Linux shall end this process, not the program."""
    if sys.platform == "linux":
        with suppress(OSError):  # a container may forbid it
            _OOM_SCORE.write_text("1000")


if __name__ == "__main__":
    main(sys.argv[1:])
