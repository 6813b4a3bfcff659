"""A device as the window shows it, without Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """Something that computes.

    Attributes:
        id: What the settings keep: "cpu", "cuda:0".
        name: What people call it.
        backend: Through what it computes: "CUDA 13.0", "oneDNN".
        memory_bytes: Its memory in all; 0 where nobody tells.
        megapixels_per_s: How fast it lights photos, or None: not measured yet.
    """

    id: str
    name: str
    backend: str
    memory_bytes: int
    megapixels_per_s: float | None = None
