from pathlib import Path

import pytest
import torch
from torch import nn

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.stopping import watched
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.model_card import ModelCard


class Asked:
    """Counts how often it is asked; says stop at one of them."""

    def __init__(self, stop_at: int = 0) -> None:
        self.times, self._stop_at = 0, stop_at

    def __call__(self) -> None:
        self.times += 1
        if self.times == self._stop_at:
            raise Cancelled("Stopped.")


@pytest.fixture
def model() -> Loaded:
    block = nn.Sequential(nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1))
    network = nn.Sequential(block, nn.Conv2d(3, 3, 1)).eval()
    card = ModelCard("one", "One", "detail", "fast", "one", {}, Path(), "", 0, "", {})
    return in_hand(card, network, choose("cpu"))


PICTURE = torch.ones(1, 3, 8, 8)


def test_who_stops_is_asked_before_every_layer_and_changes_nothing(model: Loaded) -> None:
    asked, wanted = Asked(), model.network(PICTURE)
    with watched(model, asked):
        assert torch.equal(model.network(PICTURE), wanted)
    assert asked.times == 3


def test_work_ends_in_the_middle_of_a_network(model: Loaded) -> None:
    asked = Asked(stop_at=2)
    with pytest.raises(Cancelled), watched(model, asked):
        model.network(PICTURE)
    assert asked.times == 2


def test_nobody_is_asked_afterwards(model: Loaded) -> None:
    asked = Asked(stop_at=1)
    with pytest.raises(Cancelled), watched(model, asked):
        model.network(PICTURE)
    model.network(PICTURE)
    assert asked.times == 1
