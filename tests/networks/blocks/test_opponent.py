import torch

from lowlight_desktop.networks.blocks.opponent import from_opponent, noise_level, to_opponent


def test_there_and_back_is_where_it_was() -> None:
    rgb = torch.rand(2, 3, 4, 5)
    torch.testing.assert_close(from_opponent(to_opponent(rgb)), rgb)


def test_gray_has_no_color() -> None:
    gray = torch.full((1, 3, 2, 2), 0.5)
    torch.testing.assert_close(to_opponent(gray)[:, 1:], torch.zeros(1, 2, 2, 2))


def test_white_noise_has_its_own_level_in_brightness_and_in_color() -> None:
    chance = torch.Generator().manual_seed(1)
    noise = 0.1 * torch.randn(1, 2, 3, 200, 200, generator=chance)
    # 240,000 numbers: the deviation is known to 0.15 %.
    torch.testing.assert_close(noise_level(noise), torch.full((1, 2), 0.1), rtol=0.01, atol=0)


def test_gray_noise_is_noise_of_brightness_only() -> None:
    noise = torch.randn(1, 1, 1, 64, 64).expand(-1, -1, 3, -1, -1)
    level = noise_level(noise)[0]
    torch.testing.assert_close(level[0], noise.std() * 3**0.5, rtol=0.01, atol=0)
    assert float(level[1]) < 1e-6
