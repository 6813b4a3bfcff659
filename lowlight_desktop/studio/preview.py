"""The open photo, developed for the screen by the same `develop()` that exports it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from lowlight_desktop.develop.color import encode, strip_rows
from lowlight_desktop.develop.develop import Networks, develop
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.network_map import ATTENTION, NetworkMap
from lowlight_desktop.photo.noise_level import NoiseLevel, PictureNoise
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Finish, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.last import Last
from lowlight_desktop.studio.lighting import Part, network_half
from lowlight_desktop.studio.pace import Pace, Work
from lowlight_desktop.studio.readings import added_light, enlarged, histogram_of, scale_of, thinned
from lowlight_desktop.studio.sources import Source, Sources
from lowlight_desktop.studio.view import Frame, Histogram, MapFrame, View

# A frame for a moving hand: thirty a second, sixty where no network runs.
_FRAME_S, _FINISH_FRAME_S = 0.033, 0.016
_SMALLEST_DRAFT_PX, _LARGEST_DRAFT_PX = 32_000, 8_000_000
# From here on rendering takes so much longer than surveying that the survey may be exact.
_EXACT_FROM_PX = 300_000
_ORIGINALS = 3
# Enough pixels for an average at every brightness.
_READING_PX = 50_000
_ATTENTION_PX = 40_000


@dataclass(frozen=True, slots=True)
class Judged:
    """What the networks decided by themselves.

    Attributes:
        target: Mean brightness that the light network aims at; None where it is off.
        curve: The seven parameters that it chose, also where the photographer has others.
    """

    target: float | None
    curve: tuple[float, ...] | None


class Preview:
    """One open photo, developed for the screen; lives in one thread.

    Args:
        photo: As it was read.
        enhancer: The networks; of the same thread.

    Attributes:
        path: The photo's file.
    """

    def __init__(self, photo: Photograph, enhancer: Enhancer) -> None:
        self.path = photo.path
        self._pace = Pace()
        self._sources = Sources(photo, enhancer, self._pace)
        self._originals: Last[tuple[int, int, Region], Rgb8] = Last(_ORIGINALS)
        self._counted: Last[tuple[int, int | None], Histogram] = Last(_ORIGINALS)
        self._last_whole: tuple[int, Rgb8] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the photo."""
        photo = self._sources.plain.pyramid.photo
        return photo.height, photo.width

    def is_waiting(self, recipe: Recipe) -> bool:
        """Whether `clean` has something to do: until then the photo is shown as it was read."""
        return self._sources.is_waiting(recipe)

    def measure(self, progress: Progress) -> None:
        """Measure the noise of the photo, where that is not done yet: the beginning of `clean`.

        Args:
            progress: Of all of that.

        Raises:
            Cancelled: If the user wants to stop.
        """
        self._sources.measure(progress)

    def clean(self, recipe: Recipe, progress: Progress) -> None:
        """Measure the noise of the photo and clean it, where the recipe says so.

        Raises:
            ModelError: If the recipe asks for a network that is not installed.
            OutOfMemory: If not even the processor has enough memory.
            Cancelled: If the user wants to stop; what is done stays done.
        """
        self._sources.clean(recipe, progress)

    def noise(self, recipe: Recipe) -> NoiseLevel | PictureNoise | None:
        """The noise that the photo is taken to have; None where that is not known, or not yet."""
        return self._sources.noise(recipe)

    def damage(self, recipe: Recipe) -> PictureNoise | None:
        """What compression has changed in the photo; None unless it has been repaired."""
        return self._sources.damage(recipe)

    def whole(self, recipe: Recipe, budget_px: int, progress: Progress) -> Frame:
        """The whole photo, reduced until it has at most `budget_px` pixels.

        Raises:
            Cancelled: If the user wants to stop.
            ModelError: If the recipe asks for a network that is not installed.
            OutOfMemory: If not even the processor has enough memory.
        """
        source = self._sources.of(recipe)
        part = _whole(source, budget_px)
        exact = part.region.height * part.region.width >= _EXACT_FROM_PX
        rgb = self._developed(source, part, recipe, progress, exact=exact)
        self._last_whole = budget_px, rgb
        return Frame(rgb, Region.whole(*self.size), part.level is not source.pyramid.photo)

    def visible(
        self, recipe: Recipe, view: View, budget_px: int | None, progress: Progress
    ) -> Frame:
        """The visible part of the photo.

        Args:
            recipe: The look.
            view: What is visible; what lies outside the photo is left out.
            budget_px: How many pixels may be worked on. None: as many as the screen can show; at
                100 % and above these are the pixels that the export has in 8-bit sRGB.
            progress: Looked at between pieces of the work.

        Raises:
            Cancelled: If the user wants to stop.
            ModelError: If the recipe asks for a network that is not installed.
            OutOfMemory: If not even the processor has enough memory.
        """
        source, (height, width) = self._sources.of(recipe), self.size
        shown = view.region.grown(0, height=height, width=width)
        number = source.pyramid.for_scale(view.scale)
        if budget_px is not None:
            share = shown.height * shown.width / (height * width)
            number = source.pyramid.within(number, share, budget_px)
        level = source.pyramid.level(number)
        part = Part(level, source.pyramid.to_level(shown, level))
        exact = budget_px is None or part.region.height * part.region.width >= _EXACT_FROM_PX
        rgb = self._developed(source, part, recipe, progress, exact=exact)
        place = source.pyramid.to_photo(part.region, level)
        return Frame(rgb, place, is_proxy=number > 0)

    def histograms(self, most_px: int | None = None) -> tuple[Histogram, Histogram]:
        """Before and after, of the last `whole()`.

        Args:
            most_px: How many pixels may be counted; None: all.

        Raises:
            ValueError: If there was none.
        """
        if self._last_whole is None:
            raise ValueError("there was no whole photo yet")
        budget_px, after = self._last_whole
        before = self._counted.get((budget_px, most_px), lambda: self._before(budget_px, most_px))
        return before, histogram_of(thinned(after, most_px))

    def _before(self, budget_px: int, most_px: int | None) -> Histogram:
        original = self._original(_whole(self._sources.plain, budget_px))
        return histogram_of(thinned(original, most_px))

    def judged(self, recipe: Recipe) -> Judged:
        """What the networks decide where the photographer leaves it to them.

        As exact as the last picture: what was tried on a small photo is off by a few thousandths.
        """
        own = replace(recipe, light=replace(recipe.light, curve=None))
        surveyed = self._sources.of(own).lit.survey(own, exact=False)
        return Judged(surveyed.target, surveyed.curve)

    def added(self, recipe: Recipe, progress: Progress) -> tuple[float, ...] | None:
        """What the light network adds to its own curve on the average, as `readings.added_light`.

        With the photographer's curve it would add other light, and a handle would leave its place.

        Returns:
            None where the light is off.

        Raises:
            Cancelled: If the user wants to stop.
        """
        light = replace(recipe.light, strength=1.0, limits=(), curve=None)
        unfinished = replace(recipe, light=light, finish=Finish())
        source = self._sources.of(unfinished)
        curve = source.lit.survey(unfinished, exact=False).curve
        if curve is None:
            return None
        part = _whole(source, _READING_PX)
        after = self._developed(source, part, unfinished, progress, exact=False)
        return added_light(_rendered(part, ORIGINAL, Networks()), after, curve)

    def maps(self, recipe: Recipe) -> tuple[NetworkMap, ...]:
        """The maps that the recipe's networks declare; none where they are off."""
        light = self._sources.of(recipe).lit.survey(recipe, exact=False).light
        found = () if light is None else light.maps
        found = (*found, *self._sources.gates(recipe))
        return (*found, ATTENTION) if self._sources.is_attending(recipe) else found

    def map(self, name: str, recipe: Recipe, budget_px: int, progress: Progress) -> MapFrame:
        """What a network did, over the whole photo.

        Args:
            name: The id of one of `maps(recipe)`.
            recipe: The look.
            budget_px: How many values there may be.
            progress: Looked at between pieces of the work.

        Raises:
            Cancelled: If the user wants to stop.
            ValueError: If no network of the recipe has such a map.
        """
        gates = {m.id: m for m in self._sources.gates(recipe)}
        if name in gates:
            values, channels = self._sources.gate(recipe, name, budget_px, progress)
            whole, label = Region.whole(*self.size), gates[name].label
            return MapFrame(values, whole, 0.0, 1.0, label, "", channels=channels)
        source = self._sources.of(recipe)
        light = source.lit.survey(recipe, exact=False).light
        declared = {} if light is None else {m.id: m for m in light.maps}
        if light is None or name not in declared:
            raise ValueError(f"no network at work has a map {name!r}")
        part = _whole(source, budget_px)
        level = part.level
        networks = source.lit.networks(part, recipe, progress, exact=False)
        unfinished = replace(recipe, finish=Finish())
        before = develop(level, ORIGINAL, Networks())
        after = develop(level, unfinished, networks)
        values = light.map(name, before, after, part.region, part.size)
        progress.at(1.0)
        low, high = scale_of(values, signed=declared[name].signed)
        known = declared[name]
        return MapFrame(values, Region.whole(*self.size), low, high, known.label, known.unit)

    def draft_px(self, recipe_before: Recipe, recipe_after: Recipe) -> int:
        """How many pixels fit into a frame while a hand moves, from the measured pace.

        Args:
            recipe_before: What is on the screen.
            recipe_after: What will be; the difference decides what has to be computed.

        Returns:
            One of a few sizes, so that small changes of pace do not change it.
        """
        was, will = network_half(recipe_before), network_half(recipe_after)
        if will.light.quality is Quality.OFF or (
            was == will and recipe_before.light == recipe_after.light
        ):
            px = self._pace.px_in(_FINISH_FRAME_S, Work.FINISH)
        elif was == will:
            px = self._pace.px_in(_FRAME_S, Work.MIX, Work.FINISH)
        else:
            px = self._pace.px_in(_FRAME_S, Work.SURVEY, Work.LIGHT, Work.MIX, Work.FINISH)
        bounded = min(max(px, _SMALLEST_DRAFT_PX), _LARGEST_DRAFT_PX)
        return int(2.0 ** (np.floor(2.0 * np.log2(bounded)) / 2.0))

    def attention(self, recipe: Recipe, place: tuple[int, int]) -> MapFrame | None:
        """What a network compares one place of the photo with: that for RAW, or for the details.

        Args:
            recipe: The look.
            place: Row and column in the upright photo.

        Returns:
            Shares of the strongest place; None where neither is at work.
        """
        found = self._sources.attended(recipe, place)
        if found is None:
            return None
        part, shares = found
        shares = shares / max(float(shares.max()), 1e-9)
        values = enlarged(shares, (part.height, part.width), _ATTENTION_PX)
        return MapFrame(values, part, 0.0, 1.0, ATTENTION.label, ATTENTION.unit)

    def _developed(
        self, source: Source, part: Part, recipe: Recipe, progress: Progress, *, exact: bool
    ) -> Rgb8:
        """A part in the numbers of the screen, which are those of an 8-bit sRGB file."""
        progress.at(0.0)
        if source is self._sources.plain and _is_as_it_was(recipe):
            return self._original(part)
        networks = source.lit.networks(part, recipe, progress.part(0.0, 0.9), exact=exact)
        begin = time.perf_counter()
        rgb = _rendered(part, recipe, networks, part.level.height / self.size[0])
        px = part.region.height * part.region.width
        self._pace.note(Work.FINISH, time.perf_counter() - begin, px)
        progress.at(1.0)
        return rgb

    def _original(self, part: Part) -> Rgb8:
        """A part as it was before the work, without network and without torch."""
        return self._originals.get(
            (*part.size, part.region), lambda: _rendered(part, ORIGINAL, Networks())
        )


