"""The most memory that a process and those that it starts hold."""

import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_LOOK_EVERY_S = 0.01
_FIND_EVERY_S = 0.1  # children: asking costs milliseconds
_MEGA = 1e6


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory at its most, in MB of 1,000,000 bytes.

    Attributes:
        program_mb: Of the process that computes.
        decoder_mb: Of the largest that it has started: the one that decodes.
        together_mb: Of all of them at one time; what they share is counted for each.
    """

    program_mb: float
    decoder_mb: float
    together_mb: float


def watched(pid: int, over: threading.Event) -> Memory:
    """Look at a process a hundred times a second until it has ended.

    Args:
        pid: Its number.
        over: Is set then.
    """
    family: dict[int, psutil.Process] = {}
    peaks: dict[int, int] = {}
    together, found_at = 0, float("-inf")
    while not over.wait(_LOOK_EVERY_S):
        if time.monotonic() - found_at > _FIND_EVERY_S:
            found_at = time.monotonic()
            family = _family(pid)
        held = {number: _held(process) for number, process in family.items()}
        for number, (now, most) in held.items():
            peaks[number] = max(peaks.get(number, 0), now, most)
        together = max(together, sum(now for now, _ in held.values()))
    others = max((most for number, most in peaks.items() if number != pid), default=0)
    return Memory(peaks.get(pid, 0) / _MEGA, others / _MEGA, together / _MEGA)


def _family(pid: int) -> dict[int, psutil.Process]:
    with suppress(psutil.Error):
        first = psutil.Process(pid)
        return {process.pid: process for process in (first, *first.children(recursive=True))}
    return {}


def _held(process: psutil.Process) -> tuple[int, int]:
    """Resident bytes now, and at the most so far where the system tells; 0 of one that is gone."""
    try:
        now = process.memory_info()
    except psutil.Error:
        return 0, 0
    return now.rss, _most_so_far(process, now)


def _most_so_far(process: psutil.Process, now: object) -> int:
    """What lay between two looks is in it."""
    if sys.platform == "win32":
        return int(getattr(now, "peak_wset", 0))
    with suppress(OSError, ValueError, StopIteration):
        status = Path(f"/proc/{process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return 0
