import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import MODELS, find, read_card
from lowlight_desktop.networks.mirnet import CascadeConfig
from lowlight_desktop.networks.mirnet_denoiser import MirnetDenoiser
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.studio.model_notes import training_data
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.__main__ import main
from lowlight_desktop.training.denoiser_figures import golden_clean, work_per_px
from lowlight_desktop.training.denoiser_page import stars_told
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.golden import golden_noisy
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.publish_denoiser import publish_denoiser
from lowlight_desktop.training.publishing import Publication, trained_run
from lowlight_desktop.training.train_denoiser import DENOISER_SCHEDULE, train_denoiser
from lowlight_desktop.training.train_noise_head import train_noise_head
from tests.training.denoiser_data import small_data

SMALL = SaUnetConfig(widths=(16, 16))
VERSION = "2026-11-21"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `data`, a run of one step of nine in `runs`, and that published in `models`."""
    folder = tmp_path_factory.mktemp("publishing")
    data = small_data(folder / "data")
    schedule = Schedule(steps=1, batch=2, rate=DENOISER_SCHEDULE.rate, warm_up=1, every=1)
    train_denoiser(data, folder / "runs/sa_unet", schedule, SMALL, Mix(gaussian=0.5))
    train_noise_head(data, folder / "runs/sa_level", schedule, Mix(gaussian=0.5), crops=4)
    file = folder / "runs/sa_unet/checkpoint.safetensors"
    saved = checkpoint.load(file)
    facts: Mapping[str, object] = {**saved.facts, "schedule": asdict(replace(schedule, steps=9))}
    checkpoint.save(file, replace(saved, facts=facts))
    order = Publication(
        data,
        folder / "runs",
        folder / "models",
        VERSION,
        unfinished=True,
        machine="a pocket calculator",
    )
    publish_denoiser("sa_unet", order)
    return folder


@pytest.fixture(scope="module")
def page(home: Path) -> str:
    return (home / "models/sa_unet/README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def card(home: Path) -> dict[str, Any]:
    return tomllib.loads((home / "models/sa_unet/card.toml").read_text(encoding="utf-8"))


def test_a_published_model_loads_and_is_what_was_trained(home: Path) -> None:
    card = read_card(home / "models/sa_unet")
    network = load(card, choose("cpu")).network
    assert isinstance(network, SaUnet)
    assert network.config == SMALL
    trained = dict(trained_run(home / "runs/sa_unet", unfinished=True).average)
    head = trained_run(home / "runs/sa_level").average
    trained |= {f"noise_head.{name}": weight for name, weight in head.items()}
    torch.testing.assert_close(network.state_dict(), trained)
    assert (card.step, card.quality, card.network) == ("denoise", "fast", "sa_unet")
    files = {"README.md", "card.toml", "golden.png", "weights.safetensors"}
    files |= {"render.onnx", "stream.onnx", "level.onnx", "survey.onnx"}
    assert {p.name for p in (home / "models/sa_unet").iterdir()} == files
    assert [p.name for p in (home / "models").iterdir()] == ["sa_unet"]


def test_the_page_tells_how_it_was_trained(page: str) -> None:
    for fact in (
        f"version {VERSION}",
        "train sa_unet --data DATA --steps 9 --seed 1 --gaussian 0.5\n",
        "1 of 9 steps of 2 crops of 128x128, 1 of each photo",
        "Published before the end of its training: 1 of 9 steps, 1 of 1 steps.",
        "The head that reads the level: 1 of 1 steps of 2 of 4 crops of the same pictures; it says",
        "Trained on a pocket calculator.",
        "50% of the photos get Gaussian noise",
        "50 to 40,000 electrons at white",
    ):
        assert fact in page
    assert "What each part is worth" not in page  # nothing to compare
    assert not re.search(r"[{}]", page)  # no place was left open


def test_the_page_names_every_source_with_its_terms(page: str) -> None:
    rows = {row.name: row for row in training_data(page)}
    assert rows["BSDS500 photographs"].used == "2"
    assert rows["PolyU, crops of real photos, for validation only"].used == "2"
    assert all(row.terms for row in rows.values())
    assert len(rows) == 6


def test_the_card_says_what_goes_in_and_what_it_costs(card: dict[str, Any]) -> None:
    assert card["grid_px"] == SMALL.grid_px
    assert card["reach_px"] == SMALL.reach_px
    assert card["multiplications_per_px"] == work_per_px(SaUnet(SMALL).eval())
    assert card["trained"]["noise"] == {"gaussian": 0.5}
    assert card["trained"]["planned steps"] == 9


def test_the_card_and_the_page_tell_the_same_figures(page: str, card: dict[str, Any]) -> None:
    measured = card["measured"]
    assert measured["photos"] == {"McMaster": 1, "PolyU": 2}
    for name in ("McMaster, Gaussian 10", "McMaster, Gaussian 50", "PolyU"):
        row = measured[name]
        assert f"| {name} | {row['PSNR before']} | {row['PSNR']} |" in page
    for name in ("largest difference between tile sizes", "largest loss in bfloat16"):
        assert f"| {name} | {measured[name]} |" in page


def test_tiles_of_a_published_model_agree(card: dict[str, Any]) -> None:
    # A thousandth of a step: the sums of differently sized tiles are rounded differently.
    assert card["measured"]["largest difference between tile sizes"] < 0.01


def test_a_run_before_its_end_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in (home / "models").rglob("*"))
    words = ["publish", "sa_unet", "--data", str(home / "data"), "--runs", str(home / "runs")]
    assert main([*words, "--models", str(home / "models"), "--version", VERSION]) == 2
    assert "1 of 9 steps" in capsys.readouterr().err
    assert sorted((p, p.stat().st_mtime_ns) for p in (home / "models").rglob("*")) == before


def test_the_golden_picture_is_what_the_published_weights_make(home: Path) -> None:
    made = golden_clean(load(read_card(home / "models/sa_unet"), choose("cpu")))
    kept = cv2.imread(str(home / "models/sa_unet/golden.png"), cv2.IMREAD_UNCHANGED)
    assert kept is not None
    assert kept.dtype == np.uint16
    np.testing.assert_allclose(made[..., ::-1], kept, atol=1)


def test_the_golden_input_has_noise_a_full_lamp_and_an_odd_height() -> None:
    golden = golden_noisy()
    assert golden.shape[0] % 2 == 1
    assert (golden == 255).all(2).sum() > 20
    again = golden_noisy()
    np.testing.assert_array_equal(golden, again)


def test_a_mirnet_is_published_with_the_same_head_and_words_of_its_own(home: Path) -> None:
    schedule = Schedule(steps=1, batch=2, rate=DENOISER_SCHEDULE.rate / 2, warm_up=1, every=1)
    sizes = CascadeConfig(width=16, factor=2.0, blocks=1)
    train_denoiser(home / "data", home / "runs/mirnet_denoiser", schedule, sizes, Mix())
    folders = home / "data", home / "runs", home / "published"
    publish_denoiser("mirnet_denoiser", Publication(*folders, VERSION))
    card = read_card(home / "published/mirnet_denoiser")
    network = load(card, choose("cpu")).network
    assert isinstance(network, MirnetDenoiser)
    assert (card.step, card.quality, network.config) == ("denoise", "best", sizes)
    head = trained_run(home / "runs/sa_level").average
    torch.testing.assert_close(network.noise_head.state_dict(), dict(head))
    text = (home / "published/mirnet_denoiser/README.md").read_text(encoding="utf-8")
    for fact in (
        "# MIRNet noise\n",
        "**Denoise Best**",
        "1 blocks of\nthree streams",
        "train mirnet_denoiser --data DATA --steps 1 --seed 1 --channels 16 --factor 2",
        "--blocks 1 --rate 0.5",
        "train sa_level --data DATA --steps 1 --seed 1 --gaussian 0.5\n",
    ):
        assert fact in text
    assert not re.search(r"[{}]", text)


def test_the_page_counts_stars_in_words() -> None:
    figures = {
        f"stars {n} times": {"before": 1.0, "after": share} for n, share in ((2, 0.1), (4, 0.62))
    }
    assert stars_told({"PolyU": {"PSNR": 38.0}, **figures}) == "10 and 62 %"


def test_work_is_within_what_a_processor_can_train() -> None:
    # The limits of the project for this network: 40 thousand for a pixel, 1.5 million numbers.
    network = SaUnet(SaUnetConfig()).eval()
    assert 20_000 < work_per_px(network) <= 40_000
    assert sum(p.numel() for p in network.parameters()) <= 1_500_000


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load(find("denoise", "fast"), choose("cpu"))


def test_the_shipped_model_still_makes_its_golden_picture(shipped: Loaded) -> None:
    expected = cv2.imread(str(MODELS / "sa_unet/golden.png"), cv2.IMREAD_UNCHANGED)
    assert expected is not None
    difference = np.abs(golden_clean(shipped)[..., ::-1].astype(int) - expected.astype(int))
    # Another processor may round differently: a quarter of a step of 255, no more.
    assert difference.max() <= 64
