"""The light step: survey the photo once, then render any region of it."""

import logging
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.develop.blend import blend, keep_black, protect_highlights
from lowlight_desktop.develop.carry import put_back, seen_by_network
from lowlight_desktop.develop.develop import Step
from lowlight_desktop.develop.noise_floor import noise_floor
from lowlight_desktop.develop.resize import area_average, bilinear_weights, fitted
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.engine.device import available
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.tiles import Tile, plan, with_less_memory
from lowlight_desktop.networks.flw import COARSE_CELLS, THUMBNAIL_PX, Flw, FlwSurvey
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region

logger = logging.getLogger(__name__)

# The whole photo at this size is enough to know how bright the result will be.
_PROXY_PX = 256


@dataclass(frozen=True, slots=True, eq=False)
class LightSurvey:
    """What the light step knows about the whole photo.

    Attributes:
        size: (H, W) of the photo.
        target: Wanted mean brightness, of the photographer or of the network.
        floor: Noise in the darkest parts, encoded; what lies below has no signal.
        network: The network's own survey, float32, on its device.
    """

    size: tuple[int, int]
    target: float
    floor: float
    network: FlwSurvey


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
        All that `render` needs besides the pixels of its region.
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
    target = float(network.predictor(small)[0]) if wish.target is None else wish.target
    survey = _calibrated(network, small, proxy.clip(0, 1), target)
    floor = noise_floor(lambda region: seen_by_network(photo.pixels[region.slices]), *size)
    return LightSurvey(size, target, floor, survey)


def _calibrated(network: Flw, thumbnail: Tensor, proxy: Pixels, target: float) -> FlwSurvey:
    """The survey whose result has the wanted mean brightness, not one that only aims at it.

    The network follows its target roughly. On the photo in small the result is nearly free, so
    the target that it is told is corrected until the result's brightness is right (secant steps).
    """
    size = (proxy.shape[0], proxy.shape[1])
    whole = Region.whole(*size)

    def result(told: float) -> tuple[FlwSurvey, float]:
        survey = network.survey(thumbnail, torch.tensor([told], device=thumbnail.device))
        lit = _run(network, proxy, survey, whole, size, fast=False)
        return survey, float(np.minimum(lit.max(2), 1).mean())

    told, best = target, float("inf")
    survey, reached = result(told)
    chosen = survey
    for _ in range(4):
        if abs(reached - target) < best:
            chosen, best = survey, abs(reached - target)
        if best < 0.002:
            break
        told = float(np.clip(told + (target - reached), 0.02, 0.98))
        survey, reached = result(told)
    return chosen


@torch.inference_mode()
def _render(
    model: Loaded,
    survey: LightSurvey,
    wish: Light,
    before: Step,
    region: Region,
    tile_px: int,
    *,
    fast: bool,
) -> Pixels:
    network = model.network
    assert isinstance(network, Flw)
    height, width = survey.size
    out = np.empty((region.height, region.width, 3), np.float32)
    tiles = plan(
        region,
        height=height,
        width=width,
        size_px=tile_px,
        grid_px=network.config.grid_px,
        reach_px=network.config.reach_px,
    )
    for tile in tiles:
        out[tile.core.inside(region).slices] = _light_tile(
            network, survey, wish, before(tile.seen), tile, fast=fast
        )
    return out


def _light_tile(
    network: Flw, survey: LightSurvey, wish: Light, dark: Pixels, tile: Tile, *, fast: bool
) -> Pixels:
    seen = np.empty_like(dark)

    def look(rows: slice) -> None:
        seen[rows] = seen_by_network(dark[rows])

    for_each_strip(look, len(dark))
    answer = _run(network, seen, survey.network, tile.seen, survey.size, fast=fast)
    answer = keep_black(seen, answer, survey.floor, wish.shadows)
    core = tile.core.inside(tile.seen).slices
    before, seen, answer = dark[core], seen[core], answer[core]
    out = np.empty_like(before)

    def put(rows: slice) -> None:
        lit = protect_highlights(seen[rows], answer[rows], wish.highlights)
        out[rows] = blend(before[rows], put_back(before[rows], seen[rows], lit), wish.strength)

    for_each_strip(put, len(out))
    return out


def light_step(
    model: Loaded, survey: LightSurvey, wish: Light, before: Step, *, tile_px: int, fast: bool
) -> Step:
    """The photo lit, region by region.

    Args:
        model: A light network.
        survey: Of this photo and this wish.
        wish: The photographer's.
        before: The photo before this step.
        tile_px: Side of a tile to begin with.
        fast: Whether to compute in bfloat16 (the last layer stays float32).

    Returns:
        A step; out of memory it goes on with smaller tiles, then on the CPU, with the same pixels.
    """

    def lit(region: Region) -> Pixels:
        try:
            return with_less_memory(
                lambda px: _render(model, survey, wish, before, region, px, fast=fast), tile_px
            )
        except OutOfMemory:
            if model.device.id == "cpu":
                raise
            logger.warning("%s has too little memory; going on with the CPU", model.device.name)
        cpu = load(model.card, available()[-1])
        moved = replace(survey, network=_on_cpu(survey.network))
        return with_less_memory(
            lambda px: _render(cpu, moved, wish, before, region, px, fast=fast), tile_px
        )

    return lit


def _on_cpu(survey: FlwSurvey) -> FlwSurvey:
    return FlwSurvey(
        survey.target.cpu(), survey.alphas.cpu(), survey.coarse.cpu(), survey.features.cpu()
    )
