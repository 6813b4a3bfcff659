"""The noise of sensors that were measured (`resources/noise/sensors.toml`)."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource

SENSORS = Path(__file__).resolve().parents[2] / "resources" / "noise" / "sensors.toml"
_BITS = 14  # of the table


@dataclass(frozen=True, slots=True)
class ReadLaw:
    """Read noise as a power of the gain, within a range of ISO speeds, both ends included."""

    least_iso: float
    most_iso: float
    slope: float
    intercept: float


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor of the table, in 14-bit steps."""

    gain_at_iso_100: float
    laws: tuple[ReadLaw, ...]


def known_noise(camera: str, mosaic: Mosaic) -> NoiseLevel | None:
    """The noise of a measured sensor.

    Args:
        camera: As in `Metadata.camera`, in any case.
        mosaic: For the ISO speed, and the number of bits.

    Returns:
        The same for all colors; None for a camera, or an ISO speed, that was not measured.
    """
    sensor = sensors().get(camera.casefold())
    if sensor is None or mosaic.iso is None:
        return None
    law = next((law for law in sensor.laws if law.least_iso <= mosaic.iso <= law.most_iso), None)
    if law is None:
        return None
    gain = sensor.gain_at_iso_100 * mosaic.iso / 100.0
    read = math.exp(law.slope * math.log(gain) + law.intercept)
    step = 2.0 ** (math.ceil(mosaic.white_level).bit_length() - _BITS)
    colors = len(mosaic.colors)
    return NoiseLevel((gain * step,) * colors, (read * step,) * colors, NoiseSource.TABLE)


@cache
def sensors() -> dict[str, Sensor]:
    """All sensors by the names of their cameras, casefolded."""
    table = tomllib.loads(SENSORS.read_text(encoding="utf-8"))
    return {
        camera.casefold(): _sensor(entry)
        for entry in table["sensor"]
        for camera in entry["cameras"]
    }


def _sensor(entry: dict[str, Any]) -> Sensor:
    laws = (
        ReadLaw(law["iso"][0], law["iso"][1], law["slope"], law["intercept"])
        for law in entry["laws"]
    )
    return Sensor(entry["gain_at_iso_100"], tuple(laws))
