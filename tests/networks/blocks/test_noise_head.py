import torch

from lowlight_desktop.networks.blocks.noise_head import CELL_PX, NoiseHead
from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD


def head() -> NoiseHead:
    torch.manual_seed(0)
    return NoiseHead(width=8, members=2)


def last_numbers(network: NoiseHead) -> list[torch.nn.Parameter]:
    """Weights and biases of the last layers."""
    return [p for n, p in network.members.named_parameters() if n.split(".")[1] == "4"]


def noisy(level: float) -> torch.Tensor:
    chance = torch.Generator().manual_seed(2)
    return 0.5 + level * torch.randn(1, 2, 3, 64, 64, generator=chance)


@torch.inference_mode()
def test_untrained_it_follows_the_finest_differences() -> None:
    network = head()
    for number in last_numbers(network):
        torch.nn.init.zeros_(number)
    levels = [network(noisy(level))[0] for level in (0.01, 0.04)]
    # A pixel differs from the mean of nine by sqrt(8/9) of its deviation; the quantile that is
    # taken lies a little below the middle.
    torch.testing.assert_close(levels[0], torch.full((2,), 0.0094), rtol=0.1, atol=0)
    torch.testing.assert_close(levels[1], 4 * levels[0], rtol=0.02, atol=0)


@torch.inference_mode()
def test_twice_the_differences_are_twice_the_level_whatever_it_has_learned() -> None:
    network = head()
    for number in network.parameters():
        torch.nn.init.normal_(number, std=0.3)
    one, twice = network(noisy(0.02)), network(noisy(0.04))
    torch.testing.assert_close(twice, 2 * one, rtol=0.02, atol=0)


@torch.inference_mode()
def test_the_level_stays_in_its_range() -> None:
    network = head()
    for said, level in ((100.0, MOST_TOLD), (-100.0, LEAST_TOLD)):
        for number in last_numbers(network):
            torch.nn.init.constant_(number, said if number.ndim == 1 else 0.0)
        torch.testing.assert_close(network(noisy(0.1)), torch.full((1, 2), level))


def test_a_flat_picture_has_a_level_and_a_gradient() -> None:
    network = head()
    level = network(torch.zeros(1, 1, 3, 2 * CELL_PX, 2 * CELL_PX))
    level.log2().sum().backward()
    assert level.isfinite().all()
    gradients = [p.grad for p in network.parameters()]
    assert all(g is not None and g.isfinite().all() for g in gradients)


@torch.inference_mode()
def test_the_order_of_the_crops_does_not_matter() -> None:
    network, crops = head(), noisy(0.02)
    torch.testing.assert_close(network(crops.flip(1)), network(crops))


@torch.inference_mode()
def test_black_and_white_places_say_nothing() -> None:
    network = head()
    for number in last_numbers(network):
        torch.nn.init.zeros_(number)
    crops = noisy(0.02)
    wanted = network(crops)
    crops[:, 0, :, :, :32] = 0.0
    crops[:, 1, :, :, :32] = 1.0
    torch.testing.assert_close(network(crops), wanted, rtol=0.05, atol=0)
