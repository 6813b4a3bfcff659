"""Start the process that decodes, talk to it, end it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe

import psutil

from lowlight_desktop.photo.own_process import own_command, own_environment

FROZEN_COMMAND = "decode-photos"
"""What the frozen program is called with to be this process; `worker.main` gets the rest."""

_WORKER = "lowlight_desktop.formats.isolation.worker"
_KILLED_S = 5.0  # one that hangs in a dead network share goes when the share comes back


def worker_command() -> tuple[str, ...]:
    """What starts a decoder of this installation; the handle's number is still to follow."""
    return own_command(_WORKER, FROZEN_COMMAND)


class Process:
    """A running decoder; belongs to one thread, but `kill` may be called from any.

    Args:
        command: What starts it; see `worker_command`.

    Attributes:
        connection: The way to it and back.

    Raises:
        OSError: If the system does not start it.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.connection, theirs = Pipe(duplex=True)
        self._log = tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed by `end`
        try:
            self._popen = _started(command, theirs, self._log.fileno())
        except OSError:
            self.connection.close()
            self._log.close()
            raise
        finally:
            theirs.close()
        self._watched = psutil.Process(self._popen.pid)

    def resident_bytes(self) -> int:
        """The memory that it holds; 0 once it has died."""
        try:
            return self._watched.memory_info().rss
        except psutil.Error:
            return 0

    def kill(self) -> None:
        """End it at once; whoever waits for its answer is told that there is none."""
        self._popen.kill()

    def end(self) -> tuple[int | None, str]:
        """End it if it lives, and let go of all that belongs to it.

        Returns:
            Its exit code, and what it wrote while it decoded the last file.
        """
        self.kill()
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(_KILLED_S)
        self.connection.close()
        if self._popen.stdin is not None:
            self._popen.stdin.close()
        self._log.seek(0)
        said = self._log.read().decode(errors="replace").strip()
        self._log.close()
        return self._popen.returncode, said


def _started(command: Sequence[str], theirs: Connection, log: int) -> subprocess.Popen[bytes]:
    handle = theirs.fileno()
    arguments = [*command, str(handle)]
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        inherited = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=own_environment(),
            startupinfo=inherited,
            creationflags=subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    return subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=log,
        env=own_environment(),
        pass_fds=(handle,),
        process_group=0,  # Ctrl-C in the terminal is not for it
    )
