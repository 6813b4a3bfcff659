"""Color spaces: the name that every pixel travels with.

A space is three primaries, a white point and a transfer curve. Pixels are converted by
`develop.color`; this file only knows what the spaces are.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray


class Transfer(Enum):
    """How a stored number in [0, 1] becomes light."""

    LINEAR = "linear"
    SRGB = "srgb"  # IEC 61966-2-1, piecewise
    GAMMA_1_8 = "gamma 1.8 with linear toe"  # ROMM RGB (ProPhoto), ISO 22028-2
    GAMMA_2_2 = "gamma 563/256"  # Adobe RGB (1998)
    REC709 = "rec709"  # ITU-R BT.709 / BT.2020 camera curve


D65 = (0.3127, 0.3290)
D50 = (0.3457, 0.3585)


@dataclass(frozen=True, slots=True)
class ColorSpace:
    """An RGB color space.

    Attributes:
        name: What people call it.
        red, green, blue: CIE 1931 xy of the primaries.
        white: CIE 1931 xy of white.
        transfer: The curve between stored value and light.
    """

    name: str
    red: tuple[float, float]
    green: tuple[float, float]
    blue: tuple[float, float]
    white: tuple[float, float]
    transfer: Transfer

    def to_xyz(self) -> NDArray[np.float64]:
        """The (3, 3) matrix from linear RGB to CIE XYZ under this space's own white, Y = 1.

        Source:
            Lindbloom, "RGB/XYZ Matrices"; SMPTE RP 177-1993.
        """
        primaries = np.array([_xyz(self.red), _xyz(self.green), _xyz(self.blue)]).T
        return primaries * np.linalg.solve(primaries, _xyz(self.white))


def _xyz(xy: tuple[float, float]) -> NDArray[np.float64]:
    x, y = xy
    return np.array([x / y, 1.0, (1.0 - x - y) / y])


_SRGB_PRIMARIES = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
_P3_PRIMARIES = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
_ADOBE_PRIMARIES = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
_PROPHOTO_PRIMARIES = ((0.734699, 0.265301), (0.159597, 0.840403), (0.036598, 0.000105))
_REC2020_PRIMARIES = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))

SRGB = ColorSpace("sRGB", *_SRGB_PRIMARIES, D65, Transfer.SRGB)
LINEAR_SRGB = ColorSpace("linear sRGB", *_SRGB_PRIMARIES, D65, Transfer.LINEAR)
DISPLAY_P3 = ColorSpace("Display P3", *_P3_PRIMARIES, D65, Transfer.SRGB)
ADOBE_RGB = ColorSpace("Adobe RGB (1998)", *_ADOBE_PRIMARIES, D65, Transfer.GAMMA_2_2)
PROPHOTO = ColorSpace("ProPhoto RGB", *_PROPHOTO_PRIMARIES, D50, Transfer.GAMMA_1_8)
REC2020 = ColorSpace("Rec. 2020", *_REC2020_PRIMARIES, D65, Transfer.REC709)

WORKING = ColorSpace("linear Rec. 2020", *_REC2020_PRIMARIES, D65, Transfer.LINEAR)
"""The one space in which photos are developed; 1.0 is diffuse white, more is a highlight."""

OUTPUT_SPACES: dict[str, ColorSpace] = {
    "srgb": SRGB,
    "display-p3": DISPLAY_P3,
    "adobe-rgb": ADOBE_RGB,
    "prophoto": PROPHOTO,
    "rec2020": REC2020,
}
"""What a photo can be saved in, by the word used on the command line."""
