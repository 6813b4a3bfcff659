"""What has been put where: kept, so that everything of ours can be taken away, and nothing else."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.json_object import read_json, write_json
from lowlight_desktop.hosts.system import System
from lowlight_desktop.photo.errors import RecipeError
from lowlight_desktop.studio.user_folders import state_folder

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece that was put.

    Attributes:
        host: Whose it is.
        path: Its file.
        kind: "script", "line", or "folder" for one that was made for them.
        mark: What it was: a script's hash, a line's text; "" for folders.
        version: Of the Lowlight that put it.
    """

    host: str
    path: str
    kind: str
    mark: str
    version: str


def receipt_path(system: System) -> Path:
    """Where it is kept."""
    folder = state_folder(system.platform, system.environment, system.home)
    return folder / "hosts.json"


def read_receipt(system: System) -> tuple[Entry, ...]:
    """All that was put; a receipt that is damaged or lost is empty.

    Raises:
        ReadError: If the disk refuses.
    """
    path = receipt_path(system)
    try:
        data = read_json(path)
    except FileNotFoundError:
        return ()
    except RecipeError:
        logger.warning("%s is damaged: what was installed is told by its content alone.", path)
        return ()
    rows = cast("Mapping[str, object]", data).get("pieces") if isinstance(data, dict) else None
    return tuple(_entries(rows if isinstance(rows, list) else []))


def write_receipt(system: System, entries: Iterable[Entry]) -> None:
    """Keep it.

    Raises:
        WriteError: If the disk refuses.
    """
    path = receipt_path(system)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(path, error) from error
    write_json(path, {"pieces": [asdict(entry) for entry in entries]})


def _entries(rows: Iterable[object]) -> Iterable[Entry]:
    for row in rows:
        if isinstance(row, dict):
            fields = cast("dict[str, object]", row)
            texts = [fields.get(n) for n in ("host", "path", "kind", "mark", "version")]
            if all(isinstance(text, str) for text in texts):
                yield Entry(*cast("list[str]", texts))
