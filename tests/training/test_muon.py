import pytest
import torch
from torch import nn

from lowlight_desktop.training.muon import Muon, orthogonal, suits


@pytest.mark.parametrize("shape", [(16, 16), (16, 100), (90, 20)])
def test_all_directions_of_a_step_have_about_the_same_size(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    # Directions that differ a hundredfold: what Adam sees of a deep layer.
    left, sizes, right = torch.linalg.svd(torch.randn(shape), full_matrices=False)
    matrix = left @ torch.diag(torch.logspace(0, -2, len(sizes))) @ right
    values = torch.linalg.svdvals(orthogonal(matrix))
    # The polynomial is fast, not exact: it ends between 0.7 and 1.2 where it has room to.
    assert 0.3 < float(values.min()) <= float(values.max()) < 1.3


def test_it_suits_convolutions_with_directions_only() -> None:
    assert suits(nn.Conv2d(32, 16, 3).weight)
    assert suits(nn.ConvTranspose2d(32, 16, 2).weight)
    assert not suits(nn.Conv2d(32, 12, 1).weight)  # a head
    assert not suits(nn.Linear(32, 32).weight)
    assert not suits(nn.Conv2d(32, 32, 3).bias)  # pyright: ignore[reportArgumentType]


def test_it_goes_downhill() -> None:
    torch.manual_seed(0)
    layer, wanted = (nn.Conv2d(16, 16, 3, padding=1, bias=False) for _ in range(2))
    with torch.no_grad():
        wanted.weight.mul_(4.0 / wanted.weight.norm())  # 16 rows of length 1
    x = torch.randn(8, 16, 12, 12)
    optimizer = Muon([layer.weight], lr=0.02)
    losses: list[float] = []
    for _ in range(200):
        loss = (layer(x) - wanted(x).detach()).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.2 * losses[0]


def test_a_step_has_the_size_of_the_rate() -> None:
    layer = nn.Conv2d(16, 16, 1, bias=False)
    before = layer.weight.detach() * (4.0 / layer.weight.detach().norm())  # 16 rows of length 1
    layer(torch.randn(1, 16, 4, 4)).square().sum().backward()
    Muon([layer.weight], lr=0.5).step()
    moved = torch.linalg.matrix_norm((layer.weight.detach() - before).flatten(1), ord=2)
    assert 0.3 * 0.5 < float(moved) < 1.3 * 0.5


def test_weights_do_not_grow() -> None:
    torch.manual_seed(0)
    layer = nn.Conv2d(16, 32, 3)
    optimizer = Muon([layer.weight], lr=0.02)
    for _ in range(50):
        optimizer.zero_grad()
        (-layer(torch.randn(2, 16, 8, 8)).square().mean()).backward()  # wants to
        optimizer.step()
    assert float(layer.weight.detach().norm()) == pytest.approx(32**0.5, rel=0.1)


def test_a_weight_without_a_gradient_stays() -> None:
    layer = nn.Conv2d(16, 16, 1)
    before = layer.weight.detach().clone()
    Muon([layer.weight], lr=0.5).step()
    assert torch.equal(layer.weight, before)
