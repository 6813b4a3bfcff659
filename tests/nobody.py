"""What those meet who may not look or write: root may do all, tests are nobody for a moment."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534
_LOOK_AND_PASS = 0o055


@contextmanager
def as_nobody() -> Generator[None]:
    """Be nobody while this lasts, if we are root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def open_way(folder: Path) -> None:
    """Let everybody look into a folder and all that it lies in, where they may not yet.

    How many of these are pytest's own depends on how it was started, and it shuts the outermost
    one again whenever it starts.
    """
    for each in (folder, *folder.parents):
        mode = each.stat().st_mode
        if mode & _LOOK_AND_PASS != _LOOK_AND_PASS:
            each.chmod(mode | _LOOK_AND_PASS)
