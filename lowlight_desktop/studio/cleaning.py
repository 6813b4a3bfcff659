"""Which network takes the noise of a photo away, if any: that for RAW, or that for pictures."""

from dataclasses import dataclass, replace
from enum import Enum

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.picture_cleaning import PictureCleaning
from lowlight_desktop.studio.raw_development import Development, can_clean, noise_for

# What finding the noise and the bad pixels takes of the whole, for the progress bar.
_LOOKED = 0.15


class Cleaned(Enum):
    """What is cleaned."""

    SENSOR = "sensor"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, eq=False)
class CleanPhoto:
    """A photo after its cleaning.

    Attributes:
        photo: The photograph with a clean image, or as it was.
        model: Id of the network at work; None where it had nothing to do.
    """

    photo: Photograph
    model: str | None = None


def cleaned_of(photo: Photograph, recipe: Recipe) -> tuple[Cleaned, Quality] | None:
    """What of a photo a recipe cleans, and how well; None: nothing.

    Sensor data where it can, a picture only else. Who wants RAW files clean wants those too that
    the RAW network cannot read: there the picture that LibRaw makes of them is cleaned.
    """
    if recipe.raw is not Quality.OFF and can_clean(photo):
        return Cleaned.SENSOR, recipe.raw
    if recipe.denoise is not Quality.OFF:
        return Cleaned.PICTURE, recipe.denoise
    is_raw = photo.is_raw or photo.path.suffix.lower() in RAW_SUFFIXES
    if is_raw and recipe.raw is not Quality.OFF:
        return Cleaned.PICTURE, recipe.raw
    return None


def clean_photo(
    photo: Photograph, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> CleanPhoto:
    """Clean a photo, as far as the recipe wants it and the photo allows.

    Args:
        photo: Of any kind.
        recipe: Only `raw`, `denoise` and `noise` matter.
        enhancer: The networks.
        progress: Looked at between pieces.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the processor has enough memory.
        Cancelled: If the user wants to stop.
    """
    wanted = cleaned_of(photo, recipe)
    if wanted is None:
        assert photo.is_developed  # as `needs_picture` asks for
        return CleanPhoto(photo)
    progress.at(0.0)
    what, quality = wanted
    if what is Cleaned.PICTURE:
        cleaning = PictureCleaning(photo.image, replace(recipe, denoise=quality), enhancer)
        image = cleaning.go_on(progress)
        return CleanPhoto(replace(photo, image=image), cleaning.model)
    noise = noise_for(photo, recipe.noise)
    assert noise is not None  # there is a mosaic
    development = Development(photo, noise, recipe, enhancer)
    assert photo.is_developed or development.model is not None
    image = development.go_on(progress.part(_LOOKED, 1.0))
    return CleanPhoto(replace(photo, image=image, is_developed=True), development.model)
