"""This machine: where measurements of it are kept, and what tells it from others."""

import json
import logging
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

logger = logging.getLogger(__name__)

_LANES = 4  # more tiles would drive each other out of the cache


def cache_folder() -> Path:
    """Where measurements of this machine are kept."""
    base = os.environ.get("LOWLIGHT_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "lowlight" if base else Path.home() / ".cache" / "lowlight"


def place_of(device: str) -> str:
    """What decides how fast the networks are on a device.

    Args:
        device: Its name, as people call it.
    """
    return f"{device}, {threads()} threads"


def threads() -> int:
    """How many threads compute: one for each core that we may use, or what $OMP_NUM_THREADS says.

    Two threads on one core take turns at its one unit that multiplies. Torch counts likewise.
    """
    told = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    if told.isdecimal() and int(told) > 0:
        return int(told)
    return min(_cores(), available_processors())


def lanes() -> int:
    """How many small tiles are best computed at once: threads of one tile wait for each other."""
    return min(threads(), _LANES)


@cache
def _cores() -> int:
    import psutil

    return psutil.cpu_count(logical=False) or psutil.cpu_count() or 1


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def remembered(file: Path) -> dict[str, str]:
    """What was measured, by what it depends on; nothing where nothing can be read."""
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def remember(file: Path, known: Mapping[str, str]) -> None:
    """Keep what was measured, if the file can be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(known, indent=1))
        temporary.replace(file)
    except OSError as error:  # a read-only home: measure again next time
        logger.info("cannot remember measurements: %s", error)
