"""A photo before the light: clean and repaired, each where it is wished.

Either the network for RAW takes the noise away, or that for pictures.
"""

from dataclasses import dataclass, replace
from enum import Enum

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.picture_cleaning import denoising, repairing
from lowlight_desktop.studio.raw_development import Development, can_clean, noise_for

# What finding the noise and the bad pixels takes of the whole, for the progress bar.
_LOOKED = 0.15
# And the noise of both, where both are done.
_CLEANED = 0.5


class Cleaned(Enum):
    """What is cleaned."""

    SENSOR = "sensor"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, eq=False)
class CleanPhoto:
    """A photo after its cleaning.

    Attributes:
        photo: The photograph with a clean image, or as it was.
        model: Id of the network that took the noise away; None where there was nothing to do.
        repairer: Likewise, of that which repaired what compression has changed.
    """

    photo: Photograph
    model: str | None = None
    repairer: str | None = None

    @property
    def models(self) -> tuple[str, ...]:
        """Ids of all networks at work, in the order of their work."""
        return tuple(m for m in (self.model, self.repairer) if m is not None)


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


def is_to_clean(photo: Photograph, recipe: Recipe) -> bool:
    """Whether `clean_photo` has something to do: noise to take away, or compression to repair."""
    return recipe.detail is not Quality.OFF or cleaned_of(photo, recipe) is not None


def clean_photo(
    photo: Photograph, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> CleanPhoto:
    """Clean and repair a photo, as far as the recipe wants it and the photo allows.

    Args:
        photo: Of any kind.
        recipe: Only `raw`, `denoise`, `noise`, `detail` and `repair` matter.
        enhancer: The networks.
        progress: Looked at between pieces.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the processor has enough memory.
        Cancelled: If the user wants to stop.
    """
    if recipe.detail is Quality.OFF:
        return _without_noise(photo, recipe, enhancer, progress)
    is_noisy = cleaned_of(photo, recipe) is not None
    share = _CLEANED if is_noisy else 0.0
    clean = _without_noise(photo, recipe, enhancer, progress.part(0.0, share))
    repair = repairing(clean.photo.image, recipe, enhancer, progress)
    image = repair.go_on(progress.part(share, 1.0))
    return replace(clean, photo=replace(clean.photo, image=image), repairer=repair.model)


def _without_noise(
    photo: Photograph, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> CleanPhoto:
    wanted = cleaned_of(photo, recipe)
    if wanted is None:
        assert photo.is_developed  # as `needs_picture` asks for
        return CleanPhoto(photo)
    progress.at(0.0)
    what, quality = wanted
    if what is Cleaned.PICTURE:
        wish = replace(recipe, denoise=quality)
        cleaning = denoising(photo.image, wish, enhancer, progress)
        image = cleaning.go_on(progress)
        return CleanPhoto(replace(photo, image=image), cleaning.model)
    noise = noise_for(photo, recipe.noise)
    assert noise is not None  # there is a mosaic
    development = Development(photo, noise, recipe, enhancer)
    assert photo.is_developed or development.model is not None
    image = development.go_on(progress.part(_LOOKED, 1.0))
    return CleanPhoto(replace(photo, image=image, is_developed=True), development.model)
