"""Before anything else in the frozen program: what the launcher does for the sources."""

import ctypes
import os
import sys

_MMAP_THRESHOLD, _TOP_PAD, _TRIM_THRESHOLD = -3, -2, -1  # mallopt(3)
_NEVER = -1


def _keep_memory() -> None:
    """As in the launcher: blocks of up to 128 MB stay with the program, for the next tensor."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # glibc
        mallopt(_MMAP_THRESHOLD, 128 << 20)
        mallopt(_TRIM_THRESHOLD, _NEVER)
        mallopt(_TOP_PAD, 64 << 20)


def _free_children() -> None:
    """Other programs that this one starts shall find the system's libraries, not its own."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    # This program, started by itself, must not rely on what was just taken away.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if sys.platform == "linux":
    _free_children()
    if sys.argv[1:2] != ["decode-photos"]:  # a decoder shall give memory back
        _keep_memory()
