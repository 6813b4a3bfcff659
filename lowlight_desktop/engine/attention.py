"""What a network did, place by place: the maps that it declares, computed for a region.

"gain" is told from the photo before and after the step, "local" from what the network answers and
what its curve alone would.
"""

import numpy as np

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.develop.color import apply_matrix, brightest, linearize
from lowlight_desktop.develop.develop import Step
from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.flw_region import run
from lowlight_desktop.engine.light import SurveyedLight
from lowlight_desktop.engine.tiles import DEFAULT_PX, plan
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.network_map import GAIN, LOCAL
from lowlight_desktop.photo.region import Region

# Luminance of linear Rec. 2020 (ITU-R BT.2020, table 4).
_LUMINANCE = np.array([[0.2627, 0.6780, 0.0593]], np.float32)
# Of linear sRGB (ITU-R BT.709).
_SRGB_LUMINANCE = np.array([[0.2126, 0.7152, 0.0722]], np.float32)
# As in `networks.light.lift`: below this brightness colors keep no ratio.
_FAINTEST = np.float32(1e-4)
# Below this light a ratio is noise divided by noise.
_DARKEST = np.float32(2.0**-12)
# The first step above black of an 8-bit picture, as light (sRGB, IEC 61966-2-1: linear there).
_STEP = np.float32(1 / 255 / 12.92)
# Shown fully from four steps: what noise moves by one step is then less than half a stop.
_SEEN_FROM, _SEEN_FULLY = _STEP, np.float32(4) * _STEP


def light_map(light: SurveyedLight, name: str, before: Step, after: Step, region: Region) -> Pixels:
    """One map of the light network.

    Args:
        light: The network that has seen the photo.
        name: The id of `GAIN` or `LOCAL`.
        before: The photo before the light step.
        after: The photo after it, with guards, strength and brush.
        region: Of the photo in the survey's size.

    Returns:
        (h, w) float32 in the map's unit.

    Raises:
        ValueError: If there is no such map.
    """
    if name == GAIN.id:
        return gain_ev(before(region), after(region))
    if name != LOCAL.id:
        raise ValueError(f"there is no map {name!r}")
    size = light.survey.size
    exact = Way(light.model.way.backend, bfloat16=False)
    out = np.empty((region.height, region.width), np.float32)
    for tile in plan(
        region,
        height=size[0],
        width=size[1],
        size_px=DEFAULT_PX,
        grid_px=light.model.grid_px,
        halo_px=light.model.halo_px,
    ):
        seen = seen_by_network(before(tile.seen))
        lit = run(light.model, seen, light.survey.network, tile, size, exact)
        values = local_ev(seen, lit, light.survey.curve)
        out[tile.core.inside(region).slices] = values[tile.core.inside(tile.seen).slices]
    return out


def gain_ev(before: Pixels, after: Pixels) -> Pixels:
    """How much light was added to what can be seen.

    Black has no ratio, only that of its noise, which would speckle the map. Where neither picture
    is brighter than the first 8-bit step above black, nothing was added that anybody sees; from
    there to four steps the gain comes in smoothly.

    Args:
        before: (h, w, 3) linear Rec. 2020, 1.0 is white.
        after: The same once it was lit.

    Returns:
        (h, w) float32, stops.
    """
    was, now = (np.maximum(apply_matrix(x, _LUMINANCE), 0) for x in (before, after))
    gain = np.log2((now + _DARKEST) / (was + _DARKEST))
    return gain * _seen(np.maximum(was, now))


def local_ev(seen: Pixels, lit: Pixels, curve: tuple[float, ...]) -> Pixels:
    """How much brighter the network has made a place than its curve alone would have.

    Args:
        seen: (h, w, 3) sRGB-encoded in [0, 1], what the network was given.
        lit: Its answer.
        curve: The steps of its curve.

    Returns:
        (h, w) float32, stops.
    """
    v = brightest(seen)
    ratio = light_curve(v, curve) / np.maximum(v, _FAINTEST)
    alone = seen * ratio.astype(np.float32, copy=False)[..., None]
    now, was = (apply_matrix(_light(x), _SRGB_LUMINANCE) + _DARKEST for x in (lit, alone))
    return np.log2(now / was)


def _light(srgb: Pixels) -> Pixels:
    return linearize(np.clip(srgb, 0, 1), Transfer.SRGB)


def _seen(luminance: Pixels) -> Pixels:
    """0 below one step of light, 1 from four: smooth at both ends (a cubic)."""
    share = np.clip((luminance - _SEEN_FROM) / (_SEEN_FULLY - _SEEN_FROM), 0, 1)
    return (share * share * (3 - 2 * share)).astype(np.float32, copy=False)
