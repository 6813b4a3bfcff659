"""The light step: survey the photo once, then render any region of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.develop.blend import blend, keep_black, protect_highlights
from lowlight_desktop.develop.carry import put_back, seen_by_network
from lowlight_desktop.develop.color import brightest
from lowlight_desktop.develop.develop import Step
from lowlight_desktop.develop.noise_floor import noise_floor
from lowlight_desktop.develop.resize import area_average, bilinear_weights, fitted
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.loading import Loaded, fastest_format
from lowlight_desktop.engine.tiles import Tile, plan, with_less_memory
from lowlight_desktop.networks.flw import COARSE_CELLS, THUMBNAIL_PX, Flw, FlwSurvey
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region

logger = logging.getLogger(__name__)

# The whole photo at this size is enough to know how bright the result will be.
_PROXY_PX = 256
_TRIALS = 6
_BRIGHTEST_TARGET = 0.95
# Rounding of the matrices is a hundred times smaller, one 8-bit step of color forty times larger.
_GRAY = 1e-4
_NEAR_ENOUGH = 0.002  # half an 8-bit step of mean brightness


@dataclass(frozen=True, slots=True, eq=False)
class LightSurvey:
    """What the light step knows about the whole photo.

    Attributes:
        size: (H, W) of the photo.
        target: Wanted mean brightness, of the photographer or of the network.
        floor: Noise in the darkest parts, encoded; what lies below has no signal.
        is_gray: Whether the photo has no color; the result has none then.
        network: The network's own survey, float32, on its device.
    """

    size: tuple[int, int]
    target: float
    floor: float
    is_gray: bool
    network: FlwSurvey


@dataclass(frozen=True, slots=True, eq=False)
class _SurveyedLight:
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

    @property
    def network(self) -> Flw:
        """The torch module."""
        assert isinstance(self.model.network, Flw)
        return self.model.network

    def moved(self, model: Loaded) -> "_SurveyedLight":
        """The same at another place, in the format that is fastest there."""
        device, old = model.device.torch, self.survey.network
        network = FlwSurvey(
            old.target.to(device),
            old.alphas.to(device),
            old.coarse.to(device),
            old.features.to(device),
        )
        fast = fastest_format(model.device) is torch.bfloat16
        return _SurveyedLight(model, replace(self.survey, network=network), self.wish, fast)


def _to_tensor(pixels: Pixels, device: torch.device) -> Tensor:
    """(H, W, 3) to (1, 3, H, W), channels last: the same memory."""
    return torch.from_numpy(np.ascontiguousarray(pixels)).permute(2, 0, 1)[None].to(device)


def _coarse_at(survey: FlwSurvey, region: Region, size: tuple[int, int]) -> Tensor:
    """The coarse luminance of the whole photo at the pixels of a region, (1, 1, h, w)."""
    down, across = (
        torch.from_numpy(bilinear_weights((np.arange(start, end) + 0.5) / whole, COARSE_CELLS))
        for start, end, whole in (
            (region.top, region.bottom, size[0]),
            (region.left, region.right, size[1]),
        )
    )
    device = survey.coarse.device
    return down.to(device) @ survey.coarse @ across.to(device).T


def _run(
    network: Flw,
    seen: Pixels,
    survey: FlwSurvey,
    region: Region,
    size: tuple[int, int],
    *,
    fast: bool,
) -> Pixels:
    """The network on one region, padded to its grid at the photo's far edges."""
    device = survey.coarse.device
    height, width = seen.shape[:2]
    grid = network.config.grid_px
    picture = _to_tensor(seen, device)
    coarse = _coarse_at(survey, region, size)
    down, right = -height % grid, -width % grid
    if down or right:
        picture = torch.nn.functional.pad(picture, (0, right, 0, down), mode="replicate")
        coarse = torch.nn.functional.pad(coarse, (0, right, 0, down), mode="replicate")
    picture = picture.contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16, enabled=fast):
        out = network.render(picture, coarse, survey)
    out = out[0, :, :height, :width].float().clamp_min(0).permute(1, 2, 0)
    return out.contiguous().cpu().numpy()


