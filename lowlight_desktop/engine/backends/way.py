"""A way to compute a network."""

from dataclasses import dataclass
from typing import Literal

Backend = Literal["torch", "openvino"]

BFLOAT16_PAYS = 0.8
"""bfloat16 must be so much faster to be worth its rounding: the share of the time that is left."""


@dataclass(frozen=True, slots=True)
class Way:
    """By whom, and in which numbers.

    Attributes:
        backend: Who computes.
        bfloat16: Whether inner layers are in bfloat16; what makes color stays in float32.
    """

    backend: Backend
    bfloat16: bool

    def __str__(self) -> str:
        """For people and for files."""
        return f"{self.backend} {'bfloat16' if self.bfloat16 else 'float32'}"
