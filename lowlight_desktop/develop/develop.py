"""The order of the steps, written once: screen, batch, command line and hosts all come here."""

from collections.abc import Callable
from dataclasses import dataclass

from lowlight_desktop.develop.tone import finish
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.region import Region

Step = Callable[[Region], Pixels]
"""Gives the pixels of any region of the photo, (h, w, 3) linear Rec. 2020."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The surveyed networks of one photo: each makes a step out of the step before it.

    Attributes:
        light: Lifts the darkness; None where that is switched off.
    """

    light: Callable[[Step], Step] | None = None


def develop(photo: Image, recipe: Recipe, networks: Networks) -> Step:
    """The finished photo, region by region.

    Args:
        photo: Upright, in the working space.
        recipe: What the photographer wants.
        networks: Surveyed for this photo and this recipe.

    Returns:
        A function of a region; it computes when called, and equal regions give equal pixels
        whatever was asked for before.
    """

    def source(region: Region) -> Pixels:
        return photo.pixels[region.slices]

    step: Step = source
    if networks.light is not None:
        step = networks.light(step)

    def finished(region: Region) -> Pixels:
        return finish(step(region), recipe.finish)

    return finished
