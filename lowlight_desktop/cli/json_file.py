"""A JSON file that the user asked for: refused before the work rather than after it."""

import json
from collections.abc import Mapping
from pathlib import Path

from lowlight_desktop.formats.disk_errors import probe
from lowlight_desktop.photo.errors import UsageError


def check_writable(path: Path | None) -> None:
    """Find out whether the file could be written; None always can.

    Raises:
        UsageError: If it could not, or if its name is not that of a JSON file: a shell that
            expands a pattern behind the flag would name a photo.
    """
    if path is None:
        return
    if path.suffix.lower() != ".json":
        raise UsageError(f"{path}: this file would become JSON; give it a name that ends in .json.")
    try:
        probe(path)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def write_json(path: Path, facts: Mapping[str, object]) -> None:
    """Write it.

    Raises:
        UsageError: If the disk refuses.
    """
    try:
        path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError | ValueError) -> UsageError:
    reason = error.strerror if isinstance(error, OSError) else error
    return UsageError(f"{path}: this file cannot be written ({reason}).")
