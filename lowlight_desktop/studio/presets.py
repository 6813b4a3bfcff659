"""Looks with a name: those that come with the program, and what a preset is."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence

LONGEST_NAME = 60


def spelled(name: str) -> str:
    """What two names have in common that mean one preset: words in lower case, no punctuation."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold().replace("_", " "))
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Preset:
    """A look with a name, for any photo: it holds no brush strokes and no sensor's noise.

    Attributes:
        name: For people, at most 60 characters.
        recipe: The look; strokes and a noise profile that are given are left out.
        about: What it is for, one line; may be empty.

    Raises:
        ValueError: If the name is empty, too long, or more than a line.
    """

    name: str
    recipe: Recipe
    about: str = ""

    def __post_init__(self) -> None:
        name = unicodedata.normalize("NFC", self.name).strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise ValueError(Sentence("A preset's name has 1 to {0} characters", LONGEST_NAME))
        if not name.isprintable() or not spelled(name):
            raise ValueError(
                Sentence("A preset's name is a line of text with a letter or a digit in it")
            )
        object.__setattr__(self, "name", name)
        light = replace(self.recipe.light, limits=())
        noise = replace(self.recipe.noise, profile=None)
        object.__setattr__(self, "recipe", replace(self.recipe, light=light, noise=noise))

    def on(self, recipe: Recipe) -> Recipe:
        """The look for a photo that has `recipe` now: its own strokes and noise profile stay."""
        light = replace(self.recipe.light, limits=recipe.light.limits)
        noise = replace(self.recipe.noise, profile=recipe.noise.profile)
        return replace(self.recipe, light=light, noise=noise)


BUILT_IN = (
    Preset(
        "City lights",
        Recipe(
            light=Light(strength=0.85),
            finish=Finish(
                highlights=-0.4,
                shadows=0.15,
                contrast=0.1,
                temperature=-15.0,
                saturation=1.05,
                sharpening=0.4,
            ),
        ),
        "Lamps and signs keep their shape, street light is less orange, the sky stays dark.",
    ),
    Preset(
        "Indoor",
        Recipe(
            finish=Finish(highlights=-0.25, shadows=0.2, temperature=-25.0, sharpening=0.3),
        ),
        "Lamplight without its yellow, dark corners opened.",
    ),
    Preset(
        "Stars",
        Recipe(
            light=Light(strength=0.6),
            finish=Finish(
                contrast=0.2, shadows=-0.15, temperature=-10.0, saturation=1.15, sharpening=0.6
            ),
        ),
        "A dark sky stays dark, stars are crisp and keep their colors.",
    ),
    Preset(
        "Concert",
        Recipe(
            denoise=Quality.FAST,
            light=Light(strength=0.75),
            finish=Finish(
                highlights=-0.7, shadows=0.1, contrast=0.15, saturation=0.9, sharpening=0.2
            ),
        ),
        "Faces in the spotlight get their shape back, colored lamps do not glare, noise goes.",
    ),
    Preset(
        "High-ISO portrait",
        Recipe(
            denoise=Quality.FAST,
            light=Light(strength=0.9),
            finish=Finish(highlights=-0.2, shadows=0.1, contrast=-0.1, saturation=0.95),
        ),
        "Soft skin: gentle contrast and colors, clean of noise.",
    ),
)
"""The presets that come with the program."""


STANDARD = "standard look"
"""What is done where nothing is said; scripts of other programs ask for it by this name."""


def is_standard(name: str) -> bool:
    """Whether the look is meant that is no preset: "standard", "Standard look"."""
    return spelled(name) in (STANDARD, "standard")


def find_preset(name: str, presets: Iterable[Preset]) -> Preset | None:
    """The preset of a name, however it is typed: "city-lights" is "City lights"."""
    wanted = spelled(name)
    return next((preset for preset in presets if spelled(preset.name) == wanted), None)
