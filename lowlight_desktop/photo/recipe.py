"""Everything that decides the look of a photo: equal recipes, equal pixels."""

from dataclasses import dataclass, field
from enum import Enum

from lowlight_desktop.photo.param import check_params, param


class Quality(Enum):
    """Which network does a step, if any."""

    OFF = "off"
    FAST = "fast"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Light:
    """How the photo is lit.

    Attributes:
        quality: Off, or which network.
        target: Wanted mean brightness (of max(R, G, B), sRGB-encoded) of the photo in (0, 1),
            or None: the network looks at the photo and decides.
    """

    quality: Quality = Quality.FAST
    target: float | None = None
    strength: float = param(
        "Light", 1.0, 0.0, 1.0, "", "How much of the network's light is mixed in."
    )
    highlights: float = param(
        "Protect highlights", 1.0, 0.0, 1.0, "", "Keep lamps and windows as they were."
    )
    shadows: float = param(
        "Keep black", 1.0, 0.0, 1.0, "", "Do not lift what is darker than its noise."
    )

    def __post_init__(self) -> None:
        check_params(self)
        if self.target is not None:
            target = float(self.target)
            if not 0.0 < target < 1.0:
                raise ValueError(f"The target brightness must lie between 0 and 1, got {target:g}")
            object.__setattr__(self, "target", target)


@dataclass(frozen=True, slots=True)
class Finish:
    """The cheap half of a recipe: redone on every slider move."""

    exposure_ev: float = param("Exposure", 0.0, -5.0, 5.0, "EV", "Brighter or darker, in stops.")
    contrast: float = param("Contrast", 0.0, -1.0, 1.0, "", "Around middle gray.")
    saturation: float = param("Saturation", 1.0, 0.0, 2.0, "x", "0 is black and white.")

    def __post_init__(self) -> None:
        check_params(self)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A photo's way from dark to finished.

    Attributes:
        raw: Denoise and demosaic the sensor data with a network.
        denoise: Clean the noise of a developed picture.
        light: Lift the darkness.
        detail: Compression artefacts and fine texture.
        finish: Exposure and color, after the networks.
    """

    raw: Quality = Quality.OFF
    denoise: Quality = Quality.OFF
    light: Light = field(default_factory=Light)
    detail: Quality = Quality.OFF
    finish: Finish = field(default_factory=Finish)
