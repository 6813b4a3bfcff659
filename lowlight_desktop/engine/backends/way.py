"""A way to compute a network."""

from dataclasses import dataclass
from typing import Literal

Backend = Literal["torch", "openvino", "onnxruntime"]

BFLOAT16_PAYS = 0.8
"""bfloat16 must be so much faster to be worth its rounding: the share of the time that is left."""

MOST_DIFFERENCE = 1.0
"""Between torch and another engine in float32, in steps of 255: what rounds otherwise."""


@dataclass(frozen=True, slots=True)
class Way:
    """By whom, and in which numbers.

    Attributes:
        backend: Who computes.
        bfloat16: Whether inner layers are in bfloat16; what makes color stays in float32.
        lanes: How many tiles are computed at once, each by its share of the threads.
    """

    backend: Backend
    bfloat16: bool
    lanes: int = 1

    def __str__(self) -> str:
        """For people and for files."""
        return f"{self.backend} {'bfloat16' if self.bfloat16 else 'float32'}"
