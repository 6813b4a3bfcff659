"""The process that decodes: reads one file after the other, until whoever asks is gone.

A request is JSON: `path`, `what` ("photo", with `develop`, or "facts" for its name), and `limit_s`,
after which the process ends itself. The answer is JSON too: `refused` with cause and advice;
`mistake` with the kind and text of an error and `where` it happened; `facts`; or `sizes` of arrays,
after which come the photo's structure and the arrays (`parcel.py`, `lending.py`).
"""

import faulthandler
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from lowlight_desktop.formats import refusals
from lowlight_desktop.formats.isolation.lending import lend
from lowlight_desktop.formats.isolation.parcel import packed
from lowlight_desktop.formats.name_facts import Look, tags_of
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.photograph import Photograph

READY = b"ready"
"""What the process sends once it can decode."""

_GRACE_S = 5.0  # whoever asks is to say what happened, if it still lives
_STDIN, _STDERR = 0, 2


class Read(Protocol):
    """What decodes a file: `formats.reading.read_photo`."""

    def __call__(self, path: Path, *, develop: bool = True) -> Photograph:
        """See `read_photo`."""
        ...


def main(arguments: Sequence[str], read: Read = read_photo, look: Look = tags_of) -> None:
    """Decode what is asked for.

    Args:
        arguments: The number of the connection's handle.
        read: What decodes.
        look: What reads the tags for a name.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    log = os.dup(_STDERR)  # readers listen to the descriptor itself
    faulthandler.enable(log)
    _be_the_first_to_go()
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    connection = _connection(int(arguments[0]))
    connection.send_bytes(READY)
    while True:
        request = json.loads(connection.recv_bytes())
        os.ftruncate(log, 0)
        # In C: works in a decoder that holds the interpreter's lock, and when the other is gone.
        faulthandler.dump_traceback_later(request["limit_s"] + _GRACE_S, exit=True, file=log)
        _answer(connection, request, read, look)
        faulthandler.cancel_dump_traceback_later()


def _answer(connection: Connection, request: dict[str, Any], read: Read, look: Look) -> None:
    path, structure, arrays = Path(request["path"]), b"", list[memoryview]()
    try:
        if request["what"] == "facts":
            answer: dict[str, object] = {"facts": asdict(look(path))}
        else:
            structure, arrays = packed(read(path, develop=request["develop"]))
            answer = {"sizes": [content.nbytes for content in arrays]}
    except ReadError as error:
        answer = {"refused": [error.cause, error.advice]}
    except MemoryError:
        error = refusals.not_enough_memory(path)
        answer = {"refused": [error.cause, error.advice]}
    except Exception as error:  # noqa: BLE001 - the border of this process: the next file goes on
        said = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")
        answer = {"mistake": said, "where": traceback.format_exc()}
    connection.send_bytes(json.dumps(answer).encode())
    if structure:
        connection.send_bytes(structure)
    for content in arrays:
        lend(connection, content)


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
        Path("/proc/self/oom_score_adj").write_text("1000")


if __name__ == "__main__":
    main(sys.argv[1:])
