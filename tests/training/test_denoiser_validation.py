from pathlib import Path

import numpy as np
import pytest
import torch

from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.training.alen_photos import training_photos
from lowlight_desktop.training.denoiser_validation import (
    SIGMAS,
    DenoiserValidation,
    polyu_pairs,
    psnr_8_bit,
    with_sigma,
)
from tests.training.denoiser_data import NAMES, with_real_noise
from tests.training.pictures import picture


@pytest.fixture
def denoiser_data(data: Path) -> Path:
    return with_real_noise(data)


def silent() -> SaUnet:
    """A network that says that there is no noise."""
    network = SaUnet(SaUnetConfig(widths=(16, 16)))
    torch.nn.init.zeros_(network.head.weight)
    return network


def test_noise_has_the_level_it_is_named_after() -> None:
    gray = np.full((256, 256, 3), 128, np.uint8)
    noise = with_sigma(gray, 30, 0).astype(np.float32) - 128
    assert noise.std() == pytest.approx(30, rel=0.01)  # 196,608 values
    assert abs(noise.mean()) < 0.3  # rounded, not cut off


def test_noise_is_the_same_each_time_and_another_for_another_photo() -> None:
    photo = picture(1)
    np.testing.assert_array_equal(with_sigma(photo, 50, 3), with_sigma(photo, 50, 3))
    assert not np.array_equal(with_sigma(photo, 50, 3), with_sigma(photo, 50, 4))


def test_decibels_are_of_8_bit_files() -> None:
    black = torch.zeros(1, 3, 8, 8)
    # One step of 255: 20 log10(255).
    assert psnr_8_bit(black + 1 / 255, black) == pytest.approx(48.13, abs=0.01)
    assert psnr_8_bit(black + 0.4 / 255, black) == 90.0  # is rounded away
    assert psnr_8_bit(black - 0.5, black) == 90.0  # is cut


def test_a_network_that_does_nothing_is_as_good_as_its_input(denoiser_data: Path) -> None:
    figures = DenoiserValidation.build(denoiser_data, fast=False).figures(silent())
    assert list(figures) == ["sigma30", "sigma50", "clean", "polyu"]
    # Noise of 30 and 50 steps: 20 log10(255 / sigma), more where it is cut at black and white.
    assert 18.5 < figures["sigma30"] < 21
    assert 14.1 < figures["sigma50"] < 17
    assert figures["clean"] == 90.0
    # Two photos, 4 and 8 steps of noise: 36.1 and 30.1 dB before cutting.
    assert 33 < figures["polyu"] < 36


def test_validation_is_made_of_the_same_pictures_each_time(denoiser_data: Path) -> None:
    one, other = (DenoiserValidation.build(denoiser_data, fast=False) for _ in range(2))
    assert len(one.cases) == len(SIGMAS) + 1 + len(NAMES)
    for a, b in zip(one.cases, other.cases, strict=True):
        assert a.group == b.group
        assert torch.equal(a.noisy, b.noisy)
        assert torch.equal(a.clean, b.clean)


def test_no_validation_photo_is_trained_on(denoiser_data: Path) -> None:
    known = {
        p.srgb.tobytes() for group in training_photos(denoiser_data).of.values() for p in group
    }
    judged = {mean.tobytes() for _, mean in polyu_pairs(denoiser_data)}
    judged |= {noisy.tobytes() for noisy, _ in polyu_pairs(denoiser_data)}
    assert not known & judged


def test_a_noisy_photo_comes_with_its_own_mean(denoiser_data: Path) -> None:
    pairs = polyu_pairs(denoiser_data)
    assert len(pairs) == len(NAMES)
    for i, (noisy, mean) in enumerate(pairs):
        noise = noisy.astype(np.float32) - mean
        assert noise.std() == pytest.approx(4 + 4 * i, rel=0.1)


def test_a_folder_without_real_noise_is_said_to_be_incomplete(data: Path) -> None:
    with pytest.raises(FileNotFoundError, match="polyu is missing"):
        polyu_pairs(data)
