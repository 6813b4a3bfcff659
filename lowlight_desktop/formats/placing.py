"""Put a new file in its place: whole or not at all, and never by accident over another."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lowlight_desktop.formats.leftovers import temporary_in
from lowlight_desktop.formats.naming import numbered
from lowlight_desktop.photo.export_options import Existing


def place(path: Path, existing: Existing, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file beside its place, and give it its name when it is whole and on the disk.

    Args:
        path: The wanted name.
        existing: What happens if it is taken when the file is whole.
        write: Writes everything to a file that is open for writing and reading.

    Returns:
        The name that it got; under `Existing.SKIP` the taken one, whose owner stays.

    Raises:
        OSError: If the disk refuses. Nothing is left behind then.
    """
    temporary = temporary_in(path.parent)
    try:
        with temporary.open("x+b") as file:  # ordinary permissions, unlike `tempfile`'s
            write(file)
            file.flush()
            os.fsync(file.fileno())
        return _named(temporary, path, existing)
    finally:
        with suppress(OSError):  # already renamed, or the disk is gone
            temporary.unlink()


def _named(temporary: Path, path: Path, existing: Existing) -> Path:
    if existing is Existing.OVERWRITE:
        temporary.replace(path)
        return path
    for name in numbered(path):
        with suppress(FileExistsError):
            _rename_to_free(temporary, name)
            return name
        if existing is Existing.SKIP:
            break
    return path


def _rename_to_free(temporary: Path, name: Path) -> None:
    """Rename without a moment in which another program's file could be overwritten.

    Raises:
        FileExistsError: If the name is taken.
    """
    if os.name == "nt":
        temporary.rename(name)  # refuses a taken name
        return
    try:
        os.link(temporary, name)
    except (FileExistsError, FileNotFoundError):  # taken; or the folder was removed
        raise
    except OSError:
        # A disk without hard links, such as a memory card: claim the name, then fill it.
        name.open("x").close()
        try:
            temporary.replace(name)
        except BaseException:
            with suppress(OSError):
                name.unlink()
            raise
