"""How long work takes on this machine, remembered from one start to the next."""

import json
import logging
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np

from lowlight_desktop.engine.machine import cache_folder

logger = logging.getLogger(__name__)

ANYWHERE = ""
"""The place of work that no network does."""

_KEPT = 5  # one measurement that something disturbed does not rule
_LEAST_MP = 0.5  # a survey costs something, however small the photo
_MOST_KEYS = 500  # devices, models and versions that are gone leave at last


@dataclass(frozen=True, slots=True)
class Speeds:
    """What was measured.

    Attributes:
        notes: Seconds a megapixel of each kind of work, the last ones last.
    """

    notes: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def after(self, key: str, value: float) -> "Speeds":
        """With one more measurement.

        Args:
            key: Of the work, `key_of`.
            value: In the unit of that kind of work.
        """
        others = {known: values for known, values in self.notes.items() if known != key}
        kept = (*self.notes.get(key, ()), value)[-_KEPT:]
        newest = list(others.items())[-(_MOST_KEYS - 1) :]
        return Speeds(MappingProxyType({**dict(newest), key: kept}))

    def of(self, key: str) -> float | None:
        """The middle of the last measurements; None: there is none."""
        values = self.notes.get(key)
        return float(np.median(values)) if values else None

    def seconds_for(self, key: str, megapixels: float) -> float | None:
        """How long work on a photo takes; None: nobody knows."""
        pace = self.of(key)
        return None if pace is None else pace * (megapixels + _LEAST_MP)


def key_of(place: str, work: str, at_a_time: int = 1) -> str:
    """Names what was measured.

    Args:
        place: What does it, `machine.place_of` or `ANYWHERE`.
        work: What it does: "clean sa_unet 2026-11-20".
        at_a_time: How many photos were computed at the same time.
    """
    return f"{place} | {work} | {at_a_time}"


def pace(seconds: float, megapixels: float) -> float:
    """What `Speeds` remembers of work on a photo."""
    return seconds / (megapixels + _LEAST_MP)


def speeds_file() -> Path:
    """Where speeds are remembered."""
    return cache_folder() / "speeds.json"


def known(file: Path | None = None) -> Speeds:
    """What is remembered; a file that is missing or damaged holds nothing.

    Args:
        file: Where; None: the user's.
    """
    try:
        found = json.loads((file or speeds_file()).read_text("utf-8"))
    except (OSError, ValueError):
        return Speeds()
    if not isinstance(found, dict):
        return Speeds()
    read = {str(key): _numbers(values) for key, values in found.items()}
    return Speeds(MappingProxyType({key: values for key, values in read.items() if values}))


def note(measured: Mapping[str, float], file: Path | None = None) -> None:
    """Remember measurements; where several do so at once, one of them may be lost.

    Args:
        measured: By key.
        file: Where; None: the user's.
    """
    target = file or speeds_file()
    speeds = known(target)
    for key, value in measured.items():
        speeds = speeds.after(key, value)
    temporary = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(dict(speeds.notes), indent=1), "utf-8")
        temporary.replace(target)
    except OSError as error:  # a read-only home: nothing is known next time
        logger.info("cannot remember speeds: %s", error)
        with suppress(OSError):
            temporary.unlink()


def _numbers(values: object) -> tuple[float, ...]:
    """Those of a list that can be true."""
    if not isinstance(values, list):
        return ()
    numbers = (value for value in values if isinstance(value, (int, float)))
    return tuple(float(n) for n in numbers if 0.0 < n < float("inf"))[-_KEPT:]
