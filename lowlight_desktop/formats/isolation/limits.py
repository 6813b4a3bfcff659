"""How much time and memory the decoding of one file may take."""

from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous: no whole photo should reach them on a slow, busy computer.

    A 24-megapixel RAW of 48 MB has 204 s for 4.5 s of work on a busy core, the slowest that was
    measured. Size is not all: a JPEG of 24 flat megapixels takes 0.4 s however few its bytes are,
    and 500 megapixels are allowed; hence the seconds for any file.

    Attributes:
        base_s: Seconds for any file.
        per_megabyte_s: Seconds more for each megabyte.
        memory_share: How much of the free memory may be taken, in [0, 1].
        start_s: Seconds for starting the process.
    """

    base_s: float = 60.0
    per_megabyte_s: float = 3.0
    memory_share: float = 0.75
    start_s: float = 60.0

    def time_s(self, path: Path) -> float:
        """Seconds for a file; if it cannot be found, for saying so."""
        try:
            megabytes = path.stat().st_size / 1e6
        except (OSError, ValueError):
            megabytes = 0.0
        return self.base_s + self.per_megabyte_s * megabytes

    def memory_bytes(self) -> int:
        """What may be taken now on top of what the process holds already."""
        return int(self.memory_share * psutil.virtual_memory().available)
