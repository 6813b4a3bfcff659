"""Which process something belongs to, so that what the dead have left is told from work at hand."""

import functools
import platform
import sys
import time
import zlib

import psutil


@functools.cache
def owner() -> str:
    """This process: machine, number, and when it began, as "1a2b3c4d-4711-99013"."""
    return _name_of(psutil.Process())


def is_gone(other: str) -> bool:
    """Whether an owner is surely dead.

    Args:
        other: What `owner()` said in some process. One of another machine, or a word that is no
            owner's, is never called dead.
    """
    machine, _, rest = other.partition("-")
    number = rest.partition("-")[0]
    if machine != _machine() or not number.isdecimal():
        return False
    try:
        process = psutil.Process(int(number))
        if process.status() == psutil.STATUS_ZOMBIE:  # dead, and nobody has asked how it ended
            return True
        return _name_of(process) != other
    except (psutil.NoSuchProcess, OverflowError):
        return True
    except psutil.AccessDenied:
        return False


def _name_of(process: psutil.Process) -> str:
    return f"{_machine()}-{process.pid}-{round(_begin(process) * 100)}"


def _begin(process: psutil.Process) -> float:
    """When it began, in seconds that do not move when the clock is set.

    Linux counts from its own start and psutil adds what the clock says of that; elsewhere the
    system wrote it down when the process began.
    """
    if sys.platform != "linux":
        return process.create_time()
    while True:
        boot = psutil.boot_time()
        began = psutil.Process(process.pid).create_time()  # each object remembers the first answer
        if psutil.boot_time() == boot:  # the clock was not set in between
            return began - boot


def age(process: psutil.Process) -> float:
    """How many seconds ago a process began.

    On Linux psutil knows the second in which the computer was started, but no fraction of it.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - _begin(process)
    return time.time() - _begin(process)


@functools.cache
def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"
