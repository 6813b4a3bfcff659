"""The part of a recipe that is about noise, in one hand."""

from dataclasses import dataclass, field, replace

from lowlight_desktop.photo.recipe import Noise, Quality, Recipe


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What a recipe says about noise; the defaults are those of `Recipe`.

    Attributes:
        raw: Clean the sensor's data.
        denoise: Clean the developed picture.
        noise: How far both go.
    """

    raw: Quality = Recipe().raw
    denoise: Quality = Recipe().denoise
    noise: Noise = field(default_factory=Noise)

    @classmethod
    def of(cls, recipe: Recipe) -> "Cleaning":
        """The part of a recipe."""
        return cls(recipe.raw, recipe.denoise, recipe.noise)

    def on(self, recipe: Recipe) -> Recipe:
        """A recipe with this part, all else as it was."""
        return replace(recipe, raw=self.raw, denoise=self.denoise, noise=self.noise)
