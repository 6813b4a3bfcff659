"""What the sensor saw: one color a pixel, before any development."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.lens_shading import LensShading


@dataclass(frozen=True, slots=True, eq=False)
class Mosaic:
    """Raw sensor data with what is needed to read it.

    Attributes:
        data: (H, W) uint16 sensor values as recorded, visible area only, before orientation.
        pattern: (h, w) uint8 index into `colors` of the repeating filter cell at the top left
            pixel: 2x2 for Bayer, 6x6 for X-Trans.
        colors: The filter letters, "RGBG" (the second green apart), "RGBE", "CMYG".
        black_level: Sensor value of no light, one for each color of `colors`.
        white_level: Sensor value at which the sensor is full.
        white_balance: As-shot multipliers, one for each color of `colors`, green about 1.
        camera_matrix: (3, 3) or (4, 3) CIE XYZ (D65) to camera color; zeros if unknown.
        orientation: EXIF orientation, 1 to 8, still to be applied.
        iso: ISO speed, or None.
        exposure_s: Exposure time in seconds, or None.
        masked_noise: Standard deviation of the pixels at the sensor's edge that no light reaches,
            in sensor values; None if there are none.
        shading: How its lens is evened out, as the sensor lay; None if the file does not say.
    """

    data: NDArray[np.uint16]
    pattern: NDArray[np.uint8]
    colors: str
    black_level: tuple[float, ...]
    white_level: float
    white_balance: tuple[float, ...]
    camera_matrix: NDArray[np.float32]
    orientation: int
    iso: float | None
    exposure_s: float | None
    masked_noise: float | None = None
    shading: LensShading | None = None

    def __post_init__(self) -> None:
        if self.data.dtype != np.uint16 or self.data.ndim != 2:
            raise TypeError(f"data must be (H, W) uint16, got {self.data.dtype} {self.data.shape}")
        if not 1 <= self.orientation <= 8:
            raise ValueError(f"orientation must be 1 to 8, got {self.orientation}")
        self.data.flags.writeable = False

    @property
    def is_bayer(self) -> bool:
        """Whether the filter cell is 2x2 with two greens on a diagonal."""
        if self.pattern.shape != (2, 2) or not set(self.colors) <= set("RGB"):
            return False
        letters = [self.colors[i] for i in self.pattern.ravel()]
        return sorted(letters) == ["B", "G", "G", "R"] and (
            letters[0] == letters[3] == "G" or letters[1] == letters[2] == "G"
        )
