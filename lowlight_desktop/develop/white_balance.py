"""Warmer, cooler, greener, more magenta: gray moved along and across the colors of daylight."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import adaptation
from lowlight_desktop.photo.color_space import D65, WORKING

_D65_MIRED = 1e6 / 6504.0
_DUV_PER_TINT = 1.0 / 3000.0  # as DNG counts tint
_STEP_MIRED = 0.5  # for the direction of the locus

_Vector = NDArray[np.float64]


@lru_cache(maxsize=64)
def white_balance(temperature: float, tint: float) -> NDArray[np.float64]:
    """The (3, 3) matrix on linear Rec. 2020 that moves gray by so much.

    Gray keeps its luminance; 0 and 0 give the identity.

    Args:
        temperature: Shift along the daylight locus in mired, positive is warmer.
        tint: Shift across it in 1/3000 of CIE 1960 uv, positive is more magenta.

    Source:
        CIE 15:2004, section 3.1 (daylight), its curve followed a little beyond 4000 K; Bradford
        adaptation; the unit of tint is that of the DNG SDK (`dng_temperature`).
    """
    if temperature == 0.0 and tint == 0.0:
        return np.eye(3)
    to_xyz = WORKING.to_xyz()
    at = _daylight(_D65_MIRED + temperature)
    shift = at - _daylight(_D65_MIRED)  # D65 itself is not quite on the locus
    along = _daylight(_D65_MIRED + temperature + _STEP_MIRED) - at
    magenta = np.array([along[1], -along[0]]) / np.linalg.norm(along)
    white = _uv(*D65) + shift + magenta * tint * _DUV_PER_TINT
    moved = adaptation(to_xyz @ np.ones(3), _xyz(white))
    matrix = np.linalg.inv(to_xyz) @ moved @ to_xyz
    matrix.flags.writeable = False
    return matrix


def _daylight(mired: float) -> _Vector:
    """CIE 1960 uv of daylight."""
    k = mired / 1e3  # 1000 K / temperature
    if mired >= 1e6 / 7000.0:
        x = -4.6070 * k**3 + 2.9678 * k**2 + 0.09911 * k + 0.244063
    else:
        x = -2.0064 * k**3 + 1.9018 * k**2 + 0.24748 * k + 0.237040
    return _uv(x, -3.000 * x**2 + 2.870 * x - 0.275)


def _uv(x: float, y: float) -> _Vector:
    return np.array([4.0 * x, 6.0 * y]) / (-2.0 * x + 12.0 * y + 3.0)


def _xyz(uv: _Vector) -> _Vector:
    """XYZ with Y = 1."""
    u, v = uv
    x, y = np.array([3.0 * u, 2.0 * v]) / (2.0 * u - 8.0 * v + 4.0)
    return np.array([x / y, 1.0, (1.0 - x - y) / y])
