"""The open photo before the light: as it was read, and clean once that is done."""

from dataclasses import dataclass, replace

from lowlight_desktop.develop.blend import blend
from lowlight_desktop.develop.noise_mix import cleaned_as_far, is_whole
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.network_map import NetworkMap
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Noise, Quality, Recipe, Repair
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.room import room_for
from lowlight_desktop.studio.cleaning import Cleaned, cleaned_of
from lowlight_desktop.studio.last import Last
from lowlight_desktop.studio.lighting import LitPhoto
from lowlight_desktop.studio.noise import noise_of
from lowlight_desktop.studio.pace import Pace
from lowlight_desktop.studio.picture_cleaning import Mix, PictureCleaning, denoising, repairing
from lowlight_desktop.studio.pyramid import Pyramid
from lowlight_desktop.studio.raw_development import Development, can_clean, noise_for

# What measuring the noise takes of the cleaning, for the progress bar.
_MEASURED = 0.15
# Who is asked how noisy a picture is.
_MEASURING = Quality.FAST

# And the noise of both, where a photo is repaired too.
_CLEANED = 0.6

_UNSTOPPED = Progress()

_Key = tuple[Cleaned, Quality, Noise]
_RepairKey = tuple[_Key | None, Noise | None, Quality]


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
    """One photo before and after its cleaning; lives in one thread.

    Args:
        photo: As it was read.
        enhancer: The networks.
        pace: Told how long they take.
    """

    def __init__(self, photo: Photograph, enhancer: Enhancer, pace: Pace) -> None:
        self._photo, self._enhancer, self._pace = photo, enhancer, pace
        self._sensor: NoiseLevel | None = None
        self._picture: PictureNoise | None = None
        self._cleanings: Last[_Key, Development | PictureCleaning] = Last(1)
        self._mixed: Last[tuple[_Key, Noise], Source] = Last(1)
        self._repairs: Last[_RepairKey, PictureCleaning] = Last(1)
        self._repaired: Last[tuple[_RepairKey, Repair], Source] = Last(1)
        self._gates: Last[tuple[_Key, str, int], Pixels] = Last(1)
        self.plain = self._source(photo.image)

    def of(self, recipe: Recipe) -> Source:
        """The best that there is at once: clean and repaired, if that is done or nearly free."""
        clean, key = self._without_noise(recipe), self._repair_key(recipe)
        repaired = self._whole(recipe)
        if key is None or repaired is None or repaired.image is None:
            return clean
        whole, strength = repaired.image, recipe.repair.detail_strength
        before = clean.pyramid.photo

        def mix(one: Pixels, other: Pixels) -> Pixels:
            return blend(one, other, strength)

        return self._repaired.get(
            (key, recipe.repair),
            lambda: self._source(whole if strength == 1.0 else _mixed(before, whole, mix)),
        )

    def _without_noise(self, recipe: Recipe) -> Source:
        key, done = self._key(recipe), self._done(recipe)
        if key is None or done is None or done.image is None:
            return self.plain
        clean, wish = done.image, recipe.noise

        def mix(noisy: Pixels, clean: Pixels) -> Pixels:
            return cleaned_as_far(noisy, clean, wish)

        return self._mixed.get(
            (key, wish),
            lambda: self._source(
                clean if is_whole(wish) else _mixed(self._photo.image, clean, mix)
            ),
        )

    def is_waiting(self, recipe: Recipe) -> bool:
        """Whether `clean` has something to do."""
        return self._is_unclean(recipe) or self._is_unrepaired(recipe) or not self._is_measured()

    def measure(self, progress: Progress) -> None:
        """Measure the noise, where that is not done yet: the beginning of `clean`.

        Args:
            progress: Of all of that.

        Raises:
            Cancelled: If the user wants to stop.
        """
        progress.at(0.0)
        if not self._is_measured():
            self._measure(progress)
            progress.at(_MEASURED)

    def clean(self, recipe: Recipe, progress: Progress) -> None:
        """Measure the noise, clean and repair, where that is not done yet.

        Raises:
            ModelError: If the recipe asks for a network that is not installed.
            OutOfMemory: If not even the processor has enough memory.
            Cancelled: If the user wants to stop; what is done stays done.
        """
        self.measure(progress)
        repair, begun = self._repair_key(recipe), _MEASURED
        if (key := self._key(recipe)) is not None:
            begun = 1.0 if repair is None else _CLEANED
            self._cleaning(key, progress).go_on(progress.part(_MEASURED, begun))
        if repair is not None:
            self._repair(repair, recipe, progress).go_on(progress.part(begun, 1.0))
        progress.at(1.0)

    def noise(self, recipe: Recipe) -> NoiseLevel | PictureNoise | None:
        """The noise that the photo is taken to have; None where it is not known, or not yet."""
        if self._sensor is None:
            return self._picture
        return noise_for(self._photo, recipe.noise, self._sensor)

    def damage(self, recipe: Recipe) -> PictureNoise | None:
        """What compression has changed, as the repair found it; None where that is not done."""
        repaired = self._whole(recipe)
        return None if repaired is None else repaired.noise

    def is_attending(self, recipe: Recipe) -> bool:
        """Whether `attended` has an answer."""
        done = self._done(recipe)
        is_raw = isinstance(done, Development) and done.model is not None
        return (is_raw and torch_is_here()) or self._whole(recipe) is not None

    def attended(self, recipe: Recipe, place: tuple[int, int]) -> tuple[Region, Pixels] | None:
        """What the RAW network, else that of the details, compares a pixel with.

        Returns:
            A part of the photo and shares over it, in any size; None where neither is at work.
        """
        done = self._done(recipe)
        cells = done.attended(*place) if isinstance(done, Development) else None
        if cells is not None:
            return Region.whole(self._photo.image.height, self._photo.image.width), cells
        repaired = self._whole(recipe)
        return None if repaired is None else repaired.attended(*place)

    def gates(self, recipe: Recipe) -> tuple[NetworkMap, ...]:
        """The gates of the network that cleans pictures; none where it is not at work."""
        done = self._done(recipe)
        return done.maps if isinstance(done, PictureCleaning) else ()

    def gate(
        self, recipe: Recipe, name: str, budget_px: int, progress: Progress
    ) -> tuple[Pixels, Pixels]:
        """One of `gates`: over the photo, (h, w), and of the channels weighed as wholes, (n,).

        Raises:
            ValueError: If there is no such gate.
            Cancelled: If the user wants to stop.
        """
        done, key = self._done(recipe), self._key(recipe)
        names = [m.id for m in self.gates(recipe)]
        if not isinstance(done, PictureCleaning) or key is None or name not in names:
            raise ValueError(f"no network at work has a gate {name!r}")
        values = self._gates.get(
            (key, name, budget_px), lambda: done.map(name, budget_px, progress)
        )
        return values, done.channel_gates()[names.index(name)]

    def _is_unclean(self, recipe: Recipe) -> bool:
        return self._key(recipe) is not None and self._done(recipe) is None

    def _is_unrepaired(self, recipe: Recipe) -> bool:
        return self._repair_key(recipe) is not None and self._whole(recipe) is None

    def _whole(self, recipe: Recipe) -> PictureCleaning | None:
        """The repair of a recipe, where it is done."""
        key = self._repair_key(recipe)
        if key is None or key not in self._repairs or self._is_unclean(recipe):
            return None
        repair = self._repair(key, recipe)
        return None if repair.image is None else repair

    def _is_measured(self) -> bool:
        if can_clean(self._photo):
            return self._sensor is not None
        return self._picture is not None or not self._enhancer.has("denoise", _MEASURING)

    def _measure(self, progress: Progress) -> None:
        if can_clean(self._photo):
            self._sensor = noise_of(self._photo, progress)
        else:
            image, look = self._photo.image, progress.look
            self._picture = self._enhancer.picture_noise(image, _MEASURING, look=look)

    def _key(self, recipe: Recipe) -> _Key | None:
        """What cleaning depends on, its strengths are mixed in later; None where none is wished."""
        wanted = cleaned_of(self._photo, recipe)
        if wanted is None:
            return None
        return *wanted, replace(recipe.noise, luminance_noise=1.0, color_noise=1.0)

    def _repair_key(self, recipe: Recipe) -> _RepairKey | None:
        """What repairing depends on: the photo without its noise; None where it is not wished."""
        if recipe.detail is Quality.OFF:
            return None
        key = self._key(recipe)
        return key, None if key is None else recipe.noise, recipe.detail

    def _repair(
        self, key: _RepairKey, recipe: Recipe, progress: Progress = _UNSTOPPED
    ) -> PictureCleaning:
        """That of a key, begun with the photo as it is then: without its noise."""

        def begun() -> PictureCleaning:
            whole = replace(recipe, repair=Repair())
            before = self._without_noise(recipe).pyramid.photo
            return repairing(before, whole, self._enhancer, progress)

        return self._repairs.get(key, begun)

    def _done(self, recipe: Recipe) -> Development | PictureCleaning | None:
        """The cleaning of a recipe, where it is done."""
        key = self._key(recipe)
        if key is None or key not in self._cleanings:
            return None
        cleaning = self._cleaning(key)
        return None if cleaning.image is None else cleaning

    def _cleaning(
        self, key: _Key, progress: Progress = _UNSTOPPED
    ) -> Development | PictureCleaning:
        return self._cleanings.get(key, lambda: self._begun(key, progress))

    def _begun(self, key: _Key, progress: Progress) -> Development | PictureCleaning:
        what, quality, whole = key
        if what is Cleaned.PICTURE:
            recipe = Recipe(denoise=quality, noise=whole)
            return denoising(self._photo.image, recipe, self._enhancer, progress)
        noise = noise_for(self._photo, whole, self._sensor)
        assert noise is not None  # only photos with a mosaic are cleaned so
        return Development(self._photo, noise, Recipe(raw=quality, noise=whole), self._enhancer)

    def _source(self, image: Image) -> Source:
        return Source(Pyramid(image), LitPhoto(image, self._enhancer, self._pace))


def _mixed(before: Image, after: Image, mix: Mix) -> Image:
    """The photo changed as far as is wished."""
    out = room_for(before.pixels.shape)

    def work(rows: slice) -> None:
        out[rows] = mix(before.pixels[rows], after.pixels[rows])

    for_each_strip(work, before.height)
    return Image(out, before.space, before.alpha)
