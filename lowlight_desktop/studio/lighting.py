"""The light step of an open photo, remembered: no network runs twice for the same thing."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from lowlight_desktop.develop.blocks import PixelMemory, blocks_of, common
from lowlight_desktop.develop.develop import Networks, Step
from lowlight_desktop.develop.limits import limited
from lowlight_desktop.develop.sharpening import HALO_PX
from lowlight_desktop.engine.enhancer import Enhancer, Lighting, Surveyed
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.last import Last
from lowlight_desktop.studio.pace import Pace, Work

if TYPE_CHECKING:
    from lowlight_desktop.engine.light_facts import LightFacts

# Cancelling is asked for between pieces of this size.
_PIECE_PX = 512
_SURVEYS, _STEPS = 8, 4
_BLOCKS_PX, _LIT_PX = 16_000_000, 8_000_000


def network_half(recipe: Recipe) -> Recipe:
    """The recipe without what changes after the networks: their answers are equal for equal ones.

    The light step's strength and brush mix its answer in; they do not change it.
    """
    light = replace(recipe.light, strength=1.0, limits=())
    return replace(recipe, light=light, finish=Finish())


@dataclass(frozen=True, slots=True)
class _Key:
    """What lit pixels depend on, besides their place.

    Attributes:
        half: The networks' half of a recipe.
        exact: How it was surveyed.
        size: (H, W) of the photo.
    """

    half: Recipe
    exact: bool
    size: tuple[int, int]


_Placed = tuple[Region, Pixels]
"""Pixels of a region, and the region."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A region of the photo in one of its sizes.

    Attributes:
        level: The photo in that size.
        region: In its pixels.
    """

    level: Image
    region: Region

    @property
    def size(self) -> tuple[int, int]:
        """(H, W) of the level."""
        return self.level.height, self.level.width


class LitPhoto:
    """One photo and what the networks said of it; lives in one thread.

    The photo is surveyed in its full size whatever size is rendered, so that all sizes look alike.

    Args:
        photo: In its full size.
        enhancer: The networks.
        pace: Told how long they take.
    """

    def __init__(self, photo: Image, enhancer: Enhancer, pace: Pace) -> None:
        self._photo = photo
        self._enhancer = enhancer
        self._pace = pace
        self._facts: LightFacts | None = None
        self._quick: LightFacts | None = None
        self._surveys: Last[tuple[Recipe, bool], Surveyed] = Last(_SURVEYS)
        self._steps: Last[_Key, _FullStep] = Last(_STEPS)
        self._blocks = PixelMemory(_BLOCKS_PX)
        self._lit = PixelMemory(_LIT_PX)

    def survey(self, recipe: Recipe, *, exact: bool) -> Surveyed:
        """What the networks decide for a recipe.

        The first time is exact always: it is what later ones that are not are measured by.

        Args:
            recipe: With light off nothing is looked at, and torch is not imported.
            exact: Whether to try results as the export does, or on a smaller photo: that takes a
                fraction of the time and is off by some thousandths of brightness, in a very noisy
                photo a hundredth. What is known exactly already is exact anyway.
        """
        half = network_half(recipe)
        exact = self._is_exact(half, exact=exact)
        return self._surveys.get((half, exact), lambda: self._surveyed(half, exact=exact))

    def networks(self, part: Part, recipe: Recipe, progress: Progress, *, exact: bool) -> Networks:
        """The networks for one part, for `develop()`; all that takes long is done here.

        Args:
            part: What will be asked for.
            recipe: Its finish does not matter.
            progress: Looked at between pieces.
            exact: As for `survey`.

        Raises:
            Cancelled: If the user wants to stop.
        """
        lighting = self.survey(recipe, exact=exact).light
        if lighting is None:
            return Networks()
        half, size = network_half(recipe), part.size
        key = _Key(half, self._is_exact(half, exact=exact), size)
        # Sharpening looks beyond the edge, and must not call a network for it.
        grown = part.region.grown(HALO_PX, height=size[0], width=size[1])
        found = self._find((key, recipe.light), grown)
        if found is None:
            found = self._full(key, lighting, Part(part.level, grown), progress)
            if recipe.light != half.light:
                found = self._mixed(key, recipe.light, part.level, found)
        place, pixels = found

        def lit(region: Region) -> Pixels:
            return pixels[region.inside(place).slices]

        return Networks(lambda _before: lit)

    def _full(self, key: _Key, lighting: Lighting, part: Part, progress: Progress) -> _Placed:
        """The lit pixels of a part, or of more, at full strength and without brush.

        Piece by piece, where they are not remembered, nor in a larger size.
        """
        found = self._find((key, key.half.light), part.region) or self._reduced(key, part)
        if found is None:
            step = self._steps.get(key, lambda: _FullStep(lighting, part.level, self._blocks))
            pieces = list(blocks_of(part.region, part.size, (_PIECE_PX, _PIECE_PX)))
            for i, piece in enumerate(pieces):
                progress.at(i / len(pieces))
                begin = time.perf_counter()
                if px := step.warm(common(piece, part.region)):
                    self._pace.note(Work.LIGHT, time.perf_counter() - begin, px)
            progress.at(1.0)
            found = part.region, step.full(part.region)
        self._lit.put(((key, key.half.light), found[0]), found[1])
        return found

    def _mixed(self, key: _Key, light: Light, level: Image, full: _Placed) -> _Placed:
        """Lit pixels as far as strength and brush allow."""
        begin = time.perf_counter()
        place, pixels = full
        mixed = limited(
            lambda region: level.pixels[region.slices],
            lambda region: pixels[region.inside(place).slices],
            strength=light.strength,
            strokes=light.limits,
            size=key.size,
        )(place)
        self._pace.note(Work.MIX, time.perf_counter() - begin, place.height * place.width)
        self._lit.put(((key, light), place), mixed)
        return place, mixed

    def _reduced(self, key: _Key, part: Part) -> _Placed | None:
        """The lit pixels of a part from remembered ones of a larger size, or None."""
        for entry in self._lit.newest_first():
            (known, light), place = cast("tuple[tuple[_Key, Light], Region]", entry)
            alike = light == known.half.light and replace(known, size=key.size) == key
            if not alike or known.size[0] <= key.size[0]:
                continue
            source = _scaled(part.region, key.size, known.size)
            if _contains(place, source):
                pixels = self._lit.get(entry)
                assert pixels is not None
                small = cv2.resize(
                    pixels[source.inside(place).slices],
                    (part.region.width, part.region.height),
                    interpolation=cv2.INTER_AREA,
                )
                return part.region, np.asarray(small, np.float32)
        return None

    def _find(self, wanted: tuple[_Key, Light], region: Region) -> _Placed | None:
        """Remembered pixels in which a region lies."""
        for entry in self._lit.newest_first():
            known, place = cast("tuple[tuple[_Key, Light], Region]", entry)
            if known == wanted and _contains(place, region):
                pixels = self._lit.get(entry)
                assert pixels is not None
                return place, pixels
        return None

    def _is_exact(self, half: Recipe, *, exact: bool) -> bool:
        return exact or self._facts is None or (half, True) in self._surveys

    def _surveyed(self, half: Recipe, *, exact: bool) -> Surveyed:
        if half.light.quality is Quality.OFF:
            return self._enhancer.survey(self._photo, half)
        if self._facts is None or exact:
            facts = self._enhancer.look_at(self._photo) if self._facts is None else self._facts
            surveyed = self._enhancer.survey(self._photo, half, facts)
            assert surveyed.light is not None
            self._facts, self._quick = facts, surveyed.light.quick_facts(facts)
            return surveyed
        begin = time.perf_counter()
        surveyed = self._enhancer.survey(self._photo, half, self._quick)
        self._pace.note(Work.SURVEY, time.perf_counter() - begin)
        return surveyed


class _FullStep:
    """The light step at full strength on one size of the photo, and how much of it was computed."""

    def __init__(self, lighting: Lighting, level: Image, memory: PixelMemory) -> None:
        self._source = _Source(level.pixels)
        self.full: Step = lighting.full(self._source, (level.height, level.width), memory)

    def warm(self, region: Region) -> int:
        """Compute a region that is not remembered; how many pixels the network was given."""
        self._source.asked_px = 0
        self.full(region)
        return self._source.asked_px


class _Source:
    """The photo before the light step; counts what is asked for.

    Apart from the step that asks it: nothing here may hold itself, or a closed photo would stay in
    memory until Python looks for such rings.
    """

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self.asked_px = 0

    def __call__(self, region: Region) -> Pixels:
        self.asked_px += region.height * region.width
        return self._pixels[region.slices]


def _scaled(region: Region, size: tuple[int, int], wanted: tuple[int, int]) -> Region:
    """A region of the photo in one size as one in another, to the nearest pixel."""
    down, across = wanted[0] / size[0], wanted[1] / size[1]
    return Region(
        round(region.top * down),
        round(region.left * across),
        max(round(region.bottom * down), round(region.top * down) + 1),
        max(round(region.right * across), round(region.left * across) + 1),
    )


def _contains(outer: Region, inner: Region) -> bool:
    return (
        outer.top <= inner.top
        and outer.left <= inner.left
        and inner.bottom <= outer.bottom
        and inner.right <= outer.right
    )
