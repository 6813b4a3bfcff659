from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.alen_validation import sony_a7s2
from lowlight_desktop.training.card_text import card_text
from lowlight_desktop.training.losses import ssim
from lowlight_desktop.training.publishing import new_model, write_weights
from lowlight_desktop.training.unprocess import SONY_A7S2, mosaic_of
from tests.formats.dng_writing import BLACK, WHITE
from tests.raw_truth import (
    STRENGTHS,
    Case,
    Scores,
    best_strength,
    blockwise_ssim,
    camera_light,
    cases_of,
    known_noise,
    lights,
    non_local_means,
    results,
    scores,
    table,
    taken,
    written,
)


def scene(height: int = 120, width: int = 160) -> Pixels:
    """Linear sRGB without edges: every demosaic gets it right."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    rgb = [0.5 + 0.3 * np.sin(x / 40), 0.5 + 0.3 * np.cos(y / 30), 0.4 + 0.2 * np.sin(y / 50)]
    return np.stack(rgb, 2).astype(np.float32)


def test_every_speed_is_measured_at_ratio_100_and_every_ratio_at_the_middle_speed() -> None:
    found = cases_of([800, 1600, 3200], [20.0, 100.0, 200.0])
    assert found == [
        *(Case(iso, 100.0) for iso in (800, 1600, 3200)),
        Case(1600, 20.0),
        Case(1600, 200.0),
    ]


def test_the_sensor_keeps_noise_below_black_and_rounds_to_whole_steps() -> None:
    clean, values = taken(np.zeros((64, 64, 3), np.float32), Case(1600, 100.0), 0)
    assert clean.max() == 0.0
    assert values.dtype == np.uint16
    assert values.min() < BLACK < values.max()
    noise = sony_a7s2(1600)
    assert float(values.std()) == pytest.approx(noise.read * (WHITE - BLACK), rel=0.1)


def test_development_is_undone_to_the_last_step_of_the_sensor(tmp_path: Path) -> None:
    # A hundredth of the noise: a photo as bright as white, at the lowest of speeds.
    shot = written(Case(3, 1.0), scene(), 0, tmp_path)
    assert shot.mosaic.white_level == WHITE
    undone = camera_light(shot.photo.image, shot.mosaic)
    seen = (shot.mosaic.data - np.float32(BLACK)) / np.float32(WHITE - BLACK)
    # LibRaw interpolates what a pixel lacks, not what it has; 16 bits, and float32 there and back.
    np.testing.assert_allclose(mosaic_of(undone), seen, atol=2e-4)
    np.testing.assert_allclose(undone, shot.truth, atol=0.02)


def test_a_perfect_answer_has_the_highest_scores_and_the_mosaic_counts_its_own_colors() -> None:
    truth = scene() / np.float32(100)
    perfect = scores(truth, truth, 100.0)
    assert (perfect.mosaic, perfect.rgb) == (120.0, 120.0)
    assert perfect.ssim == pytest.approx(1.0)
    assert scores(mosaic_of(truth), truth, 100.0) == Scores(120.0)
    # Off by a hundredth of white after brightening: 40 dB.
    assert scores(mosaic_of(truth) + np.float32(1e-4), truth, 100.0).mosaic == pytest.approx(40.0)
    off = truth.copy()
    off[1::2, 1::2, 0] += np.float32(0.1)  # red where the sensor sees blue
    assert scores(off, truth, 100.0).mosaic == 120.0
    rgb = scores(off, truth, 100.0).rgb
    assert rgb is not None
    assert rgb < 30.0


@pytest.mark.parametrize("size", [(700, 530), (40, 1100)])
def test_ssim_in_blocks_is_that_of_the_whole(size: tuple[int, int]) -> None:
    wanted = scene(*size)
    rng = np.random.default_rng(0)
    ramp = np.linspace(0.0, 0.2, size[1], dtype=np.float32)[:, None]
    out = np.asarray(wanted + ramp * rng.standard_normal(wanted.shape), np.float32)
    whole = ssim(*(torch.from_numpy(p.transpose(2, 0, 1).copy())[None] for p in (out, wanted)))
    assert blockwise_ssim(out, wanted) == pytest.approx(float(whole), abs=1e-5)


def test_non_local_means_wants_eight_bits_and_no_more() -> None:
    truth = np.asarray(scene() / SONY_A7S2.white_balance / 50.0, np.float32)
    out = non_local_means(truth, 50.0, (1e-3, 1e-3))  # too weak to do anything
    levels = [p * SONY_A7S2.white_balance * np.float32(50) for p in (out, truth)]
    step = linearize(np.array([250.0 / 255.0, 1.0], np.float32), Transfer.SRGB)
    # Lab and back costs it some steps of 255.
    assert np.abs(levels[0] - levels[1]).max() < step[1] - step[0]


def test_the_strength_of_the_rival_follows_the_noise() -> None:
    rng = np.random.default_rng(0)
    texture = 0.2 * rng.random((96, 96, 3))  # strong cleaning would take it
    truth = np.asarray((scene(96, 96) + texture) / 100.0, np.float32)
    quiet, loud = (
        np.asarray(truth + s * rng.standard_normal(truth.shape), np.float32) for s in (3e-5, 1e-3)
    )
    found = [best_strength([(noisy, truth)], 100.0) for noisy in (quiet, loud)]
    assert found[0][0] < found[1][0]
    assert all(strength in STRENGTHS for strength in found)


def test_known_noise_is_the_sensors_in_its_own_steps() -> None:
    # As in the validation: gain 3.05, read noise 6.2, row noise 1.0 at ISO 3200.
    profile = known_noise(3200).profile
    assert profile is not None
    assert profile[0] == pytest.approx(3.05, abs=0.01)
    assert profile[1] == pytest.approx((6.2**2 + 1.0**2 + 1 / 12) ** 0.5, abs=0.1)


def test_photos_are_measured_one_by_one_or_side_by_side(tmp_path: Path) -> None:
    for name in ("a", "b"):
        picture = np.full((61, 80, 3), 128 if name == "a" else 64, np.uint8)
        assert cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
    assert [p.shape for p in lights(tmp_path, None)] == [(60, 80, 3), (60, 80, 3)]
    (whole,) = lights(tmp_path, 0.06)
    assert whole.shape == (200, 300, 3)
    assert len(np.unique(whole)) == 2  # both photos, nothing between


def test_the_table_has_a_row_for_each_case_and_what_a_mosaic_lacks_is_left_out() -> None:
    found = {Case(1600, 20.0): {"mosaic": Scores(27.7), "other": Scores(30.0, 31.25, 0.9)}}
    assert table(found).splitlines()[0] == "| ISO, ratio | mosaic | other |"
    assert table(found).splitlines()[2] == "| 1600, 20 | 27.70 | 30.00 / 31.25 / 0.900 |"


def test_the_whole_program_is_measured_with_the_network_of_a_folder(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = Alen(AlenConfig(widths=(16, 16), survey_width=16))
    torch.nn.init.zeros_(network.head.weight)  # it answers nothing: a bilinear demosaic is left
    with new_model(tmp_path / "models", "alen") as folder:
        weights = folder / "weights.safetensors"
        sha = write_weights(network, weights)
        config = asdict(network.config)
        card = ModelCard("alen", "", "raw", "fast", "alen", config, weights, sha, 0, "", {})
        (folder / "card.toml").write_text(card_text(card, {}, {}, {}), encoding="utf-8")
    models = Enhancer(models=tmp_path / "models")
    # A twentieth of the noise of any real speed: what is left is the demosaic.
    found = results(Case(5, 1.0), [scene()], models, tmp_path)
    assert list(found) == [
        "noisy mosaic",
        "LibRaw (DHT)",
        "LibRaw + fastNlMeans",
        "Lowlight, noise known",
        "Lowlight, noise estimated",
    ]
    noisy = found["noisy mosaic"].mosaic
    assert noisy > 45.0
    for way in ("Lowlight, noise known", "Lowlight, noise estimated"):
        # It keeps what a pixel has, and gets right what is smooth.
        assert found[way].mosaic == pytest.approx(noisy, abs=0.1)
        rgb = found[way].rgb
        assert rgb is not None
        assert rgb > noisy
