"""Graphs on disk, compiled or on the way to it: 30 ms instead of 150 for each at a start."""

import hashlib
import io
import logging
import os
from pathlib import Path

from lowlight_desktop.engine.machine import cache_folder

logger = logging.getLogger(__name__)

KEPT = 64
"""Files that are kept at most: half a megabyte to three each, one for each size of tiles."""
_DIGEST = hashlib.sha256


def file_for(graph: bytes, key: object) -> Path:
    """Where the compiled graph lies, if there is one.

    Args:
        graph: What was compiled.
        key: All that decides what came out: library, processor, settings, sizes.
    """
    name = _DIGEST(_DIGEST(graph).digest() + repr(key).encode()).hexdigest()[:32]
    return cache_folder() / "compiled" / name


def read(file: Path) -> io.BytesIO | None:
    """A compiled graph; None if there is none, or not as it was written."""
    try:
        data = file.read_bytes()
        os.utime(file)  # used just now: the last to be dropped
    except OSError:
        return None
    size = _DIGEST().digest_size
    if _DIGEST(data[size:]).digest() != data[:size]:
        logger.info("%s is damaged and left aside", file)
        return None
    return io.BytesIO(data[size:])


def keep(file: Path, made: io.BytesIO) -> None:
    """Keep a compiled graph, and drop those that were not used for longest."""
    data = made.getvalue()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}-{id(made)}")
        temporary.write_bytes(_DIGEST(data).digest() + data)
        temporary.replace(file)
        by_age = sorted(file.parent.iterdir(), key=lambda f: f.stat().st_mtime)
        for old in by_age[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:  # a read-only home, or another process that tidies up too
        logger.info("cannot keep a compiled graph: %s", error)
