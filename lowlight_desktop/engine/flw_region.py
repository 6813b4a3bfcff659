"""FLW on one region of a photo: pixels in, pixels out, torch between."""

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.develop.resize import bilinear_weights
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.light import COARSE_CELLS, LightGlobals, LightNetwork
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region


def to_tensor(pixels: Pixels, device: torch.device) -> Tensor:
    """(H, W, 3) to (1, 3, H, W), channels last: the same memory."""
    if not pixels.flags.writeable:
        pixels = pixels.copy()  # torch has no read-only tensors
    return torch.from_numpy(np.ascontiguousarray(pixels)).permute(2, 0, 1)[None].to(device)


def run(
    model: Loaded,
    seen: Pixels,
    survey: LightGlobals,
    region: Region,
    size: tuple[int, int],
    way: Way,
) -> Pixels:
    """The network's answer on one region.

    Args:
        model: A light network.
        seen: (h, w, 3) sRGB-encoded, the region's pixels.
        survey: Of the whole photo.
        region: Begins on the network's grid.
        size: (H, W) of the whole photo.
        way: How to compute.

    Returns:
        (h, w, 3) sRGB-encoded, at least 0.
    """
    assert isinstance(model.network, LightNetwork)
    out = model.by(way, _inputs(model.network, seen, survey, region, size), survey)
    out = out[0, :, : region.height, : region.width].float().clamp_min(0).permute(1, 2, 0)
    return out.contiguous().cpu().numpy()


@torch.inference_mode()
def explain(
    network: LightNetwork,
    name: str,
    seen: Pixels,
    survey: LightGlobals,
    region: Region,
    size: tuple[int, int],
) -> Pixels:
    """One of the network's maps on one region, (h, w) float32; as `run`."""
    picture, coarse = _inputs(network, seen, survey, region, size)
    out = network.explain(name, picture, coarse, survey)
    return out[0, 0, : region.height, : region.width].float().contiguous().cpu().numpy()


def _inputs(
    network: LightNetwork, seen: Pixels, survey: LightGlobals, region: Region, size: tuple[int, int]
) -> tuple[Tensor, Tensor]:
    """The picture and its coarse luminance, padded to the grid at the photo's far edges."""
    device = survey.coarse.device
    grid = network.sizes.grid_px
    picture = to_tensor(seen, device)
    coarse = _coarse_at(survey, region, size)
    down, right = -region.height % grid, -region.width % grid
    if down or right:
        picture = torch.nn.functional.pad(picture, (0, right, 0, down), mode="replicate")
        coarse = torch.nn.functional.pad(coarse, (0, right, 0, down), mode="replicate")
    return picture.contiguous(memory_format=torch.channels_last), coarse


def _coarse_at(survey: LightGlobals, region: Region, size: tuple[int, int]) -> Tensor:
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
