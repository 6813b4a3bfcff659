"""The open photo before the light: as it was read, and clean once the RAW step is done."""

from dataclasses import dataclass, replace

import numpy as np

from lowlight_desktop.develop.noise_mix import cleaned_as_far, is_whole
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.noise_level import NoiseLevel
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Noise, Quality, Recipe
from lowlight_desktop.studio.last import Last
from lowlight_desktop.studio.lighting import LitPhoto
from lowlight_desktop.studio.noise import noise_of
from lowlight_desktop.studio.pace import Pace
from lowlight_desktop.studio.pyramid import Pyramid
from lowlight_desktop.studio.raw_development import Development, can_clean, noise_for

# What measuring the noise takes of the RAW step, for the progress bar.
_MEASURED = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A photo to light, in all sizes.

    Attributes:
        pyramid: Its sizes.
        lit: What the light network says of it.
    """

    pyramid: Pyramid
    lit: LitPhoto


class Sources:
    """One photo before and after its RAW step; lives in one thread.

    Args:
        photo: As it was read.
        enhancer: The networks.
        pace: Told how long they take.
    """

    def __init__(self, photo: Photograph, enhancer: Enhancer, pace: Pace) -> None:
        self._photo, self._enhancer, self._pace = photo, enhancer, pace
        self._found: NoiseLevel | None = None
        self._developments: Last[tuple[Quality, Noise], Development] = Last(1)
        self._mixed: Last[tuple[Quality, Noise], Source] = Last(1)
        self.plain = self._source(photo.image)

    def of(self, recipe: Recipe) -> Source:
        """The best that there is at once: clean if the RAW step is done or nearly free."""
        clean = self._clean_image(recipe)
        if clean is None:
            return self.plain
        return self._mixed.get(
            (recipe.raw, recipe.noise),
            lambda: self._source(_mixed(self._photo.image, clean, recipe.noise)),
        )

    def is_waiting(self, recipe: Recipe) -> bool:
        """Whether `clean` has something to do."""
        if not can_clean(self._photo):
            return False
        is_unclean = recipe.raw is not Quality.OFF and self._clean_image(recipe) is None
        return self._found is None or is_unclean

    def clean(self, recipe: Recipe, progress: Progress) -> None:
        """Measure the noise and do the RAW step, where that is not done yet.

        Raises:
            ModelError: If the recipe asks for a network that is not installed.
            OutOfMemory: If not even the processor has enough memory.
            Cancelled: If the user wants to stop; what is done stays done.
        """
        if not can_clean(self._photo):
            return
        progress.at(0.0)
        if self._found is None:
            self._found = noise_of(self._photo)
            progress.at(_MEASURED)
        if recipe.raw is not Quality.OFF:
            self._development(recipe).go_on(progress.part(_MEASURED, 1.0))
        progress.at(1.0)

    def noise(self, recipe: Recipe) -> NoiseLevel | None:
        """The noise that the photo is taken to have; None where it is not known, or not yet."""
        if self._found is None:
            return None
        return noise_for(self._photo, recipe.noise, self._found)

    def is_attending(self, recipe: Recipe) -> bool:
        """Whether `attended` has an answer."""
        return self._clean_image(recipe) is not None and self._development(recipe).model is not None

    def attended(self, recipe: Recipe, place: tuple[int, int]) -> Pixels | None:
        """Where the RAW network looks from a pixel, (16, 16); None where it is not at work."""
        return self._development(recipe).attended(*place) if self.is_attending(recipe) else None

    def _clean_image(self, recipe: Recipe) -> Image | None:
        if recipe.raw is Quality.OFF or _key(recipe) not in self._developments:
            return None
        return self._development(recipe).image

    def _development(self, recipe: Recipe) -> Development:
        quality, whole = _key(recipe)
        return self._developments.get((quality, whole), lambda: self._begun(quality, whole))

    def _begun(self, quality: Quality, whole: Noise) -> Development:
        noise = noise_for(self._photo, whole, self._found)
        assert noise is not None  # only photos with a mosaic are cleaned
        return Development(self._photo, noise, Recipe(raw=quality, noise=whole), self._enhancer)

    def _source(self, image: Image) -> Source:
        return Source(Pyramid(image), LitPhoto(image, self._enhancer, self._pace))


def _key(recipe: Recipe) -> tuple[Quality, Noise]:
    """What the RAW step depends on: its strengths are mixed in later."""
    return recipe.raw, replace(recipe.noise, luminance_noise=1.0, color_noise=1.0)


def _mixed(noisy: Image, clean: Image, wish: Noise) -> Image:
    """The photo cleaned as far as is wished."""
    if is_whole(wish):
        return clean
    out = np.empty_like(noisy.pixels)

    def work(rows: slice) -> None:
        out[rows] = cleaned_as_far(noisy.pixels[rows], clean.pixels[rows], wish)

    for_each_strip(work, noisy.height)
    return Image(out, noisy.space, noisy.alpha)
