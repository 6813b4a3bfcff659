import torch

from lowlight_desktop.networks.blocks.non_local import SurveyAttention


def attention() -> SurveyAttention:
    torch.manual_seed(0)
    return SurveyAttention(channels=32, surveyed=16, width=16).eval()


def test_what_is_found_is_the_mean_that_the_weights_tell() -> None:
    look, cells, x = attention(), torch.randn(2, 16, 4, 4), torch.randn(2, 32, 6, 8)
    keys, values = look.remember(cells)
    weights = look.weights(x, keys)
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 12))
    expected = (weights @ values).transpose(1, 2).unflatten(2, (3, 4))
    found = look(x, keys, values)
    for row in range(2):
        for column in range(2):
            torch.testing.assert_close(found[..., row::2, column::2], expected)


def test_memory_grows_with_the_pixels_and_not_with_their_square() -> None:
    look = attention()
    keys, _ = look.remember(torch.randn(1, 16, 16, 16))
    for size in (16, 32):
        assert look.weights(torch.randn(1, 32, size, size), keys).numel() == size**2 // 4 * 256
