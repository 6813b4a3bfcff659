"""The way to a folder, open for somebody else: root may do all, tests are nobody for a moment."""

from pathlib import Path

_LOOK_AND_PASS = 0o055


def open_way(folder: Path) -> None:
    """Let everybody look into a folder and all that it lies in, where they may not yet.

    How many of these are pytest's own depends on how it was started, and it shuts the outermost
    one again whenever it starts.
    """
    for each in (folder, *folder.parents):
        mode = each.stat().st_mode
        if mode & _LOOK_AND_PASS != _LOOK_AND_PASS:
            each.chmod(mode | _LOOK_AND_PASS)
