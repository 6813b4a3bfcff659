from pathlib import Path

import numpy as np
import pytest
import torch

from lowlight_desktop.develop.color import Stored, decode
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.training.denoiser_figures import cleaned, numeric_figures
from lowlight_desktop.training.denoiser_levels import (
    level_figures,
    rank_correlation,
    smooth_noise,
    told,
    true_noise,
)
from lowlight_desktop.training.denoiser_quality import gaussian_figures, real_figures
from lowlight_desktop.training.denoiser_trials import STEPS, gradient_figures, star_figures
from lowlight_desktop.training.denoiser_validation import middle, with_sigma
from tests.training.pictures import picture

CARD = ModelCard("t", "T", "denoise", "fast", "sa_unet", {}, Path("weights"), "", 0, "", {})
TRUTHS = [picture(i, (96, 96)) for i in range(3)]
PAIRS = [(with_sigma(truth, 4 * 2**i, i), truth) for i, truth in enumerate(TRUTHS)]
NOTHING = PictureNoise(0.0, 0.0)


def model(answer: float = 0.3) -> Loaded:
    """A small network that says much at random."""
    torch.manual_seed(1)
    network = SaUnet(SaUnetConfig(widths=(16, 16)))
    torch.nn.init.normal_(network.head.weight, std=answer)
    frozen = network.eval().requires_grad_(requires_grad=False)
    return in_hand(CARD, frozen, choose("cpu"))


