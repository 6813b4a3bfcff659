import math

import numpy as np
import pytest
import torch

from lowlight_desktop.develop import metrics
from lowlight_desktop.training import losses

RNG = torch.Generator().manual_seed(3)
ONE = torch.rand(2, 3, 40, 50, generator=RNG)
OTHER = (ONE + 0.1 * torch.randn(2, 3, 40, 50, generator=RNG)).clamp(0, 1)


def test_ssim_agrees_with_the_measuring_one() -> None:
    one, other = ((t[:1] * 255).round() for t in (ONE, OTHER))
    pictures = [t[0].permute(1, 2, 0).numpy().astype(np.uint8) for t in (one, other)]
    ours = losses.ssim(one / 255, other / 255).item()
    assert ours == pytest.approx(metrics.ssim(*pictures), abs=1e-4)


def test_ssim_can_be_trained_on_after_it_was_measured_at_the_same_size() -> None:
    picture = torch.rand(1, 3, 33, 34, generator=RNG)  # a size of no other test: nothing is kept
    with torch.inference_mode():
        losses.ssim(picture, picture)
    out = (picture * 0.9).requires_grad_()
    losses.ssim_loss(out, picture).backward()
    assert out.grad is not None
    assert out.grad.abs().max() > 0


def cosine_loss(x: np.ndarray, y: np.ndarray) -> float:
    """The paper's d(c), written as slowly as it reads."""
    c = float((x * y).sum() / math.sqrt((x * x).sum() * (y * y).sum()))
    c = min(c, 1 - 1e-4)
    return (1 - c) + math.acos(c)


def test_color_loss_is_the_mean_over_pixels() -> None:
    x, y = (t.permute(0, 2, 3, 1).reshape(-1, 3).double().numpy() for t in (ONE, OTHER))
    expected = np.mean([cosine_loss(a, b) for a, b in zip(x, y, strict=True)])
    assert losses.color_loss(ONE, OTHER).item() == pytest.approx(expected, rel=0.01)


def test_brightness_loss_is_by_channel_and_all_together() -> None:
    def expected(x: np.ndarray, y: np.ndarray) -> float:
        x = x - x.min((1, 2), keepdims=True)
        y = y - y.min((1, 2), keepdims=True)
        apart = np.mean([cosine_loss(x[c], y[c]) for c in range(3)])
        return float(apart) + cosine_loss(x, y)

    both = [
        expected(a, b) for a, b in zip(ONE.double().numpy(), OTHER.double().numpy(), strict=True)
    ]
    assert losses.brightness_loss(ONE, OTHER).item() == pytest.approx(np.mean(both), rel=0.01)


@pytest.mark.parametrize(
    "loss",
    [losses.l1, losses.ssim_loss, losses.color_loss, losses.brightness_loss, losses.structure_loss],
)
def test_losses_are_least_for_equal_pictures_and_have_finite_slopes_on_black_ones(
    loss: "losses.Loss",
) -> None:
    assert loss(ONE, ONE).item() < loss(OTHER, ONE).item()
    for flat in (torch.zeros(1, 3, 20, 20), torch.full((1, 3, 20, 20), 0.5)):
        out = flat.clone().requires_grad_()
        loss(out, ONE[:1, :, :20, :20]).backward()
        assert out.grad is not None
        assert torch.isfinite(out.grad).all()
