"""One set-up at a time, and the memory of one that was killed."""

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from programs import SetUpError, say

LOCK_NAME = "set-up.lock"


@contextmanager
def alone(venv: Path) -> Generator[bool]:
    """Hold the lock in `venv`; it ends with the process, however that ends.

    Yields:
        Whether the last set-up was killed half-way, so that `venv` cannot be trusted.
    """
    with (venv / LOCK_NAME).open("a+b") as file:
        # A pip that outlives us, when we are killed, goes on writing: it keeps the lock.
        os.set_inheritable(file.fileno(), True)
        if not _try_lock(file):
            say("another launcher is setting up here; waiting for it ...")
            while not _try_lock(file):
                time.sleep(0.1)
        file.seek(0)
        interrupted = bool(file.read())
        if interrupted:
            say("the last set-up was interrupted; beginning anew ...")
        file.write(b"at work")
        file.flush()
        try:
            yield interrupted
        except SetUpError:
            if not interrupted:  # a pip that fails by itself leaves nothing half done
                file.truncate(0)
            raise
        file.truncate(0)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(1 << 30)  # a locked byte cannot be read on Windows: lock one that is not there
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
