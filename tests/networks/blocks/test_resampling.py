import pytest
import torch

from lowlight_desktop.networks.blocks.resampling import InvertedShuffle, halving


def test_the_inverted_shuffle_has_the_papers_size_and_halves() -> None:
    layer = halving("shuffle", 32)
    assert isinstance(layer, InvertedShuffle)
    assert sum(p.numel() for p in layer.parameters()) == 4 * 32 * 32 + 32
    assert layer(torch.zeros(1, 32, 8, 6)).shape == (1, 32, 4, 3)


def test_max_pooling_is_the_released_codes_variant() -> None:
    x = torch.arange(16.0).view(1, 1, 4, 4)
    assert halving("max", 1)(x).flatten().tolist() == [5, 7, 13, 15]


def test_another_way_of_halving_is_refused() -> None:
    with pytest.raises(ValueError, match="'shuffle' or 'max'"):
        halving("mean", 16)
