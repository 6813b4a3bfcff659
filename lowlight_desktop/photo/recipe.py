"""Everything that decides the look of a photo: equal recipes, equal pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from lowlight_desktop.photo.param import TIMES, Param, check_params, checked, param
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.photo.stroke import Stroke

CURVE_STEPS = 7
"""Parameters of the light curve v <- v + a v (1 - v), one a step, each in [-1, 1]."""


TARGET = Param(
    "target",
    "Brightness",
    0.42,  # where a slider stands before a network has looked at the photo
    0.01,
    0.99,
    "",
    "Mean brightness of the finished photo.",
)
"""The declaration of `Light.target`, which may also be None; so it is not among `params_of`."""


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
        target: Wanted mean brightness (of max(R, G, B), sRGB-encoded) of the photo, `TARGET`,
            or None: the network looks at the photo and decides.
        curve: The seven parameters of the light curve, or None: the network chooses those that
            reach the target. With a curve of the photographer's the target is not aimed at.
        limits: Strokes of the brush that keeps light away.
    """

    quality: Quality = Quality.FAST
    target: float | None = None
    strength: float = param(
        "Light strength", 1.0, 0.0, 1.0, "", "How much of the network's light is mixed in."
    )
    protect_highlights: float = param(
        "Protect highlights", 1.0, 0.0, 1.0, "", "Keep lamps and windows as they were."
    )
    keep_black: float = param(
        "Keep black", 1.0, 0.0, 1.0, "", "Do not lift what is darker than its noise."
    )

    curve: tuple[float, ...] | None = None
    limits: tuple[Stroke, ...] = ()

    def __post_init__(self) -> None:
        check_params(self)
        if self.target is not None:
            object.__setattr__(self, "target", checked(TARGET, self.target))
        if self.curve is not None:
            curve = tuple(float(a) for a in self.curve)
            if len(curve) != CURVE_STEPS or any(not -1.0 <= a <= 1.0 for a in curve):
                raise ValueError(
                    Sentence("The light curve has {0} numbers between -1 and 1", CURVE_STEPS)
                )
            object.__setattr__(self, "curve", curve)


@dataclass(frozen=True, slots=True)
class Noise:
    """How much of the noise goes, from the sensor's data or from a picture.

    Attributes:
        profile: What the photographer knows of the sensor: gain (sensor values per electron, above
            0) and read noise (sensor values, at least 0); None: as `studio.noise` finds it.
    """

    luminance_noise: float = param(
        "Luminance", 1.0, 0.0, 1.0, "", "How much of the noise in brightness is taken away."
    )
    color_noise: float = param(
        "Color", 1.0, 0.0, 1.0, "", "How much of the noise in color is taken away."
    )
    noise_level: float = param(
        "Noise level", 1.0, 0.25, 4.0, TIMES, "As how noisy the photo counts: 1 is what was found."
    )
    profile: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        check_params(self)
        if self.profile is not None:
            gain, read = (float(number) for number in self.profile)
            if not (0.0 < gain < float("inf") and 0.0 <= read < float("inf")):
                raise ValueError(
                    Sentence(
                        "A noise profile is a gain above 0 and a read noise, got {0:g}, {1:g}",
                        gain,
                        read,
                    )
                )
            object.__setattr__(self, "profile", (gain, read))


@dataclass(frozen=True, slots=True)
class Repair:
    """How far the traces of compression go, and the little noise between them."""

    detail_strength: float = param(
        "Detail strength",
        1.0,
        0.0,
        1.0,
        "",
        "How much of what compression has changed is repaired.",
    )

    def __post_init__(self) -> None:
        check_params(self)


@dataclass(frozen=True, slots=True)
class Finish:
    """The cheap half of a recipe: redone on every slider move.

    Attributes:
        on: Whether it is done; where it is switched off its numbers stay.
    """

    exposure_ev: float = param("Exposure", 0.0, -5.0, 5.0, "EV", "Brighter or darker, in stops.")
    contrast: float = param("Contrast", 0.0, -1.0, 1.0, "", "Around middle gray.")
    highlights: float = param("Highlights", 0.0, -1.0, 1.0, "", "Darker or brighter highlights.")
    shadows: float = param("Shadows", 0.0, -1.0, 1.0, "", "Darker or brighter shadows.")
    temperature: float = param(
        "Temperature", 0.0, -100.0, 100.0, "mired", "Cooler or warmer than the photo is."
    )
    tint: float = param("Tint", 0.0, -100.0, 100.0, "", "Greener or more magenta.")
    saturation: float = param("Saturation", 1.0, 0.0, 2.0, TIMES, "0 is black and white.")
    sharpening: float = param("Sharpening", 0.0, 0.0, 2.0, "", "Crisper fine detail.")
    on: bool = True

    def __post_init__(self) -> None:
        check_params(self)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A photo's way from dark to finished.

    Attributes:
        raw: Denoise and demosaic the sensor data with a network; of no effect on other photos.
        denoise: Clean the noise of a developed picture.
        noise: How far both go.
        light: Lift the darkness.
        detail: Repair what compression has changed in a developed picture.
        repair: How far that goes.
        finish: Exposure and color, after the networks.
    """

    raw: Quality = Quality.FAST
    denoise: Quality = Quality.OFF
    noise: Noise = field(default_factory=Noise)
    light: Light = field(default_factory=Light)
    detail: Quality = Quality.OFF
    repair: Repair = field(default_factory=Repair)
    finish: Finish = field(default_factory=Finish)

    @property
    def networks(self) -> Mapping[str, Quality]:
        """The steps whose networks are wanted; empty if all are off."""
        steps = {
            "raw": self.raw,
            "denoise": self.denoise,
            "light": self.light.quality,
            "detail": self.detail,
        }
        return {step: quality for step, quality in steps.items() if quality is not Quality.OFF}


ORIGINAL = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
"""Every step off: the photo before the work."""
