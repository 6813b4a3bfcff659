"""The light step: survey the photo once, then render any region of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from lowlight_desktop.develop.blend import keep_black, protect_highlights
from lowlight_desktop.develop.blocks import PixelMemory, from_top, in_blocks
from lowlight_desktop.develop.color import brightest
from lowlight_desktop.develop.develop import Step
from lowlight_desktop.develop.limits import limited
from lowlight_desktop.engine.auto_target import auto_target
from lowlight_desktop.engine.backends.arrays import planes
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.calibration import calibrated
from lowlight_desktop.engine.carrying import answered
from lowlight_desktop.engine.flw_region import LightKnown, run
from lowlight_desktop.engine.light_facts import LightFacts, in_small, look_at
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.tiles import Tile, plan, uncut
from lowlight_desktop.engine.way_out import rendered
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.timing import part

# The height of a block: what an export asks for at a time, so that it computes none twice.
_BLOCK_ROWS = 512


@dataclass(frozen=True, slots=True, eq=False)
class LightSurvey:
    """What the light step knows about the whole photo.

    Attributes:
        size: (H, W) of the photo.
        target: Mean brightness that is aimed at, the photographer's or the network's; with a
            curve of the photographer's the one that it reaches.
        floor: Noise in the darkest parts, encoded; what lies below has no signal.
        is_gray: Whether the photo has no color; the result has none then.
        network: What the network knows of it.
    """

    size: tuple[int, int]
    target: float
    floor: float
    is_gray: bool
    network: LightKnown

    @property
    def curve(self) -> tuple[float, ...]:
        """The seven parameters of the light curve that is at work."""
        return self.network.curve


@dataclass(frozen=True, slots=True, eq=False)
class SurveyedLight:
    """A light network that has seen the photo, at the place where it works.

    Attributes:
        model: The network on its device.
        survey: Of this photo and this wish.
        wish: The photographer's.
        fast: Whether to compute in bfloat16; the last layer stays float32.
    """

    model: Loaded
    survey: LightSurvey
    wish: Light
    fast: bool

    def moved(self, model: Loaded) -> "SurveyedLight":
        """The same at another place, in the format that is fastest there."""
        return replace(self, model=model, fast=model.way.bfloat16)


def practise(model: Loaded, photo: Image) -> None:
    """Ask a network once all that `survey_light` asks; the answers do not matter.

    Args:
        model: A light network.
        photo: Any, a small one.
    """
    facts = look_at(photo)
    small = np.ascontiguousarray(planes(facts.thumbnail))
    guess = model.ask("predictor", small)[0]
    _reached(model, facts, LightKnown(model.ask("survey", small, guess)), Light())


def survey_light(
    model: Loaded, photo: Image, wish: Light, facts: LightFacts | None = None
) -> LightSurvey:
    """Look at the whole photo once.

    Args:
        model: A light network.
        photo: In the working space.
        wish: The photographer's; `wish.target` None asks the network, `wish.curve` None too.
        facts: What `look_at(photo)` has said, where it was asked before.

    Returns:
        All that a region needs to know of the rest of the photo.
    """
    known = look_at(photo) if facts is None else facts
    small = np.ascontiguousarray(planes(known.thumbnail))

    def told(brightness: float) -> LightKnown:
        return LightKnown(model.ask("survey", small, np.array([brightness], np.float32)))

    def reached(survey: LightKnown) -> float:
        return _reached(model, known, survey, wish)

    target = wish.target
    if target is None:
        guess = float(model.ask("predictor", small)[0][0])
        target = auto_target(guess, known.brightness, known.night)
    survey = calibrated(told, reached, target)
    if wish.curve is not None:
        # All else stays as the network chose it: moved a little, its own curve changes a little.
        survey = survey.with_curve(wish.curve)
        target = reached(survey)
    return LightSurvey(known.size, target, known.floor, known.is_gray, survey)


def _reached(model: Loaded, facts: LightFacts, survey: LightKnown, wish: Light) -> float:
    """The mean brightness of the photo under a survey, tried on its proxy."""
    proxy = facts.proxy
    size = proxy.shape[0], proxy.shape[1]
    # Trials are small and few, and decide about the whole photo.
    exact = Way(model.way.backend, bfloat16=False)
    lit = run(model, proxy, survey, uncut(*size, model.grid_px), size, exact)
    lit = _gray(lit) if facts.is_gray else lit
    return float(brightest(_guarded(proxy, lit, facts.floor, wish)).mean()) - facts.bias


def quick_facts(light: SurveyedLight, facts: LightFacts) -> LightFacts:
    """Facts for surveys while a slider moves: cheaper trials, off by about a hundredth at most.

    Args:
        light: A survey of the same photo, for a wish not too far away.
        facts: What that was made of.
    """
    small, survey = in_small(facts), light.survey.network
    seen = (_reached(light.model, each, survey, light.wish) for each in (small, facts))
    return replace(small, bias=next(seen) - next(seen))


def _gray(answer: Pixels) -> Pixels:
    """The network's answer without the colors that it has imagined."""
    return answer.mean(2, keepdims=True).repeat(3, 2)


