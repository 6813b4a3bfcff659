"""What a network did, place by place: the maps that it declares, computed for a region.

"gain" is told from the photo before and after the step, so any network can declare it; every other
map is the network's own, and only it knows how (`Flw.explain`).
"""

import numpy as np

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.develop.color import apply_matrix
from lowlight_desktop.develop.develop import Step
from lowlight_desktop.engine.flw_region import explain
from lowlight_desktop.engine.light import SurveyedLight
from lowlight_desktop.engine.tiles import DEFAULT_PX, plan
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.network_map import GAIN
from lowlight_desktop.photo.region import Region

# Luminance of linear Rec. 2020 (ITU-R BT.2020, table 4).
_LUMINANCE = np.array([[0.2627, 0.6780, 0.0593]], np.float32)
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
        name: The id of one of `network.maps`.
        before: The photo before the light step.
        after: The photo after it, with guards, strength and brush.
        region: Of the photo in the survey's size.

    Returns:
        (h, w) float32 in the map's unit.
    """
    if name == GAIN.id:
        return gain_ev(before(region), after(region))
    config, size = light.network.sizes, light.survey.size
    out = np.empty((region.height, region.width), np.float32)
    for tile in plan(
        region,
        height=size[0],
        width=size[1],
        size_px=DEFAULT_PX,
        grid_px=config.grid_px,
        reach_px=config.reach_px,
    ):
        seen = seen_by_network(before(tile.seen))
        values = explain(light.network, name, seen, light.survey.network, tile.seen, size)
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


def _seen(luminance: Pixels) -> Pixels:
    """0 below one step of light, 1 from four: smooth at both ends (a cubic)."""
    share = np.clip((luminance - _SEEN_FROM) / (_SEEN_FULLY - _SEEN_FROM), 0, 1)
    return (share * share * (3 - 2 * share)).astype(np.float32, copy=False)
