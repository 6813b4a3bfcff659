"""Pixels, and the one type that carries them through the house."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.color_space import ColorSpace

Pixels = NDArray[np.float32]
"""(H, W, 3) float32 RGB, or (H, W) float32 where one channel is meant."""

Rgb8 = NDArray[np.uint8]
"""(H, W, 3) uint8 sRGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """A picture: pixels that know their color space.

    Attributes:
        pixels: (H, W, 3) float32; read-only from here on. In a linear space 1.0 is diffuse white
            and highlights lie above it; values below 0 are colors outside the space.
        space: What the numbers mean.
        alpha: (H, W) float32 coverage in [0, 1], or None; not premultiplied.

    Raises:
        TypeError: If the pixels are not float32. (A stray `np.float64` scalar makes them float64.)
        ValueError: If a shape is wrong.
    """

    pixels: Pixels
    space: ColorSpace
    alpha: Pixels | None = None

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.float32:
            raise TypeError(f"pixels must be float32, got {self.pixels.dtype}")
        if self.pixels.ndim != 3 or self.pixels.shape[2] != 3 or 0 in self.pixels.shape:
            raise ValueError(f"pixels must be (H, W, 3), got {self.pixels.shape}")
        self.pixels.flags.writeable = False
        if self.alpha is not None:
            if self.alpha.dtype != np.float32:
                raise TypeError(f"alpha must be float32, got {self.alpha.dtype}")
            if self.alpha.shape != self.pixels.shape[:2]:
                raise ValueError(f"alpha {self.alpha.shape} does not fit {self.pixels.shape}")
            self.alpha.flags.writeable = False

    @property
    def height(self) -> int:
        """Rows."""
        return self.pixels.shape[0]

    @property
    def width(self) -> int:
        """Columns."""
        return self.pixels.shape[1]
