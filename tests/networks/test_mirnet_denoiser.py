import pytest
import torch

from lowlight_desktop.networks.blocks.counting import multiplications, parameter_count
from lowlight_desktop.networks.mirnet import CascadeConfig
from lowlight_desktop.networks.mirnet_denoiser import MirnetDenoiser
from lowlight_desktop.networks.registry import NETWORKS
from tests.networks.denoisers import LEVEL, farthest, noisy_photo, surveyed, worst_of_tiles

SMALL = CascadeConfig(width=8, factor=1.0, blocks=1)


def seeded(config: CascadeConfig) -> MirnetDenoiser:
    torch.manual_seed(0)
    return MirnetDenoiser(config).eval()


def test_the_shipped_network_is_small_enough_for_a_processor() -> None:
    network, photo = seeded(CascadeConfig()), noisy_photo(256, 256)
    assert parameter_count(network) <= 1_500_000
    survey = surveyed(network, photo)
    with torch.inference_mode():
        work = multiplications(lambda: network.render(photo, survey))
    assert work / 256**2 <= 60_000


def test_the_registry_builds_it_from_what_a_card_can_say() -> None:
    network = NETWORKS["mirnet_denoiser"]({"width": 8, "factor": 2.0})
    assert isinstance(network, MirnetDenoiser)
    assert network.config == CascadeConfig(width=8, factor=2.0)


def test_streams_whose_channels_do_not_divide_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 8"):
        CascadeConfig(width=40, factor=1.5)


@pytest.mark.parametrize("tile_px", [32, 96])
def test_tiles_are_the_whole(tile_px: int) -> None:
    assert worst_of_tiles(seeded(CascadeConfig(8, 2.0, 2, 1)), tile_px) <= 1e-5


@pytest.mark.parametrize("config", [SMALL, CascadeConfig(8, 1.0, 1, 2)])
def test_nothing_reaches_farther_than_declared(config: CascadeConfig) -> None:
    assert farthest(seeded(config), 512)[0] == config.reach_px


@torch.inference_mode()
def test_training_and_product_compute_the_same() -> None:
    network, photo = seeded(SMALL), noisy_photo(64, 64)
    trained = network.clean(photo[:, None], LEVEL)[:, 0]
    rendered = network.render(photo, network.survey(photo[:, None], LEVEL))
    torch.testing.assert_close(trained, rendered)


@torch.inference_mode()
def test_gates_of_places_and_channels_are_those_of_the_last_block() -> None:
    network, photo = seeded(SMALL), noisy_photo(64, 96)
    survey = surveyed(network, photo)
    places = network.spatial_gates(photo, survey)
    sizes = [(1, 32, 48), (1, 16, 24), (1, 8, 12), (1, 3, 32, 48)]
    assert [tuple(g.shape) for g in places] == sizes
    assert len(places) == len(network.maps)
    torch.testing.assert_close(places[-1].sum(1), torch.ones(1, 32, 48))
    channels = network.channel_gates(survey)
    assert [len(g) for g in channels] == [8, 8, 8, 8]
    assert all(0.0 <= float(g.min()) <= float(g.max()) <= 1.0 for g in (*places, *channels))
