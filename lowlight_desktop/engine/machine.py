"""This machine: where measurements of it are kept, and what tells it from others."""

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path

logger = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where measurements of this machine are kept."""
    base = os.environ.get("LOWLIGHT_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "lowlight" if base else Path.home() / ".cache" / "lowlight"


def place_of(device: str) -> str:
    """What decides how fast the networks are on a device; imports torch.

    Args:
        device: Its name, as people call it.
    """
    import torch

    return f"{device}, {torch.get_num_threads()} threads"


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
