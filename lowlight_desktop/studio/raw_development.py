"""A RAW developed by the network instead of LibRaw: clean, in the working space."""

from dataclasses import dataclass, replace

import numpy as np

from lowlight_desktop.develop.noise_mix import cleaned_as_far
from lowlight_desktop.develop.orientation import as_stored, upright
from lowlight_desktop.develop.sensor_light import sensor_light
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.raw_color import working_rgb
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Noise, Quality, Recipe
from lowlight_desktop.studio.noise import noise_of

# What finding the noise and the bad pixels takes of the whole, for the progress bar.
_LOOKED = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class CleanPhoto:
    """A photo after the RAW step.

    Attributes:
        photo: The photograph with a clean image, or as it was.
        model: Id of the network at work; None where it had nothing to do.
    """

    photo: Photograph
    model: str | None = None


def can_clean(photo: Photograph) -> bool:
    """Whether the RAW network knows what to do with a photo: a Bayer sensor saw it."""
    mosaic = photo.mosaic
    if mosaic is None or not mosaic.is_bayer:
        return False
    # Sensors that lie askew (Fuji's SuperCCD) have pictures of another shape.
    size = upright(mosaic.data, mosaic.orientation).shape
    return size == (photo.image.height, photo.image.width)


def noise_for(photo: Photograph, wish: Noise) -> NoiseLevel | None:
    """The noise that a photo is taken to have: found, or said by the photographer.

    Returns:
        None for photos without a mosaic.
    """
    mosaic = photo.mosaic
    if mosaic is None:
        return None
    known = _said(wish, mosaic) or noise_of(photo)
    if known is None or wish.noise_level == 1.0:
        return known
    # Twice as noisy: twice the deviation, four times the variance.
    return replace(
        known,
        gain=tuple(g * wish.noise_level**2 for g in known.gain),
        read=tuple(r * wish.noise_level for r in known.read),
    )


def _said(wish: Noise, mosaic: Mosaic) -> NoiseLevel | None:
    if wish.profile is None:
        return None
    gain, read = wish.profile
    colors = len(mosaic.colors)
    return NoiseLevel((gain,) * colors, (read,) * colors, NoiseSource.PHOTOGRAPHER)


def clean_photo(
    photo: Photograph, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> CleanPhoto:
    """Do the RAW step, as far as the recipe wants it and the photo allows.

    Args:
        photo: Of any kind.
        recipe: Only `raw` and `noise` matter.
        enhancer: The networks.
        progress: Looked at between pieces.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the processor has enough memory.
        Cancelled: If the user wants to stop.
    """
    mosaic = photo.mosaic
    if recipe.raw is Quality.OFF or mosaic is None or not can_clean(photo):
        return CleanPhoto(photo)
    noise = noise_for(photo, recipe.noise)
    assert noise is not None  # there is a mosaic
    progress.at(0.0)
    cleaning = enhancer.survey_raw(sensor_light(mosaic, noise), recipe.raw)
    if cleaning is None:
        return CleanPhoto(photo)
    out = np.empty_like(photo.image.pixels)
    noisy, clean = (as_stored(p, mosaic.orientation) for p in (photo.image.pixels, out))
    balance = np.asarray(mosaic.white_balance[:3], np.float32)
    rows, columns = mosaic.data.shape
    done_px, work = 0, progress.part(_LOOKED, 1.0)
    for region, camera in cleaning.blocks():
        work.at(done_px / (rows * columns))
        developed = working_rgb(camera, balance, mosaic.camera_matrix)
        clean[region.slices] = cleaned_as_far(noisy[region.slices], developed, recipe.noise)
        done_px += region.height * region.width
    progress.at(1.0)
    image = Image(out, photo.image.space, photo.image.alpha)
    return CleanPhoto(replace(photo, image=image), cleaning.model)