@part("guards of black and white")
def _guarded(seen: Pixels, answer: Pixels, floor: float, wish: Light) -> Pixels:
    """The network's answer, kept from lifting noise and from burning lamps."""
    lifted = keep_black(seen, answer, floor, wish.keep_black)
    return protect_highlights(seen, lifted, wish.protect_highlights)


def _render(
    light: SurveyedLight, before: Step, region: Region, tile_px: int, at_once: int
) -> Pixels:
    height, width = light.survey.size
    out = np.empty((region.height, region.width, 3), np.float32)
    tiles = plan(
        region,
        height=height,
        width=width,
        size_px=tile_px,
        grid_px=light.model.grid_px,
        halo_px=light.model.halo_px,
    )
    for tile in tiles:
        out[tile.core.inside(region).slices] = _light_tile(light, before(tile.seen), tile, at_once)
    return out


def _light_tile(light: SurveyedLight, dark: Pixels, tile: Tile, at_once: int) -> Pixels:
    wish, survey = light.wish, light.survey
    way = Way(light.model.way.backend, light.fast, at_once)

    def ask(seen: Pixels) -> Pixels:
        answer = run(light.model, seen, survey.network, tile, survey.size, way)
        answer = _gray(answer) if survey.is_gray else answer
        return _guarded(seen, answer, survey.floor, wish)

    return answered(dark, tile, survey.floor, ask)


def light_step(
    model: Loaded,
    survey: LightSurvey,
    wish: Light,
    before: Step,
    *,
    tile_px: int,
    fast: bool,
    on_cpu: Callable[[], Loaded] | None = None,
) -> Step:
    """The photo lit, region by region, as far as strength and brush allow.

    Args:
        model: A light network.
        survey: Of this photo and this wish.
        wish: The photographer's.
        before: The photo before this step.
        tile_px: Side of a tile to begin with.
        fast: Whether to compute in bfloat16; the last layer stays float32.
        on_cpu: Gives the same network on the CPU, for when the device's memory does not suffice;
            None where there is no such way out.

    Returns:
        A step; out of memory it goes on with smaller tiles, then on the CPU, with the same pixels
        up to rounding. What was learned about the memory is kept for the next region.
    """
    at_work = SurveyedLight(model, survey, wish, fast)
    full = full_light(at_work, before, tile_px=tile_px, on_cpu=on_cpu)
    return limited(before, full, strength=wish.strength, strokes=wish.limits, size=survey.size)


def full_light(
    light: SurveyedLight,
    before: Step,
    *,
    tile_px: int,
    on_cpu: Callable[[], Loaded] | None = None,
    memory: PixelMemory | None = None,
) -> Step:
    """The photo lit at full strength everywhere: what costs time.

    Equal regions give equal pixels, bit for bit, whatever region they are a part of: the network
    always works on whole tiles of one grid.

    Args:
        light: The network that has seen the photo; its wish's strength and brush do not matter.
        before: The photo before this step.
        tile_px: Side of a tile to begin with.
        on_cpu: As for `light_step`.
        memory: Where finished tiles are remembered; None: for one who asks for the photo from
            top to bottom, in bands that may overlap, and not in several threads.

    Returns:
        A step; its pixels are read-only.
    """
    at_work, size_px = light, tile_px
    height, width = light.survey.size
    grid = light.model.grid_px
    columns, rows = (-(-px // grid) * grid for px in (tile_px, min(tile_px, _BLOCK_ROWS)))

    def lit(region: Region, at_once: int) -> Pixels:
        nonlocal at_work, size_px

        def render(there: SurveyedLight, px: int) -> Pixels:
            return _render(there, before, region, px, at_once)

        at_work, size_px, pixels = rendered(
            render, at_work, size_px, start_px=tile_px, on_cpu=on_cpu
        )
        return pixels

    size, block, lanes = (height, width), (rows, columns), light.model.lanes
    kept = PixelMemory(2 * rows * width) if memory is None else memory
    anywhere = in_blocks(lit, size, block, kept, object(), lanes)
    if memory is not None or lanes == 1:  # a lane of its own would have one thread for colors
        return anywhere
    return from_top(lit, size, block, anywhere, lanes)
