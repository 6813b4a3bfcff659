import pytest
import torch
from torch import nn

from lowlight_desktop.engine.stopping import watched
from lowlight_desktop.photo.errors import Cancelled


class Asked:
    """Counts how often it is asked; says stop at one of them."""

    def __init__(self, stop_at: int = 0) -> None:
        self.times, self._stop_at = 0, stop_at

    def __call__(self) -> None:
        self.times += 1
        if self.times == self._stop_at:
            raise Cancelled("Stopped.")


@pytest.fixture
def network() -> nn.Module:
    block = nn.Sequential(nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1))
    return nn.Sequential(block, nn.Conv2d(3, 3, 1)).eval()


PICTURE = torch.ones(1, 3, 8, 8)


def test_who_stops_is_asked_before_every_layer_and_changes_nothing(network: nn.Module) -> None:
    asked, wanted = Asked(), network(PICTURE)
    with watched(network, asked):
        assert torch.equal(network(PICTURE), wanted)
    assert asked.times == 3


def test_work_ends_in_the_middle_of_a_network(network: nn.Module) -> None:
    asked = Asked(stop_at=2)
    with pytest.raises(Cancelled), watched(network, asked):
        network(PICTURE)
    assert asked.times == 2


def test_nobody_is_asked_afterwards(network: nn.Module) -> None:
    asked = Asked(stop_at=1)
    with pytest.raises(Cancelled), watched(network, asked):
        network(PICTURE)
    network(PICTURE)
    assert asked.times == 1
