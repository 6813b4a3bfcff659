"""A photo from what was read to whatever takes its pixels: the middle of every export."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from lowlight_desktop.develop.develop import Step, develop
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.machine import place_of
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.bands import Reached, watched
from lowlight_desktop.studio.cleaning import CleanPhoto, clean_photo, is_to_clean
from lowlight_desktop.studio.company import COMPUTING
from lowlight_desktop.studio.speed_notes import megapixels_of, note_computing
from lowlight_desktop.studio.speeds import ANYWHERE

# What cleaning takes of the rest, where there is any.
_CLEANED = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Developed:
    """A photo that is computed where it is asked for.

    Attributes:
        cleaned: The photo after its cleaning.
        step: Gives the pixels of any region.
        target: The brightness that the light step aimed at; None where it was off.
        models: Ids of the networks at work.
    """

    cleaned: CleanPhoto
    step: Step
    target: float | None
    models: tuple[str, ...]


T = TypeVar("T")
Sink = Callable[[Developed, Reached], T]
"""Asks for the pixels of a photo from top to bottom, and tells how far it is."""


def poured(
    photo: Photograph, recipe: Recipe, enhancer: Enhancer, progress: Progress, sink: Sink[T]
) -> T:
    """Develop a photo into a sink: a file of ours, a host's own file.

    Args:
        photo: It.
        recipe: The look.
        enhancer: The networks.
        progress: Told how far it is.
        sink: Asks for the pixels.

    Returns:
        What the sink made of them.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the smallest tile fits.
    """
    place = _place(photo, recipe, enhancer)
    with COMPUTING.joined() as turn:
        cleaned = clean_photo(photo, recipe, enhancer, progress.part(0.0, _CLEANED))
        cleaning_s = COMPUTING.share_of(turn)
        if cleaned.models:
            progress = progress.part(_CLEANED, 1.0)
        image = cleaned.photo.image
        surveyed = enhancer.survey(image, recipe)
        reached = Reached(progress)
        step = develop(image, recipe, watched(surveyed.networks, reached.look))
        models = (*cleaned.models, *surveyed.models)
        made = sink(Developed(cleaned, step, surveyed.target, models), reached)
    lighter = next((model for model in models if model not in cleaned.models), None)
    megapixels = megapixels_of(photo.image)
    note_computing(place, turn, cleaning_s, cleaned.models, lighter, megapixels)
    return made


def _place(photo: Photograph, recipe: Recipe, enhancer: Enhancer) -> str:
    """Where networks will work on a photo, if any will: asked before the clock runs.

    The first question may import torch, which is no photo's time.
    """
    works = recipe.light.quality is not Quality.OFF or is_to_clean(photo, recipe)
    return place_of(enhancer.device.name) if works else ANYWHERE
