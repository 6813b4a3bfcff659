"""How much less light a lens sends to the corners, as its maker has measured it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class LensShading:
    """Gains that make an evenly lit scene even again.

    Attributes:
        gains: (V, U, 3) float32 of red, green and blue at evenly spaced points, the outermost of
            which lie on the edges of the picture.
    """

    gains: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.gains.dtype != np.float32 or self.gains.ndim != 3 or self.gains.shape[2] != 3:
            raise TypeError(
                f"gains must be (V, U, 3) float32, got {self.gains.dtype} {self.gains.shape}"
            )
