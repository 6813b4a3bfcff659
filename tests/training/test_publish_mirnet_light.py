import shutil
from pathlib import Path

import pytest
import torch

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import MODELS, read_card
from lowlight_desktop.networks.mirnet_light import MirnetLight, MirnetLightConfig
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training.loop import Schedule
from lowlight_desktop.training.mirnet_light_page import beside
from lowlight_desktop.training.publish_mirnet_light import publish_mirnet_light
from lowlight_desktop.training.publishing import Publication
from lowlight_desktop.training.train_mirnet_light import train_mirnet_light

SCHEDULE = Schedule(steps=1, batch=2, warm_up=1, every=1)
SMALL = MirnetLightConfig(width=8, factor=1.0, blocks=1)


def test_a_published_model_is_what_was_trained_and_stands_beside_fast(
    data: Path, tmp_path: Path
) -> None:
    runs, models = tmp_path / "runs", tmp_path / "models"
    shutil.copytree(MODELS / "flw", models / "flw")
    trained = train_mirnet_light(data, runs / "mirnet_light", SCHEDULE, SMALL, models / "flw")
    publish_mirnet_light(Publication(data, runs, models, "2026-11-22", machine="two cores"))
    card = read_card(models / "mirnet_light")
    assert (card.step, card.quality) == ("light", "best")
    network = load(card, choose("cpu")).network
    assert isinstance(network, MirnetLight)
    assert torch.equal(network.head.weight, trained.state_dict()["head.weight"])
    assert float(str(card.measured["largest difference between tile sizes"])) < 0.01
    page = (models / "mirnet_light" / "README.md").read_text(encoding="utf-8")
    for fact in (
        f"{card.parameters:,} trainable numbers",
        "train mirnet_light --data DATA --steps 1 --seed 1 --channels 8 --factor 1 --blocks 1",
        "4 of 80x80 from 0 % of the steps on, 2 of 112x112 from 40 %",
        "Trained on two cores.",
        "| LOL, blind: Best |",
        "| LOL, blind: Fast |",
    ):
        assert fact in page


def test_a_run_that_is_missing_says_how_to_train(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lowlight train mirnet_light"):
        publish_mirnet_light(Publication(data, tmp_path, tmp_path, "2026-11-22"))


def test_figures_of_two_models_stand_one_below_the_other() -> None:
    rows = beside(
        {"Best": {"photos": {"LOL": 4}, "a": 1.0}, "Fast": {"photos": {"LOL": 4}, "a": 2.0}}
    )
    assert rows == {"photos of each set": {"LOL": 4}, "a: Best": 1.0, "a: Fast": 2.0}
