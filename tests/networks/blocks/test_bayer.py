import torch

from lowlight_desktop.networks.blocks.bayer import BilinearDemosaic, cell_means, packed
from tests.develop.test_bayer import colors_of


def colors(phase: tuple[int, int], height: int, width: int) -> torch.Tensor:
    """A mosaic whose values are the colors of its pixels: 0, 1 and 2."""
    return torch.from_numpy(colors_of(phase, height, width))[None, None]


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
