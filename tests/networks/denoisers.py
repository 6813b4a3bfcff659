"""What every denoiser of pictures must be able to do, measured."""

import torch
from torch import Tensor

from lowlight_desktop.engine.tiles import plan
from lowlight_desktop.networks.picture_denoiser import DenoiserSurvey, PictureDenoiser
from lowlight_desktop.photo.region import Region

LEVEL = torch.tensor([[0.03, 0.02]])


def noisy_photo(height: int, width: int, batch: int = 1) -> Tensor:
    chance = torch.Generator().manual_seed(1)
    small = torch.rand(batch, 3, 9, 9, generator=chance)
    light = torch.nn.functional.interpolate(small, (height, width), mode="bicubic")
    return (light + 0.03 * torch.randn(light.shape, generator=chance)).clamp(0, 1)


def surveyed(network: PictureDenoiser, photo: Tensor) -> DenoiserSurvey:
    return network.survey(photo[:, None, :, :64, :64], LEVEL.expand(len(photo), -1))


@torch.inference_mode()
def worst_of_tiles(network: PictureDenoiser, tile_px: int) -> float:
    """The largest difference between a photo made in tiles and as a whole."""
    height, width = 288, 352
    photo = noisy_photo(height, width)
    survey = surveyed(network, photo)
    whole = network.render(photo, survey)
    wanted = Region(130, 97, 260, 300)  # off every grid
    tiles = plan(
        wanted,
        height=height,
        width=width,
        size_px=tile_px,
        grid_px=network.sizes.grid_px,
        halo_px=network.sizes.halo_px,
    )
    worst = 0.0
    for tile in tiles:
        rows, columns = tile.seen.slices
        part = network.render(photo[:, :, rows, columns], survey)
        (inner_rows, inner_columns), (rows, columns) = (
            tile.core.inside(tile.seen).slices,
            tile.core.slices,
        )
        off = part[..., inner_rows, inner_columns] - whole[..., rows, columns]
        worst = max(worst, float(off.abs().max()))
    return worst


def farthest(network: PictureDenoiser, height: int) -> tuple[int, int]:
    """How far a pixel's result depends on others, and how far beyond its square of the grid.

    As its slopes tell.
    """
    photo = noisy_photo(height, 32)
    survey = network.survey(photo[:, None, :, :32], LEVEL)
    grid, far, beyond = network.sizes.grid_px, 0, 0
    middle = height // 2 // grid * grid
    for row in range(middle, middle + grid):
        leaf = photo.clone().requires_grad_()
        out = network.render(leaf, survey)
        (slope,) = torch.autograd.grad(out[:, :, row].sum(), leaf)
        touched = slope.abs().amax((0, 1, 3)).nonzero()
        first, last = int(touched.min()), int(touched.max())
        far = max(far, last - row, row - first)
        beyond = max(beyond, middle - first, last - (middle + grid - 1))
    return far, beyond
