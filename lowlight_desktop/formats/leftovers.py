"""Unfinished files: named so that those of the dead are told from those that are being written."""

import re
import secrets
from contextlib import suppress
from pathlib import Path

from lowlight_desktop.formats.owner import is_gone, owner

_NAME = re.compile(r"\.lowlight-([0-9a-f]+-\d+-\d+)-[0-9a-f]+\.tmp")


def temporary_in(folder: Path) -> Path:
    """A name for a file that is being written; it says by whom."""
    # Short, so that only the wanted name itself can be too long.
    return folder / f".lowlight-{owner()}-{secrets.token_hex(6)}.tmp"


def remove_leftovers(folder: Path) -> int:
    """Delete what processes that are dead have left unfinished in a folder.

    Args:
        folder: Its own folders are not looked into. One that cannot be read has none.

    Returns:
        How many there were.
    """
    removed = 0
    with suppress(OSError):
        for path in folder.iterdir():
            found = _NAME.fullmatch(path.name)
            if found and is_gone(found[1]):
                with suppress(OSError):  # somebody else was faster, or the disk can only be read
                    path.unlink()
                    removed += 1
    return removed
