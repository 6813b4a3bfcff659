"""DNG's NoiseProfile: what a camera says about its noise, and how we say it.

Source:
    DNG 1.7.1, NoiseProfile: for each color plane S and O, where a value x between black (0) and
    white (1) has the standard deviation sqrt(S * x + O).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tifffile import TiffFile, TiffPage

from lowlight_desktop.formats.tiff_reading import FAILURES, all_pages, numbers_in, sensor_page
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource

NOISE_PROFILE = 51041
_BLACK_LEVEL, _WHITE_LEVEL, _PLANE_COLORS = 50714, 50717, 50710
_COLORS = "RGBCMYW"  # what CFAPlaneColor counts


def read_noise_profile(path: Path, mosaic: Mosaic) -> NoiseLevel | None:
    """The profile in a DNG.

    Args:
        path: A RAW file.
        mosaic: What it holds, for the names of its colors.

    Returns:
        The level for each color, in sensor values; None where there is no profile, or none that
        makes sense.
    """
    try:
        with TiffFile(path) as tiff:
            sensor = sensor_page(tiff)
            if sensor is None:
                return None
            # The main directory had it before the sensor's.
            pages = (sensor, *all_pages(tiff.pages))
            profile = next((p for page in pages if (p := _numbers(page, NOISE_PROFILE))), [])
            return _level(profile, sensor, mosaic)
    except (*FAILURES, OSError):
        return None  # not built like a TIFF, or taken away since it was read


def profile_of(
    gain: Sequence[float], read: Sequence[float], black: float, white: float
) -> tuple[float, ...]:
    """A profile: S and O of each plane.

    Args:
        gain: Of each plane, DN per electron.
        read: Of each plane, DN.
        black: DN of no light.
        white: DN of a full sensor.
    """
    full = white - black
    return tuple(
        part for g, r in zip(gain, read, strict=True) for part in (g / full, (r / full) ** 2)
    )


def _level(profile: list[float], sensor: TiffPage, mosaic: Mosaic) -> NoiseLevel | None:
    pairs = list(zip(profile[::2], profile[1::2], strict=False))
    if not pairs or not np.isfinite(profile).all():
        return None
    full = _white(sensor) - float(np.mean(_numbers(sensor, _BLACK_LEVEL) or [0.0]))
    planes = [_COLORS[int(c)] for c in _numbers(sensor, _PLANE_COLORS)] or list("RGB")
    of_color = [pairs[min(planes.index(c), len(pairs) - 1)] for c in mosaic.colors if c in planes]
    if len(of_color) != len(mosaic.colors) or any(s <= 0 or o < 0 for s, o in of_color):
        return None
    gain = tuple(s * full for s, _ in of_color)
    return NoiseLevel(gain, tuple(o**0.5 * full for _, o in of_color), NoiseSource.PROFILE)


def _white(sensor: TiffPage) -> float:
    said = _numbers(sensor, _WHITE_LEVEL)
    return said[0] if said else 2.0**sensor.bitspersample - 1.0


def _numbers(page: TiffPage, code: int) -> list[float]:
    """The numbers of a tag; none where there is no such tag."""
    tag = page.tags.get(code)
    return [] if tag is None else numbers_in(int(tag.dtype), tag.value)
