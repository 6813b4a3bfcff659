import math

import pytest
import torch

from lowlight_desktop.training.alen_losses import (
    FAR_UNIT,
    edge_loss,
    far_loss,
    light_loss,
    seen,
    tone_loss,
    up_to_full,
)
from lowlight_desktop.training.losses import Loss

LOSSES: list[Loss] = [tone_loss, light_loss, edge_loss, far_loss]


@pytest.mark.parametrize("loss", LOSSES)
def test_equal_pictures_have_no_loss_and_others_have(loss: Loss) -> None:
    one = torch.rand(2, 3, 8, 16, generator=torch.Generator().manual_seed(0))
    assert float(loss(one, one)) == 0
    assert float(loss(one, one.flip(-1))) > 0


def test_the_eye_sees_more_in_the_shadows() -> None:
    steps = seen(torch.tensor([-0.1, 0.0, 0.1, 0.2, 0.9, 1.0])).diff()
    assert (steps > 0).all()
    assert steps[0] == pytest.approx(float(steps[1]))  # below black as above
    assert steps[2] > 2 * steps[4]


@pytest.mark.parametrize("loss", LOSSES)
def test_slopes_are_finite_at_black(loss: Loss) -> None:
    out = torch.zeros(1, 3, 8, 8, requires_grad=True)
    loss(out, torch.full((1, 3, 8, 8), 0.1)).backward()
    assert out.grad is not None
    assert out.grad.isfinite().all()


def test_two_lamps_beyond_white_are_alike() -> None:
    assert float(light_loss(torch.full((1, 3, 8, 8), 9.0), torch.full((1, 3, 8, 8), 5.0))) == 0


def test_from_afar_noise_is_nothing_and_a_cast_is_not() -> None:
    gray = torch.full((1, 3, 64, 64), 0.2)
    noise = 0.05 * torch.randn(gray.shape, generator=torch.Generator().manual_seed(0))
    cast = torch.tensor([0.05, 0.0, -0.05])[None, :, None, None]
    assert float(tone_loss(gray + noise, gray)) > float(tone_loss(gray + cast, gray))
    far = [math.expm1(float(far_loss(gray + x, gray)) / FAR_UNIT) for x in (noise, cast)]
    assert 4 * far[0] < far[1]  # of what the logarithm is taken of


def test_from_afar_a_nearly_clean_picture_counts_as_much_as_a_noisy_one() -> None:
    gray = torch.full((1, 3, 64, 64), 0.2)

    def slope(cast: float) -> float:
        """What it is worth to take a tenth of the cast away."""
        return float(far_loss(gray + cast, gray) - far_loss(gray + 0.9 * cast, gray))

    assert slope(0.01) == pytest.approx(slope(0.1), rel=0.15)


def test_light_beyond_a_full_sensor_counts_only_below_it() -> None:
    wanted = torch.tensor([3.0, 3.0, 0.5, 0.5]).reshape(1, 1, 1, 4)
    out = torch.tensor([7.0, 0.8, 1.5, 0.5]).reshape(1, 1, 1, 4)
    cut, truth = up_to_full(out, wanted)
    assert cut.flatten().tolist() == pytest.approx([1.0, 0.8, 1.5, 0.5])
    assert truth.flatten().tolist() == [1.0, 1.0, 0.5, 0.5]
