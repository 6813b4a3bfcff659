import numpy as np
import pytest
import torch

from lowlight_desktop.networks.blocks.bayer import (
    BilinearDemosaic,
    cell_means,
    packed,
    phase_of,
    unified,
)

CELLS = {(0, 0): "RGGB", (0, 1): "GRBG", (1, 0): "GBRG", (1, 1): "BGGR"}


def colors(phase: tuple[int, int], height: int, width: int) -> torch.Tensor:
    """A mosaic whose values are the colors of its pixels: 0, 1 and 2."""
    cell = np.array(["RGB".index(c) for c in CELLS[phase]], np.float32).reshape(2, 2)
    tiled = np.tile(cell, (height // 2 + 1, width // 2 + 1))[:height, :width]
    return torch.from_numpy(tiled)[None, None]


@pytest.mark.parametrize("phase", list(CELLS))
def test_a_cell_tells_its_phase(phase: tuple[int, int]) -> None:
    cell = colors(phase, 2, 2)[0, 0].numpy().astype(np.uint8)
    assert phase_of(cell) == phase


@pytest.mark.parametrize("cell", [[[0, 0], [1, 2]], [[0, 2], [1, 1]], [[1, 1], [1, 1]]])
def test_what_is_no_bayer_cell_is_refused(cell: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="a Bayer cell has"):
        phase_of(np.array(cell, np.uint8))


@pytest.mark.parametrize("phase", list(CELLS))
@pytest.mark.parametrize("size", [(8, 8), (7, 9), (10, 13)])
def test_every_phase_and_size_becomes_whole_rggb_cells(
    phase: tuple[int, int], size: tuple[int, int]
) -> None:
    out = unified(colors(phase, *size), phase, multiple=4)
    assert out.shape[-2] % 4 == out.shape[-1] % 4 == 0
    for plane, color in zip(packed(out)[0], (0.0, 1.0, 1.0, 2.0), strict=True):
        assert (plane == color).all()


@pytest.mark.parametrize("phase", list(CELLS))
def test_the_photo_stands_behind_what_was_added(phase: tuple[int, int]) -> None:
    mosaic = torch.rand(1, 1, 9, 11, generator=torch.Generator().manual_seed(0))
    out = unified(mosaic, phase)
    top, left = phase
    assert torch.equal(out[..., top : top + 9, left : left + 11], mosaic)


def test_the_demosaic_keeps_what_was_measured_and_flat_colors() -> None:
    mosaic = torch.rand(1, 1, 8, 8, generator=torch.Generator().manual_seed(0))
    rgb = torch.nn.functional.pixel_shuffle(BilinearDemosaic()(packed(mosaic)), 2)
    for place, color in enumerate((0, 1, 1, 2)):
        row, column = divmod(place, 2)
        same = slice(row, None, 2), slice(column, None, 2)
        assert torch.equal(rgb[0, color][same], mosaic[0, 0][same])
    flat = torch.nn.functional.pixel_shuffle(BilinearDemosaic()(packed(colors((0, 0), 8, 8))), 2)
    for color in range(3):
        torch.testing.assert_close(flat[0, color], torch.full((8, 8), float(color)))


def test_the_demosaic_of_a_slope_is_the_slope() -> None:
    slope = torch.arange(12.0).expand(1, 1, 12, 12)
    rgb = torch.nn.functional.pixel_shuffle(BilinearDemosaic()(packed(slope)), 2)
    inner = slice(2, -2)
    for color in range(3):
        torch.testing.assert_close(rgb[0, color][inner, inner], slope[0, 0][inner, inner])


def test_cells_are_means_of_each_color_at_any_size() -> None:
    for size in [(64, 64), (200, 300), (24, 18)]:
        cells = cell_means(colors((0, 0), *size), 16)
        torch.testing.assert_close(cells, torch.arange(3.0)[None, :, None, None].expand_as(cells))
