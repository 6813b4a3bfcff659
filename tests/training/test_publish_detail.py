import re
import tomllib
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import read_card
from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.studio.model_notes import training_data
from lowlight_desktop.training.denoiser_figures import work_per_px
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.publish_detail import publish_detail
from lowlight_desktop.training.publishing import Publication, trained_run
from lowlight_desktop.training.train_damage_head import train_damage_head
from lowlight_desktop.training.train_detail import DETAIL_SCHEDULE, train_detail
from tests.training.denoiser_data import small_data

SMALL = DetailConfig(width=16, blocks=1, narrow=4, window=4, halo=2)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with runs of one step, and what was published of them."""
    folder = tmp_path_factory.mktemp("publishing")
    data = small_data(folder / "data")
    schedule = Schedule(steps=1, batch=2, rate=DETAIL_SCHEDULE.rate, warm_up=1, every=1)
    train_detail(data, folder / "runs/detail", schedule, SMALL)
    train_damage_head(data, folder / "runs/detail_level", schedule)
    publish_detail(
        Publication(data, folder / "runs", folder / "models", "2026-11-21", machine="an abacus")
    )
    return folder


def test_a_published_model_loads_and_is_what_was_trained(home: Path) -> None:
    card = read_card(home / "models/detail")
    network = load(card, choose("cpu")).network
    assert isinstance(network, Detail)
    assert network.config == SMALL
    trained = dict(trained_run(home / "runs/detail").average)
    head = trained_run(home / "runs/detail_level").average
    trained |= {f"noise_head.{name}": weight for name, weight in head.items()}
    torch.testing.assert_close(network.state_dict(), trained)
    assert (card.step, card.quality, card.network) == ("detail", "fast", "detail")


def test_the_card_says_what_goes_in_what_it_costs_and_what_was_measured(home: Path) -> None:
    card = tomllib.loads((home / "models/detail/card.toml").read_text(encoding="utf-8"))
    assert card["grid_px"] == SMALL.grid_px
    assert card["reach_px"] == SMALL.reach_px
    assert card["multiplications_per_px"] == work_per_px(Detail(SMALL).eval())
    measured = card["measured"]
    assert measured["photos"]["McMaster"] == 1
    assert set(measured["McMaster, JPEG 30"]) >= {"PSNR before", "PSNR", "won", "least won"}
    # Worse by a hundredth of an 8-bit step is what rounding of sums does.
    assert measured["largest difference between tile sizes"] <= 0.01


def test_the_page_tells_how_it_was_trained_and_names_every_source(home: Path) -> None:
    page = (home / "models/detail/README.md").read_text(encoding="utf-8")
    for fact in (
        "version 2026-11-21",
        "train detail --data DATA --steps 1 --seed 1\n",
        "1 of 1 steps of 2 crops of 128x128",
        "Trained on an abacus.",
        "JPEG of quality 15 to 92",
    ):
        assert fact in page
    assert not re.search(r"[{}]", page)  # no place was left open
    rows = {row.name: row for row in training_data(page)}
    assert rows["BSDS500 photographs"].used == "2"
    assert all(row.terms for row in rows.values())


def test_the_golden_picture_is_what_the_model_makes_of_the_golden_input(home: Path) -> None:
    golden = cv2.imread(str(home / "models/detail/golden.png"), cv2.IMREAD_UNCHANGED)
    assert golden is not None
    assert golden.shape == (181, 240, 3)
    assert golden.dtype == np.uint16
