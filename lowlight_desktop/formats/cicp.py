"""Color named by code points, as PNG, HEIC and AVIF carry it, and the two HDR curves.

Source:
    ITU-T H.273, tables 2 and 3; ITU-R BT.2100-2, tables 4 and 5; ITU-R BT.2408-7, 203 cd/m².
"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.color_space import (
    DISPLAY_P3,
    LINEAR_SRGB,
    REC2020,
    SRGB,
    WORKING,
    ColorSpace,
    Transfer,
)

_PRIMARIES = {1: SRGB, 9: REC2020, 12: DISPLAY_P3}
_LINEAR_CODE = 8
_DIFFUSE_WHITE_CD_M2 = 203.0  # where HDR puts the paper: our 1.0


class HdrCurve(Enum):
    """A curve whose 1.0 lies far above diffuse white."""

    PQ = 16
    HLG = 18


@dataclass(frozen=True, slots=True)
class HdrSpace:
    """RGB with an HDR curve; `linear` is the same space without it."""

    linear: ColorSpace
    curve: HdrCurve


def space_of(primaries: int, transfer: int) -> ColorSpace | HdrSpace | None:
    """The space that two H.273 code points name, or None if it is not one of ours.

    The camera curves (BT.709, BT.601, BT.2020: 1, 6, 14, 15) count as the sRGB curve: encoders
    write them by default over pictures made for sRGB screens, and browsers show them so.
    """
    known = _PRIMARIES.get(primaries)
    if known is None:
        return None
    if transfer in (HdrCurve.PQ.value, HdrCurve.HLG.value):
        return HdrSpace(_linear(known), HdrCurve(transfer))
    if transfer == _LINEAR_CODE:
        return _linear(known)
    return SRGB if known is SRGB else replace(known, transfer=Transfer.SRGB)


def _linear(space: ColorSpace) -> ColorSpace:
    named = {SRGB: LINEAR_SRGB, REC2020: WORKING}.get(space)
    return named or replace(space, name=f"linear {space.name}", transfer=Transfer.LINEAR)


def hdr_light(levels: int, curve: HdrCurve) -> NDArray[np.float32]:
    """The light of each of `levels` integer values, 1.0 being diffuse white.

    PQ gives the light of the display, HLG that of the scene (no system gamma): Lowlight develops
    scenes.
    """
    signal = np.linspace(0.0, 1.0, levels)
    light = _pq_light(signal) if curve is HdrCurve.PQ else _hlg_light(signal)
    return light.astype(np.float32)


def _pq_light(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = signal ** (1 / m2)
    return (np.maximum(power - c1, 0.0) / (c2 - c3 * power)) ** (1 / m1) * (
        10_000.0 / _DIFFUSE_WHITE_CD_M2
    )


def _hlg_light(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    light = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    return light / ((np.exp((0.75 - c) / a) + b) / 12)  # signal 0.75 is diffuse white
