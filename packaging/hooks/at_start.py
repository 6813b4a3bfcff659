"""Before anything else in the frozen program: what belongs to its libraries goes out of sight."""

import os
import sys


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