def untouched(_: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
    """Cleans nothing."""
    return decode(photo), NOTHING


def by_network(model: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
    return cleaned(model, photo, fast=False)


def test_what_is_told_is_taken_to_be_the_noise() -> None:
    noise = PictureNoise(7.0, 3.0)
    _, found = by_network(told(model(), noise), picture(1))
    assert found.luminance == pytest.approx(7.0)
    assert found.color == pytest.approx(3.0)


def test_telling_leaves_the_model_as_it_was() -> None:
    finder = model()
    before = by_network(finder, picture(1))[1]
    told(finder, PictureNoise(7.0, 3.0))
    assert by_network(finder, picture(1))[1] == before


def test_the_answer_is_in_units_of_what_is_told() -> None:
    flat = np.full((96, 96, 3), (100, 128, 150), np.uint8)
    little, much = (
        np.abs(by_network(told(model(), PictureNoise(x, x)), flat)[0] - decode(flat)).mean()
        for x in (2.0, 8.0)
    )
    # Four times as much, but the network hears of it too.
    assert 2 * little < much < 16 * little


def test_tiles_and_half_precision_are_compared_with_the_whole() -> None:
    figures = numeric_figures(told(model(), PictureNoise(20.0, 20.0)))
    # Sums of differently sized tiles are rounded differently; bfloat16 has 8 bits of 20 steps.
    assert figures["largest difference between tile sizes"] < 0.01
    assert 0.001 < figures["largest loss in bfloat16"] < 10


def test_noisy_photos_that_are_not_cleaned_are_as_they_were() -> None:
    tables = gaussian_figures(model(), TRUTHS, untouched)
    row = tables["McMaster, Gaussian 30"]
    # 20 log10(255 / 30) is 18.6 dB, more where noise is cut at black and white.
    assert 18.5 < row["PSNR before"] < 21
    assert row["PSNR"] == pytest.approx(row["PSNR before"], abs=0.02)
    assert row["SSIM"] == pytest.approx(row["SSIM before"], abs=0.002)
    assert tables["McMaster, clean in and out"]["least PSNR"] == 90.0


def test_real_photos_that_are_cleaned_to_the_truth_pass_every_measure() -> None:
    answers = iter([truth for _, truth in PAIRS])

    def perfect(_: Loaded, __: Stored) -> tuple[Pixels, PictureNoise]:
        return decode(next(answers)), NOTHING

    tables = real_figures(model(), PAIRS, perfect)
    assert tables["PolyU"]["PSNR"] == 90.0
    assert tables["PolyU, decibels won"]["least"] > 40
    shares = [row for name, row in tables.items() if name.startswith("PolyU, passes: ")]
    assert len(shares) == 9  # ten measures, without that of the input
    assert all(row["after"] == row["the truth"] for row in shares)


def test_the_true_noise_is_that_of_brightness_and_of_color() -> None:
    flat = np.full((128, 128, 3), 128, np.uint8)
    noise = true_noise(with_sigma(flat, 10, 0), flat)
    assert noise.luminance == pytest.approx(10, rel=0.03)  # 16,384 values
    assert noise.color == pytest.approx(10, rel=0.03)


def test_hindsight_finds_the_best_level_of_its_grid() -> None:
    truth_of = {noisy.tobytes(): truth // 2 for noisy, truth in PAIRS}

    def best_at_8(model: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
        """As many steps too bright as ten times the octaves between the level told and 8."""
        assert isinstance(model.network, SaUnet)
        level = float(model.network.level(torch.zeros(1, 1, 3, 32, 32))[0, 0]) * 255
        off = round(10 * abs(np.log2(level / 8)))
        return decode(truth_of[photo.tobytes()] + np.uint8(off)), NOTHING

    pairs = [(noisy, truth // 2) for noisy, truth in PAIRS]
    finder = told(model(), PictureNoise(4.0, 2.0))
    tables = level_figures(finder, pairs, best_at_8)
    # Ten and twenty steps of 255 are 28.13 and 22.11 dB; nothing is 90 by definition.
    assert tables["PolyU, PSNR when the level told is"] == {
        "the one found": 28.13,
        "half of it": 22.11,
        "twice of it": 90.0,
        "one for all photos, the best by hindsight": 90.0,
        "one for each photo, the best by hindsight": 90.0,
    }
    ranks = tables["PolyU, rank correlation of the found with the true level"]
    assert set(ranks.values()) == {0.0}  # one level for all has no order


def test_the_noise_of_the_smooth_half_knows_nothing_of_edges() -> None:
    flat = np.full((64, 64, 3), 120, np.uint8)
    flat[:, 40:] = np.where(np.indices((64, 24)).sum(0) % 2, 30, 220)[..., None]
    noisy = with_sigma(flat, 8, 0)
    noisy[:, 40:] = flat[:, 40:] // 2  # as if the hand had moved
    assert true_noise(noisy, flat).luminance > 40
    smooth = smooth_noise(noisy, flat)
    assert smooth.luminance == pytest.approx(8, rel=0.06)
    assert smooth.color == pytest.approx(8, rel=0.06)


def test_rank_correlation_knows_order_alone() -> None:
    assert rank_correlation([1.0, 2.0, 9.0], [10.0, 11.0, 12.0]) == pytest.approx(1.0)
    assert rank_correlation([1.0, 2.0, 9.0], [3.0, 2.0, -7.0]) == pytest.approx(-1.0)
    # Ranks 1.5, 1.5, 3 and 1, 2, 3: sqrt(3) / 2.
    assert rank_correlation([1.0, 1.0, 5.0], [1.0, 2.0, 3.0]) == pytest.approx(0.866, abs=1e-3)
    assert rank_correlation([4.0, 4.0], [1.0, 2.0]) == 0.0


def test_the_middle_of_a_small_photo_is_all_of_it() -> None:
    assert middle(picture(1, (100, 60))).shape == (60, 100, 3)
    assert middle(picture(1, (300, 400))).shape == (256, 256, 3)
    np.testing.assert_array_equal(
        middle(picture(1, (258, 256)))[0], picture(1, (258, 256))[0, 1:-1]
    )


def test_a_gradient_that_is_left_alone_keeps_its_levels() -> None:
    for row in gradient_figures(model(), untouched).values():
        # Neighbors lie 8.0 levels of 65,535 apart: half of a 4,096th, rounded up at most.
        assert list(row.values()) == [STEPS, pytest.approx(0.5, abs=0.1)]


def test_a_gradient_of_8_bits_is_caught() -> None:
    def coarse(_: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
        return decode((photo // 256).astype(np.uint8)), NOTHING

    for row in gradient_figures(model(), coarse).values():
        # 256 levels; a step of one 255th is 16 of 4,096.
        assert list(row.values()) == [256, pytest.approx(16.06, abs=0.1)]


def test_stars_that_are_left_alone_keep_their_light_and_erased_ones_have_none() -> None:
    for row in star_figures(model(), untouched).values():
        assert row["before"] == pytest.approx(1.0, abs=0.05)
        assert row["after"] == pytest.approx(row["before"], abs=0.01)

    def dark(_: Loaded, photo: Stored) -> tuple[Pixels, PictureNoise]:
        return decode(np.full_like(photo, 30)), NOTHING

    assert all(row["after"] == 0.0 for row in star_figures(model(), dark).values())
