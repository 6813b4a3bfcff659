"""A call of a network's `render` with some photo's numbers: to trace it, and to time it."""

from typing import Any, cast

import torch
from torch import Tensor, nn

from lowlight_desktop.networks.alen import SURVEY_CELLS, Alen
from lowlight_desktop.networks.light import THUMBNAIL_PX, LightNetwork
from lowlight_desktop.networks.picture_denoiser import PictureDenoiser

_CROPS = 2
_GAIN, _READ = 1e-4, 2e-3  # of a sensor at a high ISO speed
_WHITE_BALANCE = (2.0, 1.0, 1.6)


@torch.inference_mode()
def example(network: nn.Module, side_px: int) -> tuple[tuple[Tensor, ...], object]:
    """The tile and the survey of a dim photo.

    Args:
        network: Of any step, on its device.
        side_px: Of the tile; rounded up to the network's grid.

    Returns:
        Arguments of `Loaded.render`.
    """
    device = next(network.parameters()).device
    grid: int = getattr(network, "sizes", cast("Any", network).config).grid_px
    side = -(-side_px // grid) * grid
    chance = torch.Generator().manual_seed(0)

    def dim(*shape: int) -> Tensor:
        return (0.2 * torch.rand(shape, generator=chance)).to(device)

    if isinstance(network, LightNetwork):
        thumbnail = dim(1, 3, THUMBNAIL_PX, THUMBNAIL_PX)
        survey = network.survey(thumbnail, torch.tensor([0.4], device=device))
        return (dim(1, 3, side, side), dim(1, 1, side, side)), survey
    if isinstance(network, Alen):
        gain, read = (torch.tensor([value], device=device) for value in (_GAIN, _READ))
        balance = torch.tensor([_WHITE_BALANCE], device=device)
        survey = network.survey(dim(1, 3, SURVEY_CELLS, SURVEY_CELLS), gain, read, balance)
        return (dim(1, 1, side, side),), survey
    if isinstance(network, PictureDenoiser):
        level = torch.tensor([[0.03, 0.02]], device=device)
        survey = network.survey(dim(1, _CROPS, 3, 4 * grid, 4 * grid), level)
        return (dim(1, 3, side, side),), survey
    return (dim(1, 3, side, side),), None
