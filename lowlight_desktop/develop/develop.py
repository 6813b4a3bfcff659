"""The order of the steps, written once: screen, batch, command line and hosts all come here."""

from collections.abc import Callable
from dataclasses import dataclass

from lowlight_desktop.develop.sharpening import HALO_PX, seen_smaller, sharpened
from lowlight_desktop.develop.tone import finish
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Finish, Recipe
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


def develop(photo: Image, recipe: Recipe, networks: Networks, scale: float = 1.0) -> Step:
    """The finished photo, region by region.

    Args:
        photo: Upright, in the working space.
        recipe: What the photographer wants.
        networks: Surveyed for this photo and this recipe.
        scale: Side of `photo` over that of the photo in full size; what looks at neighbors does as
            much to a smaller one as is seen there of what it does to the other.

    Returns:
        A function of a region; it computes when called, and equal regions give equal pixels
        whatever was asked for before.
    """

    def source(region: Region) -> Pixels:
        return photo.pixels[region.slices]

    step: Step = source
    if networks.light is not None:
        step = networks.light(step)

    settings = recipe.finish if recipe.finish.on else Finish()
    return finished(step, settings, height=photo.height, width=photo.width, scale=scale)


def finished(
    before: Step, settings: Finish, *, height: int, width: int, scale: float = 1.0
) -> Step:
    """The cheap half of the way, after the networks.

    Args:
        before: Gives what is to be finished.
        settings: What the photographer chose.
        height: Rows of the photo.
        width: Columns of the photo.
        scale: As for `develop`.

    Returns:
        The finished photo; to sharpen a region it asks for a slightly larger one.
    """
    amount, sigma_px = seen_smaller(settings.sharpening, scale)
    if amount == 0.0:
        return lambda region: finish(before(region), settings)

    def sharp(region: Region) -> Pixels:
        grown = region.grown(HALO_PX, height=height, width=width)
        whole = sharpened(finish(before(grown), settings), amount, sigma_px)
        return whole[region.inside(grown).slices]

    return sharp
