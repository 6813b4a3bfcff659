"""The names of results, and the way to one that nobody has."""

import os
from collections.abc import Iterator
from pathlib import Path

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.photo.export_options import ExportOptions


def output_path(folder: Path, source: Path, options: ExportOptions) -> Path:
    """Where the result of a photo belongs: its own name, with the ending of the format.

    Args:
        folder: Where results go.
        source: The photo.
        options: What it is written as.
    """
    return folder / f"{source.stem}{options.format.suffix}"


def taken(path: Path) -> bool:
    """Whether anything has this name already: a file, a folder, a dangling link.

    Ask before computing: what would be skipped need not be made.

    Raises:
        WriteError: If that cannot be found out: the name is impossible or the folder is closed.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise write_error(path, error) from error
    return True


def numbered(path: Path) -> Iterator[Path]:
    """The names to try in turn: photo.jpg, photo-2.jpg, photo-3.jpg and so on."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