@torch.inference_mode()
def survey_light(model: Loaded, photo: Image, wish: Light) -> LightSurvey:
    """Look at the whole photo once.

    Args:
        model: A light network.
        photo: In the working space.
        wish: The photographer's; `wish.target` None asks the network.

    Returns:
        All that a region needs to know of the rest of the photo.
    """
    network = model.network
    assert isinstance(network, Flw)
    size = (photo.height, photo.width)
    thumbnail, proxy = area_average(
        lambda rows: seen_by_network(photo.pixels[rows]),
        size,
        (THUMBNAIL_PX, THUMBNAIL_PX),
        fitted(*size, _PROXY_PX),
    )
    small = _to_tensor(thumbnail.clip(0, 1), model.device.torch)
    target = wish.target
    if target is None:
        # A photo that is brighter than the network would make it is left as bright as it is.
        own = float(brightest(proxy).mean())
        target = max(float(network.predictor(small)[0]), min(own, _BRIGHTEST_TARGET))
    floor = noise_floor(lambda region: seen_by_network(photo.pixels[region.slices]), *size)

    is_gray = float(np.ptp(proxy, axis=2).max()) < _GRAY

    def told(brightness: float) -> FlwSurvey:
        return network.survey(small, torch.tensor([brightness], device=small.device))

    def reached(survey: FlwSurvey) -> float:
        whole = Region.whole(*proxy.shape[:2])
        lit = _run(network, proxy, survey, whole, (whole.height, whole.width), fast=False)
        lit = _gray(lit) if is_gray else lit
        return float(brightest(_guarded(proxy, lit, floor, wish)).mean())

    return LightSurvey(size, target, floor, is_gray, _calibrated(told, reached, target))


def _calibrated(
    told: Callable[[float], FlwSurvey], reached: Callable[[FlwSurvey], float], target: float
) -> FlwSurvey:
    """The survey whose result has the wanted mean brightness, not one that only aims at it.

    The network follows what it is told roughly. On the photo in small a trial is nearly free, so
    what it is told is corrected by secant steps until the result is right.

    Args:
        told: The survey for a brightness that the network is told.
        reached: Mean brightness of the photo in small under a survey.
        target: The wanted one.

    Returns:
        The best survey of at most six trials.
    """
    tell, slope = target, 1.0
    trials: list[tuple[float, float, FlwSurvey]] = []
    for _ in range(_TRIALS):
        survey = told(tell)
        miss = reached(survey) - target
        if trials and abs(tell - trials[-1][0]) > 1e-4:
            measured = (miss - trials[-1][1]) / (tell - trials[-1][0])
            slope = min(max(measured, 0.3), 3.0)  # a flat or falling stretch must not throw it off
        trials.append((tell, miss, survey))
        if abs(miss) < _NEAR_ENOUGH:
            break
        tell = min(max(tell - miss / slope, 0.02), 0.98)
    return min(trials, key=lambda trial: abs(trial[1]))[2]


def _gray(answer: Pixels) -> Pixels:
    """The network's answer without the colors that it has imagined."""
    return answer.mean(2, keepdims=True).repeat(3, 2)


def _guarded(seen: Pixels, answer: Pixels, floor: float, wish: Light) -> Pixels:
    """The network's answer, kept from lifting noise and from burning lamps."""
    return protect_highlights(seen, keep_black(seen, answer, floor, wish.shadows), wish.highlights)


@torch.inference_mode()
def _render(light: _SurveyedLight, before: Step, region: Region, tile_px: int) -> Pixels:
    config = light.network.config
    height, width = light.survey.size
    out = np.empty((region.height, region.width, 3), np.float32)
    tiles = plan(
        region,
        height=height,
        width=width,
        size_px=tile_px,
        grid_px=config.grid_px,
        reach_px=config.reach_px,
    )
    for tile in tiles:
        out[tile.core.inside(region).slices] = _light_tile(light, before(tile.seen), tile)
    return out


def _light_tile(light: _SurveyedLight, dark: Pixels, tile: Tile) -> Pixels:
    wish, survey = light.wish, light.survey
    seen = np.empty_like(dark)

    def look(rows: slice) -> None:
        seen[rows] = seen_by_network(dark[rows])

    for_each_strip(look, len(dark))
    answer = _run(light.network, seen, survey.network, tile.seen, survey.size, fast=light.fast)
    answer = _gray(answer) if survey.is_gray else answer
    guarded = _guarded(seen, answer, survey.floor, wish)
    core = tile.core.inside(tile.seen).slices
    before, given, answer = dark[core], seen[core], guarded[core]
    out = np.empty_like(before)

    def put(rows: slice) -> None:
        whole = put_back(before[rows], given[rows], answer[rows], survey.floor)
        out[rows] = blend(before[rows], whole, wish.strength)

    for_each_strip(put, len(out))
    return out


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
    """The photo lit, region by region.

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
    at_work, size_px = _SurveyedLight(model, survey, wish, fast), tile_px

    def render(px: int) -> Callable[[Region], Pixels]:
        return lambda region: _render(at_work, before, region, px)

    def lit(region: Region) -> Pixels:
        nonlocal at_work, size_px
        try:
            size_px, pixels = with_less_memory(lambda px: (px, render(px)(region)), size_px)
        except OutOfMemory:
            if on_cpu is None or at_work.model.device.id == "cpu":
                raise
            logger.warning("%s has too little memory; the CPU goes on", at_work.model.device.name)
            at_work, size_px = at_work.moved(on_cpu()), tile_px
            size_px, pixels = with_less_memory(lambda px: (px, render(px)(region)), size_px)
        return pixels

    return lit
