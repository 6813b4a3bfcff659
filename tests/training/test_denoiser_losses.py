import pytest
import torch

from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD
from lowlight_desktop.training.denoiser_losses import decibel_loss, far_loss, level_loss, true_level

CHANCE = 3
GRAY = torch.full((1, 2, 3, 64, 64), 0.5)
LEVEL = torch.full((1, 2), 0.1)


def noise(sigma: float) -> torch.Tensor:
    """Gaussian, white, like `GRAY`."""
    return sigma * torch.randn(GRAY.shape, generator=torch.Generator().manual_seed(CHANCE))


def test_a_tenth_of_the_error_is_twenty_decibels() -> None:
    much, little = (float(decibel_loss(GRAY + noise(s), GRAY)) for s in (0.2, 0.02))
    # 20 dB are 2 in log10 of the mean square; a fifth of a step of 255 hides nothing here.
    assert much - little == pytest.approx(2.0, abs=0.01)


def test_a_hundred_times_quieter_photo_counts_as_much() -> None:
    """The mean is of decibels: the loudest photo does not hide the others."""
    pair = torch.cat([GRAY + noise(0.2), GRAY + noise(0.002)])
    wanted = torch.cat([GRAY, GRAY])
    single = [decibel_loss(photo[None], GRAY) for photo in pair]
    assert float(decibel_loss(pair, wanted)) == pytest.approx(float(sum(single)) / 2, abs=1e-5)


def test_equal_pictures_have_finite_slopes() -> None:
    out = GRAY.clone().requires_grad_()
    (decibel_loss(out, GRAY) + far_loss(out, GRAY, LEVEL)).backward()
    assert out.grad is not None
    assert out.grad.isfinite().all()


def test_from_afar_noise_is_little_and_a_cast_is_much() -> None:
    cast = torch.tensor([0.1, 0.0, -0.1])[None, None, :, None, None]
    grain = far_loss(GRAY + noise(0.1), GRAY, LEVEL)
    # Means of 64 pixels are eight times quieter than the pixels.
    assert 4 * float(grain) < float(far_loss(GRAY + cast, GRAY, LEVEL))


def test_an_error_from_afar_weighs_in_units_of_the_noise() -> None:
    quiet, loud = (float(far_loss(GRAY + 0.05, GRAY, by * LEVEL)) for by in (1, 2))
    assert quiet == pytest.approx(2 * loud)


@pytest.mark.parametrize("sigma", [0.02, 0.1])
def test_white_noise_has_one_level_in_brightness_and_color(sigma: float) -> None:
    found = true_level(GRAY + noise(sigma), GRAY)
    # 8,192 pixels of a plane: a hundredth off by chance.
    torch.testing.assert_close(found, torch.full((1, 2), sigma), rtol=0.03, atol=0)


def test_gray_noise_is_brightness_alone() -> None:
    gray = noise(0.1)[:, :, :1].expand_as(GRAY)
    luminance, color = true_level(GRAY + gray, GRAY)[0]
    assert float(luminance) == pytest.approx(0.1 * 3**0.5, rel=0.03)  # three channels, one noise
    assert float(color) == pytest.approx(LEAST_TOLD)


def test_an_octave_too_little_is_six_times_as_wrong_as_one_too_much() -> None:
    twice, half = (float(level_loss(by * LEVEL, LEVEL)) for by in (2.0, 0.5))
    assert half == pytest.approx(twice * 0.85 / 0.15)
    assert float(level_loss(LEVEL, LEVEL)) == 0.0


def test_levels_out_of_range_are_asked_for_at_its_ends() -> None:
    ends = torch.tensor([[LEAST_TOLD, MOST_TOLD]])
    assert float(level_loss(ends, torch.tensor([[0.0, 2.0]]))) == pytest.approx(0.0, abs=1e-6)
