import torch

from lowlight_desktop.networks.blocks.smooth_resampling import (
    BlurHalving,
    SmoothDoubling,
    SmoothHalving,
    plain_doubling,
    plain_halving,
)


def test_halving_takes_every_second_place_of_the_smoothed_map() -> None:
    x = torch.randn(1, 2, 6, 8)
    got = BlurHalving()(x)
    for row, column in ((1, 1), (2, 3)):
        near = x[0, :, 2 * row - 1 : 2 * row + 2, 2 * column - 1 : 2 * column + 2]
        weights = torch.tensor([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
        torch.testing.assert_close(got[0, :, row, column], (near * weights).sum((1, 2)))


def test_the_finest_stripes_vanish_instead_of_becoming_coarse_ones() -> None:
    stripes = torch.arange(16).remainder(2).float().expand(1, 1, 16, 16)
    assert BlurHalving()(stripes).std() < 1e-6  # every second column alone would be 0, or 1


def test_a_flat_map_stays_flat_up_to_its_edges() -> None:
    assert torch.equal(BlurHalving()(torch.ones(1, 3, 8, 8)), torch.ones(1, 3, 4, 4))


def test_sizes_and_channels_change_as_said() -> None:
    x = torch.randn(2, 8, 12, 16)
    assert SmoothHalving(8)(x).shape == plain_halving(8, 16)(x).shape == (2, 16, 6, 8)
    assert SmoothDoubling(8)(x).shape == plain_doubling(8, 4)(x).shape == (2, 4, 24, 32)
