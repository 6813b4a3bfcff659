"""This program, started anew as its users start it: seconds, memory, and what it printed."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TextIO

from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.studio.benchmark.memory import Memory, watched


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended well.

    Attributes:
        seconds: From starting it to its end.
        memory: The most that it held.
        said: What it wrote to its standard output.
        complained: What it wrote beside that.
    """

    seconds: float
    memory: Memory
    said: str
    complained: str


def command() -> tuple[str, ...]:
    """What starts this program anew, up to its arguments."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return sys.executable, "-P", "-m", "lowlight_desktop"


def run(words: Sequence[str]) -> Ended:
    """Run a command of this program in a process of its own.

    Args:
        words: Its arguments.

    Raises:
        LowlightError: If it fails.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        over, begin = threading.Event(), time.perf_counter()
        with (
            ThreadPoolExecutor(1) as beside,
            subprocess.Popen([*command(), *words], stdout=out, stderr=err) as process,
        ):
            memory = beside.submit(watched, process.pid, over)
            try:
                process.wait()
            finally:
                over.set()
            seconds = time.perf_counter() - begin
        said, complained = (_text(file) for file in (out, err))
    if process.returncode != 0:
        told = complained.strip().splitlines() or ["it said nothing"]
        raise LowlightError(f"lowlight {' '.join(words)}: it failed ({told[-1]}).")
    return Ended(seconds, memory.result(), said, complained)


def _text(file: TextIO) -> str:
    file.seek(0)
    return file.read()
