"""Put a new file in its place: whole or not at all, and never by accident over another."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lowlight_desktop.formats.leftovers import temporary_in
from lowlight_desktop.formats.naming import numbered
from lowlight_desktop.photo.export_options import Existing

HELD = (5, 32)
"""What Windows says of a file that another program holds: access denied, sharing violation."""

_PATIENCE_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


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


def replace_patiently(
    temporary: Path, path: Path, pause: Callable[[float], None] = time.sleep
) -> None:
    """Rename over a file that another program on Windows may just hold open.

    Virus scanners and hosts that read a file hold it for moments.

    Args:
        temporary: The new file.
        path: The name that it gets.
        pause: Waits so many seconds.

    Raises:
        OSError: If the disk refuses, or the file is still held after three seconds.
    """
    for seconds in _PATIENCE_S:
        try:
            temporary.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            pause(seconds)
        else:
            return
    temporary.replace(path)


def _named(temporary: Path, path: Path, existing: Existing) -> Path:
    if existing is Existing.OVERWRITE:
        replace_patiently(temporary, path)
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
