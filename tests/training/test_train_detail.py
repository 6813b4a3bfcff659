import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.alen_photos import CleanPhotos, training_photos
from lowlight_desktop.training.detail_samples import CLEAN_CHANCE, draw
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.synthesis import jpeg
from lowlight_desktop.training.train_denoiser import DenoiserLossWeights, denoiser_losses_of
from lowlight_desktop.training.train_detail import detail_batch_at, train_detail
from tests.studio.denoise_photos import untrained_detail
from tests.training.denoiser_data import small_data

SMALL = DetailConfig(width=16, blocks=1, narrow=4, window=4, halo=2)
SCHEDULE = Schedule(steps=2, batch=2, warm_up=1, every=2)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def photos(data: Path) -> CleanPhotos:
    return training_photos(data)


def test_a_run_ends_with_a_network_and_figures_of_photos_never_seen(
    data: Path, tmp_path: Path
) -> None:
    network = train_detail(data, tmp_path / "run", SCHEDULE, SMALL)
    assert isinstance(network, Detail)
    (line,) = map(json.loads, (tmp_path / "run/log.jsonl").read_text().splitlines())
    assert line["step"] == 2
    # Two steps change next to nothing: nothing is won, and a clean photo is as it was.
    assert line["jpeg30"] == pytest.approx(0.0, abs=0.2)
    assert line["least clean"] > 40


def test_a_stored_picture_is_near_the_whole_one_and_some_are_equal(photos: CleanPhotos) -> None:
    rng = np.random.default_rng(1)
    samples = [draw(photos, 48, rng) for _ in range(200)]
    equal = sum(np.array_equal(s.stored, s.whole) for s in samples)
    assert equal == pytest.approx(200 * CLEAN_CHANCE, abs=12)
    for sample in samples:
        assert sample.stored.shape == sample.whole.shape == (48, 48, 3)
        assert sample.stored.dtype == sample.whole.dtype == np.float32
        assert 0.0 <= float(sample.stored.min()) <= float(sample.stored.max()) <= 1.0
        assert float(np.abs(sample.stored - sample.whole).mean()) < 0.1


def test_equal_steps_see_equal_batches(photos: CleanPhotos) -> None:
    one, same = (detail_batch_at(photos, SCHEDULE, 3) for _ in range(2))
    other = detail_batch_at(photos, replace(SCHEDULE, seed=2), 3)
    for a, b, c in zip(one, same, other, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=0)
        assert not torch.equal(a, c)


def test_it_learns_to_repair_what_a_jpeg_has_lost() -> None:
    torch.manual_seed(0)
    chance = np.random.default_rng(1)
    coarse = chance.random((4, 12, 12, 3))
    whole = [cv2.resize(c, (48, 48), interpolation=cv2.INTER_NEAREST) * 255 for c in coarse]
    pairs = [(jpeg(w.astype(np.uint8), 20, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420), w) for w in whole]
    stored, wanted = (
        torch.from_numpy(np.stack(side).astype(np.float32) / 255).permute(0, 3, 1, 2)[:, None]
        for side in zip(*pairs, strict=True)
    )
    network = Detail(SMALL)
    optimizer = torch.optim.AdamW(network.parameters(), lr=5e-3)
    losses: list[float] = []
    for _ in range(60):
        batch = (stored, wanted, torch.ones(len(stored), 2))
        loss = denoiser_losses_of(network, batch, DenoiserLossWeights(), fast=False)["decibel"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0] - 0.1  # a decibel


def test_a_models_weights_are_trained_further(data: Path, tmp_path: Path) -> None:
    model = untrained_detail(tmp_path / "models") / "detail"
    still = Schedule(steps=1, batch=2, rate=1e-9, warm_up=1, every=1)
    trained = train_detail(data, tmp_path / "run", still, SMALL, start=model).state_dict()
    for name, weight in load_file(model / "weights.safetensors").items():
        torch.testing.assert_close(trained[name].cpu(), weight, rtol=0, atol=1e-6)
    facts = checkpoint.load(tmp_path / "run" / "checkpoint.safetensors").facts
    assert facts["start"] == "detail test"
