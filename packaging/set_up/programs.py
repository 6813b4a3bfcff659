"""Running pip, venv and apt-get: quietly, with a log, and with one sentence when they fail."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# What the messages of pip and apt-get have in common when nothing can be reached.
_OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|Temporary failure (in name resolution|resolving)"
    r"|Network is unreachable|Connection refused|ConnectTimeout|ReadTimeout|ProxyError"
    r"|getaddrinfo failed"
)
_ERROR = re.compile(r"(?:ERROR|Error|E): +(.*)")


class SetUpError(Exception):
    """The set-up cannot go on; the sentence says why and what helps."""


def say(sentence: str) -> None:
    """Tell the user, on stderr: stdout belongs to the program that starts afterwards."""
    sys.stderr.write(f"lowlight: {sentence}\n")
    sys.stderr.flush()


def run(
    command: Sequence[str],
    log: Path,
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    keeps_lock: bool = True,
) -> None:
    """Run a program, with its output appended to the log.

    Args:
        command: Program and arguments.
        log: Named if the program fails.
        cwd: Where it runs.
        environment: Variables on top of this process's own.
        keeps_lock: Whether it holds the set-up's lock, too, so that nobody touches `.venv` while
            it still runs. Not for apt-get, which may start services that stay.

    Raises:
        SetUpError: If it fails.
    """
    with log.open("ab") as out:
        start = out.tell()
        out.write(f"$ {' '.join(command)}\n".encode())
        out.flush()
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            close_fds=not keeps_lock,
            check=False,
        )
    if done.returncode:
        output = log.read_bytes()[start:].decode(errors="replace")
        raise SetUpError(f"that failed: {cause_of(output)}. Everything it said is in {log}")


def cause_of(output: str) -> str:
    """Why a program failed, a clause without a period, from what it printed."""
    if "No space left on device" in output or "[Errno 28]" in output:
        return "the disk is full (torch's CUDA build, where pip takes it, needs several GB more)"
    if _OFFLINE.search(output):
        return "the packages cannot be reached over the network"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [found[1] for line in lines if (found := _ERROR.match(line))]
    return [*lines[-1:], *errors][-1].rstrip(".")