def _is_as_it_was(recipe: Recipe) -> bool:
    """Whether a look is that of the source; cleaning is for who makes the source."""
    return (
        replace(
            recipe,
            raw=ORIGINAL.raw,
            noise=ORIGINAL.noise,
            detail=ORIGINAL.detail,
            repair=ORIGINAL.repair,
        )
        == ORIGINAL
    )


def _whole(source: Source, budget_px: int) -> Part:
    """The whole photo, reduced until it has at most so many pixels."""
    level = source.pyramid.at_most(max(budget_px, 1))
    return Part(level, Region.whole(level.height, level.width))


def _rendered(part: Part, recipe: Recipe, networks: Networks, scale: float = 1.0) -> Rgb8:
    """A part in the numbers of the screen; all that is done to a strip is done at once.

    Args:
        part: Of the photo in one of its sizes.
        recipe: The look.
        networks: Whose answers for the part are there already.
        scale: Side of that size over that of the photo.
    """
    step, region = develop(part.level, recipe, networks, scale), part.region
    rgb = np.empty((region.height, region.width, 3), np.uint8)

    def work(rows: slice) -> None:
        top = region.top + rows.start
        strip = Region(top, region.left, region.top + rows.stop, region.right)
        encode(step(strip), SRGB, 8, top=top, left=region.left, out=rgb[rows])

    for_each_strip(work, region.height, strip_rows(region.width))
    return rgb
